#include "format/csv.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>
#include <iterator>

#include "base/json.h"
#include "format/record_kinds.h"

namespace demarche {
namespace {

namespace dom = simdjson::dom;

// Numbers of the records have at most three decimals.
void append_number(std::string& out, double number, bool probability) {
  const auto thousandths = static_cast<std::int64_t>(std::llround(number * 1000));
  JsonWriter json(out);
  if (probability) {
    json.probability(static_cast<int>(thousandths));
  } else {
    json.thousandths(thousandths);
  }
}

void append_scalar(std::string& out, const dom::element& value, bool probability) {
  switch (value.type()) {
    case dom::element_type::STRING:
      out += value.get_string().value_unsafe();
      break;
    case dom::element_type::INT64:
      fmt::format_to(std::back_inserter(out), "{}", value.get_int64().value_unsafe());
      break;
    case dom::element_type::UINT64:
      fmt::format_to(std::back_inserter(out), "{}", value.get_uint64().value_unsafe());
      break;
    case dom::element_type::DOUBLE:
      append_number(out, value.get_double().value_unsafe(), probability);
      break;
    case dom::element_type::BOOL:
      out += value.get_bool().value_unsafe() ? "true" : "false";
      break;
    default:
      break;
  }
}

void append_at(std::string& out, dom::element value, std::string_view path, bool probability) {
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view step = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (step == "*") {
      dom::array members;
      if (value.get(members) != simdjson::SUCCESS) return;
      bool first = true;
      for (const dom::element member : members) {
        if (!first) out += ';';
        first = false;
        append_at(out, member, path, probability);
      }
      return;
    }
    dom::element next;
    const bool index = step == "0" || step == "1";
    const auto error = index ? value.at_pointer(step == "0" ? "/0" : "/1").get(next) : value[step].get(next);
    if (error != simdjson::SUCCESS) return;
    value = next;
  }
  append_scalar(out, value, probability);
}

}  // namespace

std::string guarded_for_spreadsheets(std::string_view value) {
  const bool formula = !value.empty() && std::string_view("=+-@\t\r\n").find(value.front()) != std::string_view::npos;
  const bool number = value.size() > 1 && (value.front() == '-' || value.front() == '+') &&
                      value.find_first_not_of("0123456789.", 1) == std::string_view::npos;
  std::string out;
  if (formula && !number) out = "'";
  out += value;
  return out;
}

void append_csv_field(std::string& out, std::string_view value) {
  if (value.find_first_of(",\"\n\r") == std::string_view::npos) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

struct CsvTable::State {
  const RecordKind* kind = nullptr;
  dom::parser parser;
  bool guarded = false;

  void append_row(std::string& out, dom::element record, dom::element row);
};

Result<CsvTable> CsvTable::of(std::string_view kind) {
  const RecordKind* known = find_record_kind(kind);
  if (known != nullptr && known->columns.front().csv) {
    CsvTable table;
    table.state_ = std::make_shared<State>();
    table.state_->kind = known;
    return table;
  }
  return Error{
      ErrorCode::usage,
      kind.empty()
          ? std::string("csv holds one kind of record: add --kind event, statement, article, link, office or reject")
          : fmt::format("no csv for kind \"{}\": event, statement, article, link, office, date and reject have one",
                        kind)};
}

void CsvTable::guard_for_spreadsheets() {
  state_->guarded = true;
}

void CsvTable::append_header(std::string& out) const {
  bool first = true;
  for (const RecordColumn& column : state_->kind->columns) {
    if (!column.csv) continue;
    if (!first) out += ',';
    first = false;
    out += column.name;
  }
  out += '\n';
}

void CsvTable::State::append_row(std::string& out, dom::element record, dom::element row) {
  bool first = true;
  std::string field;
  for (const RecordColumn& column : kind->columns) {
    if (!column.csv) continue;
    if (!first) out += ',';
    first = false;
    field.clear();
    const bool of_record = column.path.starts_with('^');
    append_at(field, of_record ? record : row, of_record ? column.path.substr(1) : column.path,
              column.name == "confidence");
    append_csv_field(out, guarded ? guarded_for_spreadsheets(field) : field);
  }
  out += '\n';
}

void CsvTable::append_rows(std::string& out, std::string_view jsonl) {
  while (!jsonl.empty()) {
    const std::size_t end = std::min(jsonl.find('\n'), jsonl.size());
    const std::string_view line = jsonl.substr(0, end);
    jsonl.remove_prefix(std::min(end + 1, jsonl.size()));
    dom::element record;
    std::string_view kind;
    if (line.empty() || state_->parser.parse(line.data(), line.size()).get(record) != simdjson::SUCCESS) continue;
    if (record["kind"].get(kind) != simdjson::SUCCESS || kind != state_->kind->name) continue;
    if (state_->kind->rows.empty()) {
      state_->append_row(out, record, record);
      continue;
    }
    dom::array rows;
    if (record[state_->kind->rows].get(rows) != simdjson::SUCCESS) continue;
    for (const dom::element row : rows) state_->append_row(out, record, row);
  }
}

}  // namespace demarche
