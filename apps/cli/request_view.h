// Requests, effects, scans and receipts as text for people.
#pragma once

#include <string>
#include <vector>

#include "demarche/requests.h"

namespace demarche::cli {

std::string requests_view(const std::vector<RequestInfo>& requests);
std::string request_view(const RequestInfo& request);
std::string effect_view(const RemovalEffect& effect, RequestVerb verb);
/// What to do after an execution.
std::string next_steps(std::int64_t request, RequestVerb verb, const std::string& archive);
std::string scan_view(const ScanReport& scan);
std::string receipt_view(const ReceiptCheck& receipt);

}  // namespace demarche::cli
