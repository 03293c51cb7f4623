// What the writers of CAMEO formats share: codes of actors and roots, the scales and classes that those formats use.
#pragma once

#include <string>
#include <string_view>

#include "format/export.h"

namespace demarche {

/// "RUS", "RUSMIL", "IGOUNO", "NGO": CAMEO's code of a party. A state that acts as a state is bare.
std::string cameo_actor(const ExportParty& party);
/// "RUS" with CAMEO's own codes for a few countries; "" for others than states.
std::string cameo_country(const ExportParty& party);
/// "UNO" for the United Nations and other bodies that CAMEO has a code for; "".
std::string_view cameo_group(const ExportParty& party);
/// CAMEO's type code for a PLOVER sector: JRN is MED, MED is HLH; "" where it has none.
std::string_view cameo_type(std::string_view sector);
/// The sectors that a row shows: none for a state that acts as a state.
std::vector<std::string> shown_sectors(const ExportParty& party);

/// Goldstein's value in the lineage of Phoenix and GDELT, which differs from that of ICEWS in six codes.
std::string goldstein_phoenix(const ExportEvent& event);
std::string goldstein_icews(const ExportEvent& event);
int root_of(std::string_view cameo);         // 4 for "042"
char quad_gdelt(std::string_view cameo);     // '1'..'4'
char penta_phoenix(std::string_view cameo);  // '0'..'4'

std::string compact_day(Day day);  // 20210301
std::string coordinate(const std::optional<std::int64_t>& thousandths);
std::string joined(const std::vector<std::string>& parts, std::string_view separator);
/// The name of a party, else the words that stand for it.
std::string_view name_or_text(const ExportParty& party);
bool is_precise(const ExportEvent& event, std::string_view precision);

}  // namespace demarche
