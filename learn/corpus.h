// Training text: sentences with whatever layers their source has, and the readers for the sources' formats.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "stages/annotate/name_decoder.h"
#include "types/names.h"
#include "types/syntax.h"

namespace demarche::learn {

using NameMask = std::uint64_t;  // the labels that a token may have, a bit each

struct Sentence {
  std::vector<std::string> forms;
  // Treebanks; else empty.
  std::vector<std::string> lemmas, feats;
  std::vector<Upos> upos;
  std::vector<int> heads;  // size() is the root
  std::vector<Deprel> relations;
  // Corpora of names; else empty.
  std::vector<NameMask> names;
  int size() const { return static_cast<int>(forms.size()); }
  bool has_tree() const { return !heads.empty(); }
};
using Sentences = std::vector<Sentence>;

struct NamedFile {
  std::string name;
  std::string bytes;
};

/// The bytes of a file, decompressed when it is gzip. Exits with a message when it cannot be read.
std::string read_all(const std::string& path);
std::vector<NamedFile> read_tar(std::string_view archive);

Sentences read_conllu(std::string_view text);
/// A token and its label a line, sentences set apart by empty lines; labels BIO, IO or BIOES of a known family
/// ("crossner", "newswire", "wnut", "conll").
Sentences read_name_columns(std::string_view text, std::string_view family);

/// Word 8-grams of evaluation text: training sentences that share one are dropped.
class LeakCheck {
 public:
  void forbid(const Sentences& evaluation);
  /// Removes the sentences that share an 8-gram; the number removed. Shorter sentences are nobody's own.
  std::size_t filter(Sentences& training) const;

 private:
  bool leaks(const Sentence& sentence) const;
  std::unordered_set<std::uint64_t> grams_;
};

}  // namespace demarche::learn
