// Tags, lemmas and dependency trees, in the words of Universal Dependencies v2.
//
// One entry a word of Tokens. Heads are word numbers of the document, so a subtree walk needs no sentence offset.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

enum class Upos : std::uint8_t {
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB,
  X
};
inline constexpr std::array<std::string_view, 17> upos_names = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                                "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                                "PUNCT", "SCONJ", "SYM", "VERB", "X"};

// Subtypes are written with an underscore: acl_relcl is acl:relcl; case_ only avoids the C++ keyword.
enum class Deprel : std::uint8_t {
  acl,
  acl_relcl,
  advcl,
  advcl_relcl,
  advmod,
  amod,
  appos,
  aux,
  aux_pass,
  case_,
  cc,
  cc_preconj,
  ccomp,
  compound,
  compound_prt,
  conj,
  cop,
  csubj,
  csubj_outer,
  csubj_pass,
  dep,
  det,
  det_predet,
  discourse,
  dislocated,
  expl,
  fixed,
  flat,
  goeswith,
  iobj,
  list,
  mark,
  nmod,
  nmod_desc,
  nmod_poss,
  nmod_unmarked,
  nsubj,
  nsubj_outer,
  nsubj_pass,
  nummod,
  obj,
  obl,
  obl_agent,
  obl_unmarked,
  orphan,
  parataxis,
  punct,
  reparandum,
  root,
  vocative,
  xcomp
};
inline constexpr std::array<std::string_view, 51> deprel_names = {
    "acl",        "acl:relcl", "advcl",       "advcl:relcl",   "advmod",   "amod",        "appos",        "aux",
    "aux:pass",   "case",      "cc",          "cc:preconj",    "ccomp",    "compound",    "compound:prt", "conj",
    "cop",        "csubj",     "csubj:outer", "csubj:pass",    "dep",      "det",         "det:predet",   "discourse",
    "dislocated", "expl",      "fixed",       "flat",          "goeswith", "iobj",        "list",         "mark",
    "nmod",       "nmod:desc", "nmod:poss",   "nmod:unmarked", "nsubj",    "nsubj:outer", "nsubj:pass",   "nummod",
    "obj",        "obl",       "obl:agent",   "obl:unmarked",  "orphan",   "parataxis",   "punct",        "reparandum",
    "root",       "vocative",  "xcomp"};

constexpr std::string_view name_of(Upos tag) {
  return upos_names[static_cast<std::size_t>(tag)];
}
constexpr std::string_view name_of(Deprel relation) {
  return deprel_names[static_cast<std::size_t>(relation)];
}
std::optional<Upos> parse_upos(std::string_view name);
/// An unknown subtype falls back to its universal relation; an unknown relation gives nothing.
std::optional<Deprel> parse_deprel(std::string_view name);
/// The relation without its subtype: nsubj_pass gives nsubj.
Deprel universal(Deprel relation);

inline constexpr std::uint32_t no_word = 0xFFFFFFFF;

struct Analysis {
  Upos upos = Upos::X;
  Deprel deprel = Deprel::dep;
  std::uint32_t head = no_word;  // no_word: the root of its sentence
  std::string_view feats;        // "Number=Sing|Tense=Past", "" for none; lives as long as the model
};

/// The view stays valid while the Syntax (lemmas) and the Engine (features) live.
class Syntax {
 public:
  std::vector<Analysis> words;

  std::string_view lemma(std::uint32_t word) const {
    return std::string_view(lemma_bytes_).substr(lemma_ends_[word], lemma_ends_[word + 1] - lemma_ends_[word]);
  }
  void add_lemma(std::string_view lemma) {
    lemma_bytes_ += lemma;
    lemma_ends_.push_back(static_cast<std::uint32_t>(lemma_bytes_.size()));
  }

 private:
  std::string lemma_bytes_;
  std::vector<std::uint32_t> lemma_ends_{0};
};

/// True when `feats` holds `feature` ("Tense=Past") as one of its parts.
bool has_feature(std::string_view feats, std::string_view feature);

}  // namespace demarche
