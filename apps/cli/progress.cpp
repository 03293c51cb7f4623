#include "progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "terminal.h"

namespace demarche::cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t most_files = 100'000;  // a larger folder is not worth counting first

bool compressed(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".gz" || ending == ".zst";
}

// The bytes that a run will read, 0 when that cannot be told.
std::uint64_t measure(const std::vector<std::string>& paths) {
  std::uint64_t total = 0;
  std::size_t files = 0;
  std::error_code failed;
  for (const std::string& path : paths) {
    if (fs::is_directory(path, failed)) {
      for (fs::recursive_directory_iterator at(path, failed), end; !failed && at != end; at.increment(failed)) {
        if (++files > most_files || compressed(at->path())) return 0;
        std::error_code ignored;
        if (at->is_regular_file(ignored)) total += at->file_size(ignored);
      }
    } else if (!fs::is_regular_file(path, failed) || compressed(path)) {
      return 0;
    } else {
      total += fs::file_size(path, failed);
    }
    if (failed) return 0;
  }
  return total;
}

std::string duration(double total) {
  const auto s = static_cast<std::uint64_t>(total);
  if (s < 90) return fmt::format("{} s", s);
  if (s < 5400) return fmt::format("{} min", (s + 30) / 60);
  return fmt::format("{} h {} min", s / 3600, s % 3600 / 60);
}

}  // namespace

Progress::Progress(const std::vector<std::string>& paths, bool quiet)
    : quiet_(quiet), bar_(is_terminal(STDERR_FILENO) && !is_terminal(STDOUT_FILENO)), start_(Clock::now()) {
  if (quiet_) return;
  total_bytes_ = measure(paths);
  next_ = start_ + (bar_ ? milliseconds(1500) : milliseconds(60000));
}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

std::string Progress::line(std::uint64_t documents, std::uint64_t bytes) const {
  const double spent = std::max(seconds(), 0.001);
  std::string out = fmt::format("{} documents, {:.0f} a second, {:.1f} MB", with_commas(documents),
                                static_cast<double>(documents) / spent, static_cast<double>(bytes) / 1e6);
  if (total_bytes_ > 0 && bytes > 0 && bytes <= total_bytes_) {
    const double share = static_cast<double>(bytes) / static_cast<double>(total_bytes_);
    out +=
        fmt::format(" of {:.1f} MB, {} left", static_cast<double>(total_bytes_) / 1e6, duration(spent / share - spent));
    if (bar_) {
      constexpr std::size_t width = 24;
      const auto full = static_cast<std::size_t>(share * width);
      std::string bar = "[";
      for (std::size_t i = 0; i < width; ++i) bar += i < full ? '=' : i == full ? '>' : ' ';
      out = fmt::format("{}] {:3.0f} %  {}", bar, share * 100, out);
    }
  }
  return out;
}

void Progress::update(std::uint64_t documents, std::uint64_t bytes) {
  if (quiet_ || Clock::now() < next_) return;
  next_ = Clock::now() + (bar_ ? milliseconds(200) : milliseconds(60000));
  if (bar_) {
    std::fprintf(stderr, "\r\033[K%s", line(documents, bytes).c_str());
    drawn_ = true;
  } else {
    std::fprintf(stderr, "demarche: %s\n", line(documents, bytes).c_str());
  }
  std::fflush(stderr);
}

void Progress::clear() {
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
}

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number), out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

}  // namespace demarche::cli
