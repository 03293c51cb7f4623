// How far a run has come, on standard error: a bar on a terminal, a line a minute elsewhere, nothing for quick work.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace demarche::cli {

class Progress {
 public:
  /// `paths` are measured for the time left; a pipe or a compressed file leaves it unknown.
  Progress(const std::vector<std::string>& paths, bool quiet);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::uint64_t documents, std::uint64_t bytes);
  /// Removes the bar.
  void clear();
  /// Since the run began.
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  std::string line(std::uint64_t documents, std::uint64_t bytes) const;

  bool quiet_ = false;
  bool bar_ = false;
  bool drawn_ = false;
  std::uint64_t total_bytes_ = 0;
  Clock::time_point start_;
  Clock::time_point next_;
};

/// "1,234,567".
std::string with_commas(std::uint64_t number);

}  // namespace demarche::cli
