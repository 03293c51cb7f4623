#include "metrics.h"

#include <fmt/format.h>

#include <iterator>

namespace demarche::server {

void Metrics::answered(const std::string& route, unsigned status, std::int64_t microseconds, std::size_t bytes) {
  const std::lock_guard hold(lock_);
  Series& series = routes_[route];
  ++series.by_status[status];
  std::size_t bucket = 0;
  while (bucket < bounds.size() && microseconds > bounds[bucket]) ++bucket;
  ++series.buckets[bucket];
  series.microseconds += static_cast<std::uint64_t>(microseconds);
  series.bytes += bytes;
}

std::string Metrics::text() const {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view type, std::string_view help, auto value) {
    fmt::format_to(std::back_inserter(out), "# HELP demarche_{0} {1}\n# TYPE demarche_{0} {2}\ndemarche_{0} {3}\n",
                   name, help, type, value);
  };
  add("connections", "gauge", "Connections open now.", connections.load());
  add("connections_total", "counter", "Connections taken.", accepted.load());
  add("connections_refused_total", "counter", "Connections over the limit.", refused.load());
  add("requests_under_way", "gauge", "Requests being answered now.", under_way.load());
  add("requests_busy_total", "counter", "Requests refused because too many were under way.", busy.load());
  add("requests_bad_total", "counter", "Requests that were not HTTP, too large or too slow.", bad_requests.load());
  add("cache_hits_total", "counter", "Answers that were kept.", cache_hits.load());
  add("cache_misses_total", "counter", "Answers that had to be made.", cache_misses.load());
  add("wrong_tokens_total", "counter", "Acts refused for a wrong token.", wrong_tokens.load());
  const std::lock_guard hold(lock_);
  out += "# HELP demarche_requests_total Requests answered.\n# TYPE demarche_requests_total counter\n";
  for (const auto& [route, series] : routes_)
    for (const auto& [status, count] : series.by_status)
      fmt::format_to(std::back_inserter(out), "demarche_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", route,
                     status, count);
  out += "# HELP demarche_sent_bytes_total Bytes of bodies.\n# TYPE demarche_sent_bytes_total counter\n";
  for (const auto& [route, series] : routes_)
    fmt::format_to(std::back_inserter(out), "demarche_sent_bytes_total{{route=\"{}\"}} {}\n", route, series.bytes);
  out += "# HELP demarche_request_seconds Time to answer.\n# TYPE demarche_request_seconds histogram\n";
  for (const auto& [route, series] : routes_) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < series.buckets.size(); ++i) {
      sum += series.buckets[i];
      const std::string bound = i < bounds.size() ? fmt::format("{}", static_cast<double>(bounds[i]) / 1e6) : "+Inf";
      fmt::format_to(std::back_inserter(out), "demarche_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route,
                     bound, sum);
    }
    fmt::format_to(std::back_inserter(out),
                   "demarche_request_seconds_sum{{route=\"{0}\"}} {1}\n"
                   "demarche_request_seconds_count{{route=\"{0}\"}} {2}\n",
                   route, static_cast<double>(series.microseconds) / 1e6, sum);
  }
  return out;
}

}  // namespace demarche::server
