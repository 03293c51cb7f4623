// An audit as records: the sample as JSONL, the report as CSV.
#pragma once

#include <string>

#include "demarche/audit.h"

namespace demarche {

/// One object an item:
/// {"kind":"audit_item","id","stratum","article","publisher","title","published","before","sentence"}, and of an event
/// {"type","actors","recipients","date","date_words","place","factuality","newness","attributed_to"}; items gone from
/// the archive are left out. What the machine coded in a blind sentence is left out too.
std::string audit_items_jsonl(const AuditSession& session);
/// A header and a row a figure: measure, stratum or judges, counts, share and interval.
std::string audit_report_csv(const AuditReport& report);

}  // namespace demarche
