#include "stages/ingest/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "stages/ingest/charset.h"
#include "stages/ingest/item_fields.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

// Names of columns, the likeliest first; compared without case, blanks and signs.
constexpr std::array<std::string_view, table_fields.size()> usual_names = {
    "text body content fulltext articletext articlebody maintext bodytext story storytext article plaintext",
    "id articleid docid documentid guid uid storyid identifier key",
    "url link uri weburl address articleurl sourceurl href mentionidentifier documentidentifier",
    "title headline head heading hl articletitle",
    "published date publicationdate pubdate datepublished publishdate datepublish publishedat datetime seendate day "
    "time",
    "publisher source outlet newspaper paper publication sourcename domain media journal",
    "category section topic rubric desk",
    "language lang",
    "file filename path localfile page"};

std::string squeezed(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (is_ascii_alpha(c) || is_ascii_digit(c)) out += to_ascii_lower(c);
  return out;
}

std::optional<std::size_t> position_of(std::string_view number) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size() || value == 0 || value > 10'000) return std::nullopt;
  return value - 1;
}

struct Mapping {
  std::size_t field;
  std::string_view column;
};
Result<std::vector<Mapping>> read_mapping(std::string_view mapping) {
  std::vector<Mapping> out;
  for (const std::string_view part : split(mapping, ',')) {
    if (trim(part).empty()) continue;
    const std::size_t sign = part.find('=');
    const std::string_view field = trim(part.substr(0, sign));
    const auto known = std::find(table_fields.begin(), table_fields.end(), field == "published" ? "date"sv : field);
    if (sign == std::string_view::npos || known == table_fields.end() || trim(part.substr(sign + 1)).empty())
      return Error{ErrorCode::usage, fmt::format("--columns: \"{}\" is no FIELD=COLUMN; the fields are {}", part,
                                                 fmt::join(table_fields, ", "))};
    out.push_back({static_cast<std::size_t>(known - table_fields.begin()), trim(part.substr(sign + 1))});
  }
  return out;
}

TableColumns guess(const std::vector<std::string>& header) {
  TableColumns out;
  out.count = header.size();
  std::vector<std::string> names;
  for (const std::string& name : header) names.push_back(squeezed(name));
  std::vector<bool> used(names.size());
  for (std::size_t f = 0; f < table_fields.size(); ++f) {
    for (const std::string_view usual : split(usual_names[f], ' ')) {
      const auto found = std::find(names.begin(), names.end(), usual);
      const auto at = static_cast<std::size_t>(found - names.begin());
      if (found == names.end() || used[at]) continue;
      out.at[f] = at;
      used[at] = true;
      break;
    }
  }
  return out;
}

std::string_view first_line(std::string_view beginning) {
  if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
  return trim(beginning.substr(0, beginning.find('\n')));
}

constexpr std::size_t look_lines = 200, look_bytes = 64u << 10;  // for the end of a quotation
constexpr int most_failed_looks = 16;

// "a ""b"" c" -> a "b" c; what is not quoted from end to end stands as it is.
std::string unquoted(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return std::string(cell);
  std::string out;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    out += cell[i];
    if (cell[i] != '"') continue;
    if (i + 2 >= cell.size() || cell[i + 1] != '"') return std::string(cell);
    ++i;
  }
  return out;
}

// Follows the quotes of a row as its lines come in.
class QuoteState {
 public:
  explicit QuoteState(char separator) : separator_(separator) {}
  /// True when every quote is closed behind `line`.
  bool feed(std::string_view line) {
    bool at_start = at_start_;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (quoted_) {
        if (c != '"') continue;
        if (i + 1 < line.size() && line[i + 1] == '"') {
          ++i;
        } else {
          quoted_ = false;
        }
      } else if (c == '"' && at_start) {
        quoted_ = true;
      }
      at_start = c == separator_ && !quoted_;
    }
    at_start_ = false;
    return !quoted_;
  }

 private:
  const char separator_;
  bool quoted_ = false, at_start_ = true;
};

}  // namespace

char separator_of(std::string_view header) {
  std::array<std::size_t, 3> counts{};
  constexpr std::string_view signs = "\t,;";
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    if (const std::size_t at = signs.find(c); !quoted && at != std::string_view::npos) ++counts[at];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return *most == 0 ? ',' : signs[static_cast<std::size_t>(most - counts.begin())];
}

std::vector<std::string> cells_of(std::string_view row, char separator) {
  std::vector<std::string> out;
  std::string cell;
  bool quoted = false, at_start = true;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const char c = row[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < row.size() && row[i + 1] == '"') {
        cell += row[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && at_start) {
      quoted = true;
      at_start = false;
    } else if (c == separator) {
      out.push_back(std::move(cell));
      cell.clear();
      at_start = true;
    } else {
      cell += c;
      at_start = false;
    }
  }
  out.push_back(std::move(cell));
  return out;
}

Status check_mapping(std::string_view mapping) {
  const auto read = read_mapping(mapping);
  return read ? Status() : Status(read.error());
}

