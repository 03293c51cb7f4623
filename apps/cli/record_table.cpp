#include "record_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "terminal.h"

namespace demarche::cli {
namespace {

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Days since 1970-01-01 of "YYYY-MM-DD" (Howard Hinnant's civil-calendar arithmetic).
int day_number(std::string_view day) {
  int y = number(day.substr(0, 4));
  const int m = number(day.substr(5, 2)), d = number(day.substr(8, 2));
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

// Names where there are any, codes otherwise: "Russia, IGO:UN".
std::string parties(std::string_view codes, std::string_view names) {
  const auto code = list_parts(codes), name = list_parts(names);
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (!out.empty()) out += ", ";
    out += i < name.size() && !name[i].empty() ? name[i] : code[i];
  }
  return out;
}

std::string_view happened(std::string_view factuality) {
  if (factuality == "actual") return "yes";
  if (factuality == "future") return "planned";
  if (factuality == "negated") return "no";
  if (factuality == "hypothetical") return "if";
  return factuality;
}

}  // namespace

std::string short_interval(std::string_view start, std::string_view end) {
  if (start.size() != 10 || end.size() != 10 || start == end) return std::string(start);
  const int days = day_number(end) - day_number(start);
  if (start.substr(4) == "-01-01" && end.substr(4) == "-12-31" && start.substr(0, 4) == end.substr(0, 4))
    return std::string(start.substr(0, 4));
  if (start.substr(8) == "01" && start.substr(0, 7) == end.substr(0, 7) && days >= 27)
    return std::string(start.substr(0, 7));
  return fmt::format("{}+{}d", start, days);
}

RecordTable::RecordTable(std::string_view kind, StandardOutput& out) : kind_(kind), out_(out) {
  if (kind_ == "event") {
    columns_ = {{"when", 13}, {"who", 3},           {"what", 18},    {"to whom", 3},
                {"words", 2}, {"according to", 12}, {"happened", 8}, {"article", 10}};
  } else if (kind_ == "statement") {
    columns_ = {{"who", 3}, {"cue", 14}, {"said", 9}, {"article", 2}};
  } else if (kind_ == "article") {
    columns_ = {{"published", 10}, {"publisher", 2}, {"title", 6}, {"id", 2}};
  } else if (kind_ == "incident") {
    columns_ = {{"when", 13}, {"who", 3},      {"what", 18},    {"to whom", 3},
                {"place", 2}, {"happened", 8}, {"reports", 10}, {"id", 19}};
  } else if (kind_ == "story") {
    columns_ = {{"story", 19},    {"published", 10}, {"role", 10}, {"article", 3},
                {"publisher", 2}, {"from", 2},       {"score", 10}};
  } else {
    columns_ = {{"origin", 3}, {"reason", 10}, {"message", 5}};
  }
  layout(terminal_width());
}

// Columns below 10 are shares of what the fixed ones leave.
void RecordTable::layout(std::size_t width) {
  std::size_t fixed = 2 * (columns_.size() - 1), shares = 0;
  const auto is_share = [](const Column& c) { return c.width < 10 && c.title != "happened"; };
  for (const Column& c : columns_) (is_share(c) ? shares : fixed) += c.width;
  const std::size_t left = width > fixed + shares * 4 ? width - fixed : shares * 4;
  for (Column& c : columns_)
    if (is_share(c)) c.width = std::max<std::size_t>(6, left * c.width / shares);
}

std::string RecordTable::cell(std::string_view title, const CsvRows::Row& row) const {
  const auto get = [&](std::string_view column) { return csv_.get(row, column); };
  if (title == "when") return get("start").empty() ? "undated" : short_interval(get("start"), get("end"));
  if (title == "who" && kind_ == "statement") {
    if (!get("speaker_name").empty()) return std::string(get("speaker_name"));
    return std::string(get("speaker_text").empty() ? get("speaker") : get("speaker_text"));
  }
  if (title == "who") return parties(get("actors"), get("actor_names"));
  if (title == "to whom") return parties(get("recipients"), get("recipient_names"));
  if (title == "what")
    return get("mode").empty() ? std::string(get("type")) : fmt::format("{} {}", get("type"), get("mode"));
  if (title == "words") return std::string(get("trigger"));
  if (title == "according to")
    return std::string(!get("attributed_to_name").empty() ? get("attributed_to_name") : get("attributed_to"));
  if (title == "happened") return std::string(happened(get("factuality")));
  if (title == "reports") return fmt::format("{} in {}", get("independent_reports"), get("documents"));
  if (title == "from") return std::string(get("of"));
  if (title == "said") return std::string(get("content"));
  return std::string(get(title));
}

std::string RecordTable::line(const CsvRows::Row* row) const {
  const Paint paint;
  std::string out;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::string text =
        fitted(row == nullptr ? std::string(columns_[c].title) : cell(columns_[c].title, *row), columns_[c].width);
    if (c > 0) out += "  ";
    if (row == nullptr) {
      out += paint.bold(text);
    } else if (columns_[c].title == "what") {
      const std::string_view quad = csv_.get(*row, "quad");
      out += quad.ends_with("conflict") ? paint.red(text) : paint.green(text);
    } else if (columns_[c].title == "article" || columns_[c].title == "cue" || columns_[c].title == "id") {
      out += paint.dim(text);
    } else {
      out += text;
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out + '\n';
}

Output RecordTable::sink() {
  return [this](std::string_view chunk) {
    std::string out;
    for (const CsvRows::Row& row : csv_.feed(chunk)) {
      if (rows_++ == 0) out += line(nullptr);
      out += line(&row);
    }
    return out_.write(out);
  };
}

}  // namespace demarche::cli
