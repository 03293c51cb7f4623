#include "format/csv.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>
#include <iterator>
#include <span>

#include "base/json.h"

namespace demarche {
namespace {

namespace dom = simdjson::dom;

// A column and where its value stands in the record: keys from the top; "*" goes into every member of an array.
struct Column {
  std::string_view name;
  std::string_view path;
};

constexpr Column event_columns[] = {
    {"id", "id"},
    {"article", "article"},
    {"section", "section"},
    {"start", "date/start"},
    {"end", "date/end"},
    {"date_text", "date/text"},
    {"date_basis", "date/basis"},
    {"type", "type"},
    {"mode", "mode"},
    {"contexts", "contexts/*"},
    {"cameo", "cameo"},
    {"quad", "quad"},
    {"plover_score", "plover_score"},
    {"goldstein", "goldstein"},
    {"actors", "actors/*/code"},
    {"actor_names", "actors/*/name"},
    {"actor_texts", "actors/*/text"},
    {"recipients", "recipients/*/code"},
    {"recipient_names", "recipients/*/name"},
    {"recipient_texts", "recipients/*/text"},
    {"trigger", "trigger/text"},
    {"trigger_begin", "trigger/span/0"},
    {"trigger_end", "trigger/span/1"},
    {"sentence_begin", "sentence/0"},
    {"sentence_end", "sentence/1"},
    {"newness", "newness"},
    {"factuality", "factuality"},
    {"tense", "tense"},
    {"polarity", "polarity"},
    {"certainty", "certainty"},
    {"attributed_to", "attributed_to/code"},
    {"attributed_to_name", "attributed_to/name"},
    {"statement", "attributed_to/statement"},
    {"place", "place/name"},
    {"place_country", "place/country"},
    {"dead_low", "size/dead/low"},
    {"dead_high", "size/dead/high"},
    {"injured_low", "size/injured/low"},
    {"injured_high", "size/injured/high"},
    {"arrested_low", "size/arrested/low"},
    {"arrested_high", "size/arrested/high"},
    {"participants_low", "size/participants/low"},
    {"participants_high", "size/participants/high"},
    {"confidence", "confidence"},
    {"rule", "rule"},
    {"engine", "versions/engine"},
    {"model", "versions/model"},
    {"codebook", "versions/codebook"},
};

constexpr Column statement_columns[] = {
    {"id", "id"},
    {"article", "article"},
    {"speaker", "speaker/code"},
    {"speaker_name", "speaker/name"},
    {"speaker_text", "speaker/text"},
    {"addressee", "addressee/code"},
    {"addressee_name", "addressee/name"},
    {"cue", "cue/text"},
    {"content", "content/text"},
    {"content_begin", "content/span/0"},
    {"content_end", "content/span/1"},
    {"direct", "direct"},
    {"sentence_begin", "sentence/0"},
    {"sentence_end", "sentence/1"},
    {"rule", "rule"},
};

constexpr Column article_columns[] = {
    {"id", "id"},
    {"origin", "origin"},
    {"url", "url"},
    {"title", "title"},
    {"published", "published"},
    {"category", "category"},
    {"publisher", "publisher"},
    {"language", "language"},
    {"sources", "sources/*/url"},
    {"sha256", "sha256"},
};

constexpr Column date_columns[] = {
    {"article", "article"}, {"text", "text"}, {"begin", "span/0"}, {"end", "span/1"},
    {"start", "start"},     {"last", "end"},  {"rule", "rule"},    {"timex", "timex"},
};

constexpr Column link_columns[] = {
    {"article", "article"},
    {"role", "role"},
    {"from", "from"},
    {"to", "to"},
    {"from_words", "from_words/text"},
    {"to_words", "to_words/text"},
    {"connective", "connective/text"},
    {"begin", "connective/span/0"},
    {"end", "connective/span/1"},
};

constexpr Column office_columns[] = {
    {"article", "article"},
    {"person", "person/name"},
    {"person_text", "person/text"},
    {"person_code", "person/code"},
    {"office", "office"},
    {"country", "country"},
    {"change", "change"},
    {"from_office", "from_office"},
    {"start", "date/start"},
    {"last", "date/end"},
    {"begin", "span/0"},
    {"end", "span/1"},
};

constexpr Column reject_columns[] = {
    {"origin", "origin"},
    {"id", "id"},
    {"reason", "reason"},
    {"message", "message"},
};

struct Kind {
  std::string_view name;
  std::span<const Column> columns;
};

constexpr Kind kinds[] = {
    {"event", event_columns},   {"statement", statement_columns}, {"article", article_columns}, {"date", date_columns},
    {"reject", reject_columns}, {"link", link_columns},           {"office", office_columns},
};

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
  Kind kind;
  dom::parser parser;
};

Result<CsvTable> CsvTable::of(std::string_view kind) {
  for (const Kind& known : kinds) {
    if (known.name != kind) continue;
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

void CsvTable::append_header(std::string& out) const {
  bool first = true;
  for (const Column& column : state_->kind.columns) {
    if (!first) out += ',';
    first = false;
    out += column.name;
  }
  out += '\n';
}

void CsvTable::append_rows(std::string& out, std::string_view jsonl) {
  std::string field;
  while (!jsonl.empty()) {
    const std::size_t end = std::min(jsonl.find('\n'), jsonl.size());
    const std::string_view line = jsonl.substr(0, end);
    jsonl.remove_prefix(std::min(end + 1, jsonl.size()));
    dom::element record;
    std::string_view kind;
    if (line.empty() || state_->parser.parse(line.data(), line.size()).get(record) != simdjson::SUCCESS) continue;
    if (record["kind"].get(kind) != simdjson::SUCCESS || kind != state_->kind.name) continue;
    bool first = true;
    for (const Column& column : state_->kind.columns) {
      if (!first) out += ',';
      first = false;
      field.clear();
      append_at(field, record, column.path, column.name == "confidence");
      append_csv_field(out, field);
    }
    out += '\n';
  }
}

}  // namespace demarche
