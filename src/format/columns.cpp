#include "demarche/columns.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "base/day.h"
#include "format/column_builder.h"
#include "format/record_kinds.h"

namespace demarche {
namespace {

namespace dom = simdjson::dom;

bool is_list_path(std::string_view path) {
  return path.find('*') != std::string_view::npos;
}

std::string_view type_name(ColumnType type) {
  constexpr std::string_view names[] = {"text", "int32", "double", "bool", "day"};
  return names[static_cast<std::size_t>(type)];
}

void append_scalar(ColumnBuilder& column, const dom::element& value) {
  switch (column.type()) {
    case ColumnType::text:
      if (std::string_view text; value.get(text) == simdjson::SUCCESS) return column.append_text(text);
      break;
    case ColumnType::integer:
      if (std::int64_t whole = 0; value.get(whole) == simdjson::SUCCESS) return column.append_integer(whole);
      break;
    case ColumnType::number:
      if (double number = 0; value.get(number) == simdjson::SUCCESS) return column.append_number(number);
      break;
    case ColumnType::truth:
      if (bool truth = false; value.get(truth) == simdjson::SUCCESS) return column.append_truth(truth);
      break;
    case ColumnType::day:
      if (std::string_view text; value.get(text) == simdjson::SUCCESS)
        if (const auto day = Day::parse(text)) return column.append_day(day->count());
      break;
  }
  column.append_null();
}

// The first step of a path, which is shortened by it.
std::string_view next_step(std::string_view& path) {
  const std::size_t slash = std::min(path.find('/'), path.size());
  const std::string_view step = path.substr(0, slash);
  path.remove_prefix(std::min(slash + 1, path.size()));
  return step;
}

// Walks keys and indices until the path ends or comes to a "*"; false where the record has no such value.
bool walk(dom::element& value, std::string_view& path) {
  while (!path.empty() && path.front() != '*') {
    const std::string_view step = next_step(path);
    const bool index = step == "0" || step == "1";
    const auto error = index ? value.at_pointer(step == "0" ? "/0" : "/1").get(value) : value[step].get(value);
    if (error != simdjson::SUCCESS) return false;
  }
  return true;
}

void append_list(ColumnBuilder& column, dom::element value, std::string_view path) {
  dom::array members;
  if (!walk(value, path) || value.get(members) != simdjson::SUCCESS) return column.end_list();
  next_step(path);
  for (dom::element member : members) {
    std::string_view rest = path;
    if (walk(member, rest)) {
      append_scalar(column.item(), member);
    } else {
      column.item().append_null();
    }
  }
  column.end_list();
}

void append_at(ColumnBuilder& column, dom::element record, dom::element row, std::string_view path) {
  dom::element value = path.starts_with('^') ? record : row;
  if (path.starts_with('^')) path.remove_prefix(1);
  if (column.is_list()) return append_list(column, value, path);
  while (!path.empty()) {  // "article|id": the first that the record has
    const std::size_t bar = std::min(path.find('|'), path.size());
    std::string_view one = path.substr(0, bar);
    path.remove_prefix(std::min(bar + 1, path.size()));
    if (dom::element found = value; walk(found, one)) return append_scalar(column, found);
  }
  column.append_null();
}

}  // namespace

struct Columns::State {
  const RecordKind* kind = nullptr;
  bool page = false;
  std::string beginning;  // of the lines of this kind; "" for every kind
  std::vector<ColumnBuilder> columns;
  std::int64_t rows = 0;
  dom::parser parser;

  void row(const dom::element& record, const dom::element& row_value, std::string_view line, std::int64_t page_number) {
    std::size_t at = 0;
    if (page) columns[at++].append_integer(page_number);
    for (const RecordColumn& column : kind->columns) {
      if (column.path.empty()) {
        columns[at++].append_text(line);
      } else {
        append_at(columns[at++], record, row_value, column.path);
      }
    }
    ++rows;
  }

  void line(std::string_view text, std::int64_t page_number) {
    if (!text.starts_with(beginning)) return;
    dom::element record;
    if (parser.parse(text.data(), text.size()).get(record) != simdjson::SUCCESS || !record.is_object()) return;
    if (kind->rows.empty()) return row(record, record, text, page_number);
    dom::array members;
    if (record[kind->rows].get(members) != simdjson::SUCCESS) return;
    for (const dom::element member : members) row(record, member, text, page_number);
  }
};

Result<Columns> Columns::of(std::string_view kind, bool page) {
  const RecordKind* known = find_record_kind(kind);
  if (known == nullptr)
    return Error{ErrorCode::usage,
                 fmt::format("no table for kind \"{}\": {} have one", kind, fmt::join(kinds(), ", "))};
  Columns out;
  out.state_ = std::make_shared<State>();
  State& state = *out.state_;
  state.kind = known;
  state.page = page;
  if (kind != "record") state.beginning = fmt::format("{{\"kind\":\"{}\"", kind);
  if (page) state.columns.push_back(ColumnBuilder::row_numbers("page"));
  for (const RecordColumn& column : known->columns)
    state.columns.emplace_back(column.type, is_list_path(column.path), std::string(column.name));
  return out;
}

std::vector<std::string> Columns::kinds() {
  std::vector<std::string> out;
  for (const RecordKind& kind : record_kinds()) out.emplace_back(kind.name);
  return out;
}

void Columns::append(std::string_view jsonl, std::int64_t page) {
  while (!jsonl.empty()) {
    const std::size_t end = std::min(jsonl.find('\n'), jsonl.size());
    if (end > 0) state_->line(jsonl.substr(0, end), page);
    jsonl.remove_prefix(std::min(end + 1, jsonl.size()));
  }
}

std::int64_t Columns::rows() const {
  return state_->rows;
}

std::size_t Columns::text_bytes() const {
  std::size_t most = 0;
  for (const ColumnBuilder& column : state_->columns) most = std::max(most, column.text_bytes());
  return most;
}

std::vector<ColumnDescription> Columns::describe() const {
  std::vector<ColumnDescription> out;
  if (state_->page) out.push_back({"page", "int64", "row of the input"});
  for (const RecordColumn& column : state_->kind->columns) {
    const std::string type(type_name(column.type));
    out.push_back({std::string(column.name), is_list_path(column.path) ? "list of " + type : type,
                   column.path.empty() ? "the whole line" : std::string(column.path)});
  }
  return out;
}

void Columns::schema(ArrowSchema* out) const {
  struct_schema(state_->columns, out);
}

void Columns::take(ArrowArray* out) {
  take_struct(state_->columns, std::exchange(state_->rows, 0), out);
}

}  // namespace demarche
