// Words of the command line -> the command, its arguments and checked flag values, or one line that says what is wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "commands.h"

namespace demarche::cli {

struct UsageError {
  std::string message;  // one line, with the closest right word
};

class Invocation {
 public:
  const Command* command = nullptr;
  std::vector<std::string> arguments;
  std::vector<std::pair<std::string_view, std::string>> values;  // flag name, value ("" for a switch)
  bool wants_help = false;

  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// The value of a flag ("--actor"), or the fallback.
  std::string text(std::string_view name, std::string_view fallback = {}) const;
  std::uint64_t count(std::string_view name, std::uint64_t fallback) const;
  /// A share in thousandths.
  int thousandths(std::string_view name) const;

 private:
  const std::string* find(std::string_view name) const;
};

std::variant<Invocation, UsageError> parse_arguments(const std::vector<std::string>& words);

/// A share "0.75" in thousandths; nothing when it is not a number from 0 to 1.
std::optional<int> parse_share(std::string_view text);
bool is_day(std::string_view text);

/// The candidate that a mistyped word most likely means, "" when none is near.
std::string_view closest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace demarche::cli
