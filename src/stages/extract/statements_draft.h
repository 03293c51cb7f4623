// What the parts of statement extraction hand to each other: one document's layers, and statements while they are
// found.
#pragma once

#include <string_view>
#include <vector>

#include "codebook/cue_table.h"
#include "stages/extract/quotes.h"
#include "stages/extract/statements_tree.h"
#include "types/findings.h"
#include "types/mentions.h"
#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

struct StatementDraft {
  std::uint32_t sentence = 0;
  std::uint32_t cue_first = no_word;  // words [cue_first, cue_last); no_word: no cue
  std::uint32_t cue_last = no_word;
  std::uint32_t cue_word = no_word;  // the verb or noun
  std::uint32_t speaker = no_word;   // head word, anywhere in the document
  std::uint32_t addressee = no_word;
  std::vector<Span> content;
  bool direct = false;
  CueUses uses;
  std::uint32_t quote = no_word;  // the quotation that gave content
  const char* rule = "";
};

/// A text or utterance and whoever stands behind it: "a statement by the ministry".
struct Authored {
  std::uint32_t noun = 0;
  std::uint32_t author = 0;
};

/// The layers of one document, the tree of the sentence at hand and the authors of texts seen so far.
struct SpeechContext {
  std::string_view text;
  const Tokens& tokens;
  const Syntax& syntax;
  const Mentions& mentions;
  const CueTable& cues;
  const std::vector<Quote>& quotes;
  SentenceTree tree;
  std::vector<Authored> authored;

  std::string_view form(std::uint32_t word) const {
    const Span s = tokens.words[word].span;
    return text.substr(s.begin, s.size());
  }
  const Analysis& analysis(std::uint32_t word) const { return syntax.words[word]; }
  Upos upos(std::uint32_t word) const { return syntax.words[word].upos; }
  Deprel deprel(std::uint32_t word) const { return syntax.words[word].deprel; }
  bool is_punct(std::uint32_t word) const;
  /// The cue uses of a verb, by its lemma or, where the lemma is wrong, by its form.
  CueUses verb_uses(std::uint32_t word) const;
  /// The first word of the sentence that begins at the byte or later.
  std::uint32_t first_word_from(const Sentence& sentence, std::uint32_t byte) const;
  /// The quotation that holds the byte, or no_word.
  std::uint32_t quote_at(std::uint32_t byte) const;
  /// The first child with the relation, or no_word.
  std::uint32_t child(std::uint32_t word, Deprel relation) const;
  /// The lower-case text of the word's case marker ("of", "by"), "" when it has none.
  std::string_view case_of(std::uint32_t word) const;
  /// The same for a clause, whose marker may be a subordinator ("as"); "" when it has none.
  std::string_view case_or_mark(std::uint32_t word) const;
  /// Words [first, last) without punctuation at the edges; empty when nothing is left.
  Span trimmed(std::uint32_t first, std::uint32_t last) const;
};

bool equals_lower(std::string_view form, std::string_view lower);

/// Finds the cues of the sentence whose tree stands in `context`, outside quotations, with speakers and reported
/// clauses.
void find_cues(SpeechContext& context, std::uint32_t sentence, std::vector<StatementDraft>& out);

StatementDraft start_draft(std::uint32_t sentence, std::uint32_t word, std::uint32_t last, CueUses uses,
                           const char* rule);
/// What the word `content` dominates, without the cue's own words, becomes the draft's content, in pieces where the cue
/// interrupts it.
void take_content(const SpeechContext& context, std::uint32_t content, std::uint32_t cue, StatementDraft& draft,
                  const char* rule);
/// "the claim that ..." and "according to ...", added to `out` if there is a content.
void noun_cue(const SpeechContext& context, std::uint32_t sentence, std::uint32_t noun,
              std::vector<StatementDraft>& out);
void according_cue(const SpeechContext& context, std::uint32_t sentence, std::uint32_t word,
                   std::vector<StatementDraft>& out);

/// The conjunction "that" which belongs to the cue verb by its place, or no_word.
std::uint32_t that_behind(const SpeechContext& context, std::uint32_t verb);
/// Puts right what a wrong tree does to the contents of drafts [begin, end): clauses cut short, clauses that swallow
/// the next cue, attributions set apart by commas that the tree did not see.
void mend_contents(const SpeechContext& context, std::size_t begin, std::vector<StatementDraft>& drafts);

/// The head word of the one who speaks by the cue verb, or no_word.
std::uint32_t speaker_of_verb(const SpeechContext& context, std::uint32_t verb);
/// Who stands behind a text or an utterance named by a noun ("a statement by the ministry", and with `issuer` whoever
/// issued it); the noun itself when none.
std::uint32_t speaker_of_noun(const SpeechContext& context, std::uint32_t noun, bool issuer = true);
/// The party that a speaker's head word stands for.
Party resolve_speaker(const SpeechContext& context, std::uint32_t head, std::uint32_t statement_sentence);

/// The same, where a text whose author the document named before ("the statement") stands for its author.
Party resolve_author(const SpeechContext& context, std::uint32_t head, std::uint32_t statement_sentence);

/// A quotation's part that lies in the sentence.
struct QuotePiece {
  std::uint32_t quote = 0;
  Span span;                // without marks
  std::uint32_t first = 0;  // words [first, last) inside
  std::uint32_t last = 0;
  std::uint32_t words = 0;  // without punctuation
  bool from_start = false;  // nothing but marks stands before it in the sentence
  bool to_end = false;      // nothing but marks and final punctuation stands behind it
  bool title = false;       // every longer word has a capital, and no mark ends it: a name
  bool predicate = false;   // holds a finite verb
  bool speech = false;      // long or closed by a mark of its own: not a word or two in scare quotes
};

/// In order.
std::vector<QuotePiece> pieces_of(const SpeechContext& context, std::uint32_t sentence);
/// Lets the quotations of the sentence meet its cues; quotations without one come as drafts without cue.
void join_quotes(const SpeechContext& context, std::uint32_t sentence, std::vector<StatementDraft>& drafts);
/// Gives a speaker to drafts that have none, from the quotation they belong to or the sentences beside them.
void carry_speakers(const SpeechContext& context, std::vector<StatementDraft>& drafts);

}  // namespace demarche
