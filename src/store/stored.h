// What the archive keeps of one coded document, as plain data: pipeline/ fills it, Writer writes it.
//
// All offsets are Unicode code points of the text (of the title where section says so), as in the records.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/day.h"
#include "base/span.h"
#include "types/document.h"

namespace demarche::store {

enum class Role : std::uint8_t { actor, recipient, attributed, speaker, addressee };
inline constexpr std::string_view role_names[] = {"actor", "recipient", "attributed", "speaker", "addressee"};
constexpr std::string_view name_of(Role role) {
  return role_names[static_cast<std::size_t>(role)];
}

struct StoredParty {
  Role role = Role::actor;
  std::string code;
  std::string sector;  // "" for none
  std::string name;
  std::string named_as;
  bool from_document = false;
  std::optional<Span> mention;
};

struct StoredSentence {
  bool title = false;
  Span span;
};

struct StoredPlace {
  std::string name;
  std::string country;                             // "" for none
  std::optional<std::pair<int, int>> coordinates;  // latitude, longitude, thousandths of a degree
  std::string precision;
};

struct StoredEvent {
  std::string record_id;
  StoredSentence sentence;
  Span trigger;
  std::string type;
  std::string mode;      // "" for none
  std::string cameo;     // "" for none
  int quad = 1;          // 1..4
  int plover_score = 0;  // thousandths
  std::optional<int> goldstein;
  std::optional<Interval> date;
  bool dated_by_publication = false;
  std::string newness;
  std::string factuality;
  std::string tense;
  std::string certainty;
  int confidence = 0;               // thousandths
  std::string statement_record_id;  // "" for none
  std::string rule;
  std::vector<StoredParty> parties;
  std::optional<StoredPlace> place;
  std::string json;  // the record, without line end
};

struct StoredStatement {
  std::string record_id;
  StoredSentence sentence;
  std::optional<Span> cue;
  Span content;
  bool direct = false;
  std::string rule;
  std::vector<StoredParty> parties;
  std::string json;
};

/// What tells documents and their versions apart.
struct DocumentKey {
  std::string source;   // publisher, else the host of the address, else ""
  std::string article;  // its id in the records
  std::string address;  // the page's own address where the id is only the name of a file, else ""
  std::string hash;     // of text, title and date
};

struct StoredDocument {
  DocumentKey key;
  std::optional<Day> published;
  std::string origin;
  std::string url;
  std::string title;
  std::string category;
  std::string publisher;
  std::string language;
  std::string text;
  std::string sha256;          // of the text
  std::uint64_t copy_key = 0;  // exact copies share it; 0: too short to tell
  std::vector<CitedSource> sources;
  std::string signature;  // for telling stories apart, as bytes; "": in no story
  std::vector<StoredEvent> events;
  std::vector<StoredStatement> statements;
};

struct StoredReject {
  std::string origin;
  std::string article;
  std::string reason;
  std::string message;
};

}  // namespace demarche::store
