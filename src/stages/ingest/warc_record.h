// One WARC record -> the page it holds, with what HTTP says about it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"
#include "types/signal.h"

namespace demarche {

struct WarcPage {
  std::string address;     // WARC-Target-URI
  std::string media_type;  // "" when nobody says
  std::string charset;     // as HTTP declares it, "" for none
  std::string bytes;       // the body, decoded; empty when it is no page
  int status = 200;
  std::vector<Signal> signals;  // of the status line and the header fields
};

/// Errors say why the record holds no page that can be read. A 404, 410 or 451 is no error: status and signals say it.
/// `address` is set in any case.
Result<WarcPage> read_warc_record(std::string_view record, std::string& address);

/// Signals of HTTP header fields: X-Robots-Tag, TDM-Reservation.
std::vector<Signal> signals_of_header(std::string_view robots, std::string_view mining);
/// The address without angle brackets, blanks and control characters; "" when nothing is left.
std::string clean_address(std::string_view address);

}  // namespace demarche
