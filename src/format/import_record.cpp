// Events as records of the contract: hand-coded ones, or those of another coder.
#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "format/export_event.h"
#include "format/import_rows.h"

namespace demarche {
namespace {

Error wrong(std::string message) {
  return {ErrorCode::bad_input, std::move(message)};
}

}  // namespace

Result<std::optional<ImportedEvent>> ImportReader::record(std::string_view line) const {
  line = trim(line);
  ExportEvent event;
  if (!line.starts_with('{')) return wrong("not a JSON object");
  if (!read_export_event(line, event)) {
    if (line.find("\"kind\"") == std::string_view::npos) return wrong("not a record of kind \"event\"");
    return std::optional<ImportedEvent>();  // an article, a statement: no event
  }
  ImportedEvent out;
  out.native_id = event.id;
  out.type = parse_event_type(event.type);
  if (event.id.empty()) return wrong("the event has no \"id\"");
  if (!out.type) return wrong(fmt::format("\"{}\" is no PLOVER type", event.type.substr(0, 40)));
  if (event.start && event.end && *event.end < *event.start) return wrong("the event ends before it starts");
  out.day = event.start;
  out.mode = event.mode;
  out.cameo = event.cameo;
  out.plover_score = event.plover_score;
  out.goldstein = event.goldstein;
  for (const bool recipient : {false, true})
    for (const ExportParty& party : recipient ? event.recipients : event.actors) {
      const std::string_view country = party.country();
      if (party.code.empty() || (party.is_state_code() && !names_.is_country(country)))
        return wrong(fmt::format("\"{}\" is no actor code", party.code.substr(0, 40)));
      out.parties.push_back({recipient, party.code, party.name});
    }
  if (out.parties.empty()) return wrong("the event names neither an actor nor a recipient");
  if (event.place) {
    out.place = event.place->name;
    out.place_country = event.place->country;
  }
  out.given = line;
  return std::optional(std::move(out));
}

}  // namespace demarche
