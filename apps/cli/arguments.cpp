#include "arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace demarche::cli {
namespace {

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    out.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

std::string or_list(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

// Insertions, deletions, changes and swapped neighbours between two short words.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view near = closest(word, candidates);
  return near.empty() ? std::string() : fmt::format("; did you mean {}?", near);
}

const Command* find_command(std::string_view name) {
  for (const Command& command : all_commands())
    if (command.name == name) return &command;
  return nullptr;
}

// "archive" begins commands of two words.
std::vector<std::string_view> second_words(std::string_view first) {
  std::vector<std::string_view> out;
  for (const Command& command : all_commands())
    if (command.name.size() > first.size() && command.name.starts_with(first) && command.name[first.size()] == ' ')
      out.push_back(command.name.substr(first.size() + 1));
  return out;
}

// What is wrong with the value, "" when nothing is.
std::string value_problem(const Flag& flag, const std::string& value) {
  switch (flag.takes) {
    case Takes::count: {
      std::uint64_t number = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
      if (error != std::errc() || end != value.data() + value.size() || value.empty()) return "is not a whole number";
      if (flag.key == "threads" && number > 1024) return "is more than 1024";
      return {};
    }
    case Takes::day:
      return is_day(value) ? "" : "is not a day: write YYYY-MM-DD";
    case Takes::share:
      return parse_share(value) ? "" : "is not a number from 0 to 1";
    case Takes::choice: {
      const auto choices = words_of(flag.choices);
      if (std::find(choices.begin(), choices.end(), value) != choices.end()) return {};
      return fmt::format("is not one of {}{}", or_list(choices), did_you_mean(value, choices));
    }
    case Takes::text:
    case Takes::path:
      return value.empty() ? "is empty" : "";
    case Takes::nothing:
      return {};
  }
  return {};
}

class Parser {
 public:
  explicit Parser(const std::vector<std::string>& words) : words_(words) {}

  std::variant<Invocation, UsageError> run() {
    if (std::optional<UsageError> error = command()) return *error;
    bool only_arguments = false;
    while (at_ < words_.size()) {
      const std::string& word = words_[at_++];
      if (only_arguments || word.size() < 2 || word[0] != '-') {
        invocation_.arguments.push_back(word);
      } else if (word == "--") {
        only_arguments = true;
      } else if (word == "-h" || word == "--help") {
        invocation_.wants_help = true;
      } else if (std::optional<UsageError> error = flag(word)) {
        return *error;
      }
    }
    if (invocation_.wants_help) return std::move(invocation_);
    if (std::optional<UsageError> wrong = count_arguments()) return *wrong;
    if (const std::string_view needed = invocation_.command->needs; !needed.empty()) {
      const Flag& flag = flag_of(needed);
      if (!invocation_.has(flag.name)) return error(fmt::format("name {}: {} {}", flag.help, flag.name, flag.value));
    }
    return std::move(invocation_);
  }

 private:
  UsageError error(std::string message) const {
    return {invocation_.command == nullptr ? std::move(message)
                                           : fmt::format("{}: {}", invocation_.command->name, message)};
  }

  std::optional<UsageError> command() {
    const std::string first = words_[at_++];
    if (first == "--help" || first == "-h" || first == "--version") {
      invocation_.command = find_command(first == "--version" ? "version" : "help");
      return std::nullopt;
    }
    // "requests show" before "requests".
    if (at_ < words_.size())
      if (const Command* found = find_command(first + " " + words_[at_])) {
        ++at_;
        invocation_.command = found;
        return std::nullopt;
      }
    if (const Command* found = find_command(first)) {
      invocation_.command = found;
      return std::nullopt;
    }
    const auto seconds = second_words(first);
    if (!seconds.empty()) return UsageError{fmt::format("{}: say {} {}", first, first, or_list(seconds))};
    std::vector<std::string_view> names;
    for (const Command& known : all_commands()) names.push_back(known.name);
    const std::string hint = did_you_mean(first, names);
    if (!first.empty() && first[0] == '-')
      return UsageError{fmt::format("begin with a command, not with {}; demarche help lists them", first)};
    return UsageError{fmt::format("no command \"{}\"{}", first, hint.empty() ? "; demarche help lists them" : hint)};
  }

