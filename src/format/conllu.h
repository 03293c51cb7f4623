// CoNLL-U, the format of Universal Dependencies: read with everything in it kept, written with our annotation.
//
// Reading gives a text (the words joined as SpaceAfter says) and Tokens over it, so that the annotator sees given words
// as it sees its own. Comments, ids, range lines and empty nodes are kept as views and come back unchanged. A sentence
// that is not CoNLL-U becomes a problem with its line; the others are read. Columns after FORM are looked at only for
// SpaceAfter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "types/document.h"
#include "types/names.h"
#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

struct ConlluLine {
  enum class Kind : std::uint8_t { comment, word, range, empty_node };
  Kind kind = Kind::word;
  std::string_view id;    // "3", "3-4", "8.1"
  std::string_view form;  // may hold spaces or invisible characters
  std::string_view misc;  // "_" or Key=Value|...
  std::string_view line;  // the whole line
};

/// Words [first_word, last_word), lines [first_line, last_line).
struct ConlluSentence {
  std::uint32_t first_word = 0;
  std::uint32_t last_word = 0;
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
};

struct ConlluProblem {
  std::uint32_t line = 0;  // from 1, within the bytes given
  std::string message;
};

struct ConlluBlock {
  std::string text;
  /// Sentences longer than limits::sentence_words are cut in Tokens; `sentences` holds them whole.
  Tokens tokens;
  std::vector<ConlluLine> lines;
  std::vector<ConlluSentence> sentences;
  std::vector<ConlluProblem> problems;
};

/// The views of the result point into `bytes`.
ConlluBlock read_conllu(std::string_view bytes);

/// What to print in MISC beside TokenRange and SpaceAfter.
struct ConlluOptions {
  bool names = true;  // Entity=B-PER|I-PER
};

/// A document of ours: "# newdoc id", "# newpar", "# sent_id", "# text", range lines, words.
void write_conllu(std::string& out, const Document& document, const Tokens& tokens, const Syntax& syntax,
                  const Names& names, const ConlluOptions& options);

/// A block that was read, its words annotated anew; UPOS, FEATS, LEMMA, HEAD, DEPREL and Entity are replaced, XPOS and
/// DEPS emptied, everything else is as it was.
void write_conllu(std::string& out, const ConlluBlock& block, const Syntax& syntax, const Names& names,
                  const ConlluOptions& options);

}  // namespace demarche
