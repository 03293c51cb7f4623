// The one place that reads the clock, for times of recording: "2026-01-31T12:00:00Z".
#pragma once

#include <ctime>
#include <string>

namespace demarche {

inline std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char out[32];
  std::strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return out;
}

}  // namespace demarche
