// Counts of what the server did, in the text format of Prometheus.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace demarche::server {

class Metrics {
 public:
  void answered(const std::string& route, unsigned status, std::int64_t microseconds, std::size_t bytes);
  std::string text() const;

  std::atomic<std::int64_t> connections{0};  // open now
  std::atomic<std::uint64_t> accepted{0};    // connections taken
  std::atomic<std::uint64_t> refused{0};     // connections over the limit
  std::atomic<std::int64_t> under_way{0};    // requests
  std::atomic<std::uint64_t> busy{0};        // requests refused because too many were under way
  std::atomic<std::uint64_t> cache_hits{0};
  std::atomic<std::uint64_t> cache_misses{0};
  std::atomic<std::uint64_t> bad_requests{0};  // not HTTP, too large, too slow
  std::atomic<std::uint64_t> wrong_tokens{0};

 private:
  static constexpr std::array<std::int64_t, 10> bounds = {1000,  2500,   5000,   10000,   25000,
                                                          50000, 100000, 250000, 1000000, 5000000};  // microseconds
  struct Series {
    std::map<unsigned, std::uint64_t> by_status;
    std::array<std::uint64_t, 11> buckets{};
    std::uint64_t microseconds = 0;
    std::uint64_t bytes = 0;
  };
  mutable std::mutex lock_;
  std::map<std::string, Series> routes_;
};

}  // namespace demarche::server
