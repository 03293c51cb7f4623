// Annotated articles and marked sentences, parsed and grounded once, for the trainers of the choices that extract/
// makes.
//
// Articles whose sha256 of the id begins with 0, 1 or 2 only measure: they are left out here. The others fall into
// folds by the same hash, so that an article stays whole.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codebook/codebook.h"
#include "stages/annotate/annotate.h"
#include "types/document.h"
#include "types/findings.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/tokens.h"

namespace simdjson::dom {
class element;
}

namespace demarche::learn {

inline constexpr std::uint64_t folds = 5;
inline constexpr std::uint64_t no_fold = 99;

struct GoldAct {
  EventType type;
  Span sentence;
  std::uint32_t trigger = 0;
  std::vector<std::string> actors, recipients;            // countries
  std::vector<std::string> actor_codes, recipient_codes;  // whole
  std::optional<Interval> date;
  bool clear = true;
};

struct Text {
  Document document;
  Tokens tokens;
  Syntax syntax;
  Names names;
  Mentions mentions;
  std::vector<GoldAct> acts;
  std::optional<Span> source, target;  // of a marked sentence
  bool silent = false;
  std::uint64_t fold = no_fold;
};

class GoldCorpus {
 public:
  GoldCorpus(const Annotator& annotator, const Codebook& codebook) : annotator_(annotator), codebook_(codebook) {}

  /// gold/train.jsonl.
  void read_gold(const std::string& path);
  /// PLV rows: a sentence with its actor and recipient, and a PLOVER root (YIELD: CONCEDE or RETREAT).
  void read_plv(const std::string& table);

  /// Pages without politics ({"id","date","title","text"} a line): nothing there is an act.
  void read_silent(const std::string& path);

  std::vector<Text> texts;

 private:
  void add(Text text);
  static void read_act(simdjson::dom::element event, Text& text);
  void read_sentence(const std::map<std::string_view, std::string_view>& row);

  const Annotator& annotator_;
  const Codebook& codebook_;
  AnnotateScratch scratch_;
};

}  // namespace demarche::learn
