// A brief: what happened between two parties up to a day, as a page that can be published.
//
// Made only of what the archive can show. Every sentence stands in its source, word for word; nothing is summed up,
// shortened or joined by words of our own. A source that was withdrawn or erased is in no brief made afterwards.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demarche/archive.h"
#include "demarche/browse.h"
#include "demarche/result.h"

namespace demarche {

struct BriefOptions {
  std::string date;               // the last day, "YYYY-MM-DD"; "": the last that the archive has
  std::size_t most_entries = 20;  // newest first
};

struct BriefSentence {
  std::string record;   // id of the event
  std::string text;     // the sentence, as its source has it
  std::string speaker;  // on whose word, "Russia (RUS:GOV)"; "" in the reporter's own voice
  std::string coded;    // "CONSULT (meet)"
  std::string told_as;  // factuality
  int source = 0;       // number in Brief::sources
};

/// What is coded alike on one day.
struct BriefEntry {
  std::string day;       // of the event; "" when nothing dates it
  std::string type;      // PLOVER type
  std::string quad;      // verbal-cooperation, ...
  std::string headline;  // of the first report of the entry, "" when it has none
  std::string category;  // the publication's own, "" when it has none
  std::vector<BriefSentence> sentences;
};

struct BriefSource {
  int number = 0;
  std::string title, publisher, published, url, article;
  std::int64_t document = 0;
};

struct Brief {
  std::string first, second, first_name, second_name;
  std::string date;
  std::vector<BriefEntry> entries;  // newest day first
  std::vector<BriefSource> sources;
  bool complete = true;  // false: older events were left out
  std::string vintage;   // when the archive's newest state was recorded, UTC
};

Result<Brief> brief(const Archive&, const std::string& first, const std::string& second, const BriefOptions&);

/// Days on which something new happened between two parties, newest first.
Result<std::vector<std::string>> brief_days(const Archive&, const std::string& first, const std::string& second,
                                            std::size_t most);

/// {"kind":"brief",...} without a line break.
std::string brief_json(const Brief& brief);

}  // namespace demarche