Result<TableColumns> table_columns(const std::vector<std::string>& header, std::string_view mapping) {
  TableColumns out = guess(header);
  const auto wanted = read_mapping(mapping);
  if (!wanted) return wanted.error();
  // Numbers alone: there is no header, and nothing is guessed.
  const bool numbers = !wanted->empty() && std::all_of(wanted->begin(), wanted->end(), [&](const Mapping& m) {
    return position_of(m.column).has_value();
  });
  if (numbers) out.at = {}, out.has_header = false;
  for (const Mapping& one : *wanted) {
    const auto found = std::find_if(header.begin(), header.end(), [&](const std::string& name) {
      return equals_ignoring_case(trim(name), one.column);
    });
    std::optional<std::size_t> at = static_cast<std::size_t>(found - header.begin());
    if (found == header.end()) at = position_of(one.column);
    if (!at || *at >= header.size())
      return Error{ErrorCode::bad_input, fmt::format("no column \"{}\" for {}: the columns are {}", one.column,
                                                     table_fields[one.field], fmt::join(header, ", "))};
    for (auto& other : out.at)
      if (other == at) other.reset();
    out.at[one.field] = at;
  }
  return out;
}

bool looks_like_table(std::string_view beginning) {
  const std::string_view line = first_line(beginning);
  if (line.size() > 4096 || line.starts_with('<') || line.starts_with('{') || beginning.find('\n') == line.npos)
    return false;
  const std::vector<std::string> header = cells_of(line, separator_of(line));
  if (header.size() < 2) return false;
  const TableColumns columns = guess(header);
  std::size_t known = 0;
  for (const auto& at : columns.at) known += at.has_value();
  // A line of prose with a comma is no header: its cells are long.
  const bool short_names = std::all_of(header.begin(), header.end(), [](const std::string& name) {
    return name.size() < 48 && std::count(name.begin(), name.end(), ' ') < 4;
  });
  return short_names && known >= 2 && (columns.of(TableField::text) || columns.of(TableField::url));
}

bool looks_like_article_list(std::string_view beginning) {
  if (!looks_like_table(beginning)) return false;
  const std::string_view line = first_line(beginning);
  return !guess(cells_of(line, separator_of(line))).of(TableField::text);
}

InputBuffer::Line TableReader::next_line(std::string& line) {
  if (!put_back_.empty()) {
    line = std::move(put_back_.front());
    put_back_.pop_front();
  } else {
    const InputBuffer::Line state = input_.next_line(line, limits::document_bytes);
    if (state != InputBuffer::Line::whole) return state;
    if (line_ == 0 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (line.ends_with('\r')) line.pop_back();
  }
  ++line_;
  return InputBuffer::Line::whole;
}

// A line with the right number of tabs is a row, unless its last cell opens a quotation that a following line closes.
// What was looked at in vain is read again; after some of that the table is taken for one without quoting.
bool TableReader::row_of_tabs(std::string& row) {
  if (*separator_ != '\t' || expected_ == 0 ||
      static_cast<std::size_t>(std::count(row.begin(), row.end(), '\t')) + 1 != expected_)
    return false;
  const std::string_view last = std::string_view(row).substr(row.rfind('\t') + 1);
  if (failed_looks_ >= most_failed_looks || !last.starts_with('"') || QuoteState('\t').feed(last)) return true;
  std::string joined = row, line;
  std::deque<std::string> seen;
  QuoteState quotes('\t');
  quotes.feed(row);
  for (std::size_t n = 0; n < look_lines && joined.size() < look_bytes; ++n) {
    if (next_line(line) != InputBuffer::Line::whole) break;
    seen.push_back(line);
    joined += '\n';
    joined += line;
    if (!quotes.feed(line)) continue;
    if (cells_of(joined, '\t').size() != expected_ || !joined.ends_with('"')) break;
    row = std::move(joined);
    return true;
  }
  ++failed_looks_;
  line_ -= seen.size();
  while (!seen.empty()) {
    put_back_.push_front(std::move(seen.back()));
    seen.pop_back();
  }
  return true;
}

TableReader::Row TableReader::next(std::vector<std::string>& cells) {
  std::string row, line;
  std::optional<QuoteState> quotes;
  for (;;) {
    const InputBuffer::Line state = next_line(line);
    if (state == InputBuffer::Line::failed) return Row::failed;
    if (state == InputBuffer::Line::end) return quotes ? Row::damaged : Row::end;  // a quote that is never closed
    if (state == InputBuffer::Line::too_long) ++line_;
    if (!quotes) first_line_ = line_;
    if (state == InputBuffer::Line::too_long || row.size() + line.size() > limits::document_bytes) return Row::too_long;
    if (!quotes && trim(line).empty()) continue;
    if (!separator_) separator_ = separator_of(line);
    if (!quotes && row_of_tabs(line)) {
      cells.clear();
      if (line.find('\n') != std::string::npos) {
        cells = cells_of(line, '\t');
      } else {
        for (const std::string_view cell : split(line, '\t')) cells.push_back(unquoted(cell));
      }
      break;
    }
    if (quotes) row += '\n';
    if (!quotes) quotes.emplace(*separator_);
    row += line;
    if (!quotes->feed(line)) continue;
    cells = cells_of(row, *separator_);
    break;
  }
  for (std::string& cell : cells)
    if (!is_utf8(cell)) cell = decode(cell).text;
  return Row::whole;
}

std::string jsonl_of(const std::vector<std::string>& cells, const TableColumns& columns) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  for (std::size_t f = 0; f < table_fields.size(); ++f) {
    const auto& at = columns.at[f];
    if (!at || *at >= cells.size() || static_cast<TableField>(f) == TableField::file) continue;
    std::string_view value = cells[*at];
    if (static_cast<TableField>(f) != TableField::text) value = trim(value);
    if (value.empty() && static_cast<TableField>(f) != TableField::text) continue;
    if (static_cast<TableField>(f) == TableField::date) {
      if (const auto day = day_written(value)) json.field("published", day->iso());
    } else {
      json.field(table_fields[f], value);
    }
  }
  json.end_object();
  return out;
}

}  // namespace demarche
