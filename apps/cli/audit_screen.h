// The terminal of an audit: shows an item, asks with single keys, keeps each answer at once.
//
// Keys come from a terminal without Enter, or from a pipe, so that a script or a test can judge as well.
#pragma once

#include <string>

#include "demarche/audit.h"

namespace demarche::cli {

/// Asks `judge` about every item without a verdict of that judge. Gives how many were judged; ends early on q or at the
/// end of the input.
Result<std::size_t> judge_on_screen(AuditSession& session, const std::string& judge);

/// One item as text: where it stands, the sentence with its words marked, what was coded.
std::string item_view(const AuditItem& item, bool blind);

}  // namespace demarche::cli