  std::optional<UsageError> flag(const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const Flag* found = nullptr;
    std::vector<std::string_view> names;
    for_each_flag(*invocation_.command, [&](const Flag& flag) {
      names.push_back(flag.name);
      if (flag.name == name) found = &flag;
    });
    if (found == nullptr) return error(unknown_flag(name, names));
    if (found->takes == Takes::nothing) {
      if (equals != std::string::npos) return error(fmt::format("{} takes no value", name));
      invocation_.values.emplace_back(found->name, "");
      return std::nullopt;
    }
    if (equals == std::string::npos && at_ >= words_.size())
      return error(fmt::format("{} needs a value: {} {}", name, name, found->value));
    const std::string value = equals == std::string::npos ? words_[at_++] : word.substr(equals + 1);
    const std::string problem = value_problem(*found, value);
    if (!problem.empty()) return error(fmt::format("{}: \"{}\" {}", name, value, problem));
    invocation_.values.emplace_back(found->name, value);
    return std::nullopt;
  }

  static std::string unknown_flag(const std::string& name, const std::vector<std::string_view>& names) {
    for (const Flag& flag : all_flags()) {
      if (flag.name != name) continue;
      std::vector<std::string_view> owners;
      for (const Command& command : all_commands())
        for_each_flag(command, [&](const Flag& other) {
          if (other.name == name) owners.push_back(command.name);
        });
      return fmt::format("{} is a flag of {}, not of this command", name, or_list(owners));
    }
    return fmt::format("no flag {}{}", name, did_you_mean(name, names));
  }

  std::optional<UsageError> count_arguments() const {
    const Command& command = *invocation_.command;
    const auto given = static_cast<int>(invocation_.arguments.size());
    if (given < command.least) return error(std::string(command.missing));
    if (command.most >= 0 && given > command.most)
      return error(fmt::format("\"{}\" is one argument too many: demarche {} {}", invocation_.arguments[command.most],
                               command.name, command.arguments));
    return std::nullopt;
  }

  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  Invocation invocation_;
};

}  // namespace

std::optional<int> parse_share(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1)) return std::nullopt;
  return static_cast<int>(value * 1000 + 0.5);
}

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](std::size_t at, std::size_t n) {
    int value = -1;
    const char* to = text.data() + at + n;
    return std::from_chars(text.data() + at, to, value).ptr == to ? value : -1;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

std::string_view closest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  std::size_t best_distance = word.size() / 3 + 2;
  if (word.size() > 40) return best;
  for (const std::string_view candidate : candidates) {
    const bool begins = word.size() >= 3 && candidate.starts_with(word);
    const std::size_t d = begins ? 1 : distance(word, candidate);
    if (d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

const std::string* Invocation::find(std::string_view name) const {
  const std::string* found = nullptr;
  for (const auto& [flag, value] : values)
    if (flag == name) found = &value;  // the last one counts
  return found;
}

std::string Invocation::text(std::string_view name, std::string_view fallback) const {
  const std::string* value = find(name);
  return value == nullptr ? std::string(fallback) : *value;
}

std::uint64_t Invocation::count(std::string_view name, std::uint64_t fallback) const {
  const std::string* value = find(name);
  if (value == nullptr) return fallback;
  std::uint64_t number = fallback;
  std::from_chars(value->data(), value->data() + value->size(), number);
  return number;
}

int Invocation::thousandths(std::string_view name) const {
  const std::string* value = find(name);
  return value == nullptr ? 0 : parse_share(*value).value_or(0);
}

std::variant<Invocation, UsageError> parse_arguments(const std::vector<std::string>& words) {
  return Parser(words).run();
}

}  // namespace demarche::cli
