#include "format/export_stata.h"

#include <fmt/format.h>
#include <readstat.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "format/export_codes.h"

namespace demarche {
namespace {

constexpr std::size_t longest_text = 2045;
constexpr std::int32_t stata_epoch = -3653;  // 1960-01-01

struct Variable {
  const char* name;
  const char* label;
};
constexpr std::array<Variable, StataFile::texts> text_variables = {
    {{"event_id", "id of the event record"},
     {"article", "id of the article"},
     {"type", "PLOVER type"},
     {"mode", "PLOVER mode"},
     {"cameo", "CAMEO code"},
     {"quad", "quad class"},
     {"actor", "code of the actor"},
     {"actor_name", "name of the actor"},
     {"recipient", "code of the recipient"},
     {"recipient_name", "name of the recipient"},
     {"newness", "new, ongoing, background"},
     {"factuality", "did it happen"},
     {"attributed_to", "on whose word; empty: the reporter's"},
     {"place", "name of the place"},
     {"place_country", "country of the place"},
     {"publisher", "who published"},
     {"title", "headline of the article"},
     {"url", "address of the article"},
     {"sentence", "the sentence that tells it"}}};
constexpr std::array<Variable, StataFile::numbers> number_variables = {
    {{"date", "day of the event, else of publication"},
     {"plover_score", "PLOVER score"},
     {"goldstein", "Goldstein value, ICEWS lineage"},
     {"confidence", "0 to 1"},
     {"latitude", "of the place"},
     {"longitude", "of the place"}}};

// Cut at a character's start.
std::string within_limit(std::string text) {
  std::replace(text.begin(), text.end(), '\0', ' ');
  if (text.size() <= longest_text) return text;
  std::size_t end = longest_text;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

double number_or_missing(const std::optional<std::int64_t>& thousandths) {
  return thousandths ? static_cast<double>(*thousandths) / 1000 : std::numeric_limits<double>::quiet_NaN();
}

ssize_t append_bytes(const void* bytes, size_t size, void* context) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(bytes), size);
  return static_cast<ssize_t>(size);
}

}  // namespace

void StataFile::add(const ExportRow& r) {
  const ExportEvent& e = r.event;
  Row row;
  row.text = {e.id,
              e.article.id,
              e.type,
              e.mode,
              e.cameo,
              e.quad,
              r.actor == nullptr ? std::string() : r.actor->code,
              r.actor == nullptr ? std::string() : std::string(name_or_text(*r.actor)),
              r.recipient == nullptr ? std::string() : r.recipient->code,
              r.recipient == nullptr ? std::string() : std::string(name_or_text(*r.recipient)),
              e.newness,
              e.factuality,
              e.attributed_to ? e.attributed_to->code : std::string(),
              e.place ? e.place->name : std::string(),
              e.place ? e.place->country : std::string(),
              e.article.publisher,
              e.article.title,
              e.article.address,
              e.article.sentence};
  for (std::string& text : row.text) text = within_limit(std::move(text));
  row.number = {
      e.day() ? static_cast<double>(e.day()->count() - stata_epoch) : std::numeric_limits<double>::quiet_NaN(),
      number_or_missing(e.plover_score),
      number_or_missing(e.goldstein),
      number_or_missing(e.confidence),
      number_or_missing(e.place ? e.place->latitude : std::nullopt),
      number_or_missing(e.place ? e.place->longitude : std::nullopt)};
  if (const auto day = Day::parse(e.article.recorded_at)) newest_ = std::max(newest_, day->count());
  rows_.push_back(std::move(row));
}

Result<std::string> StataFile::finish() {
  std::string out;
  const std::unique_ptr<readstat_writer_t, void (*)(readstat_writer_t*)> writer(readstat_writer_init(),
                                                                                readstat_writer_free);
  readstat_set_data_writer(writer.get(), append_bytes);
  readstat_writer_set_file_label(writer.get(), "Demarche events");
  readstat_writer_set_file_format_version(writer.get(), 118);
  readstat_writer_set_file_timestamp(writer.get(), static_cast<time_t>(newest_) * 86400);
  std::array<readstat_variable_t*, texts> text{};
  std::array<readstat_variable_t*, numbers> number{};
  for (std::size_t i = 0; i < texts; ++i) {
    std::size_t width = 1;
    for (const Row& row : rows_) width = std::max(width, row.text[i].size());
    text[i] = readstat_add_variable(writer.get(), text_variables[i].name, READSTAT_TYPE_STRING, width);
    readstat_variable_set_label(text[i], text_variables[i].label);
  }
  for (std::size_t i = 0; i < numbers; ++i) {
    number[i] = readstat_add_variable(writer.get(), number_variables[i].name, READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_label(number[i], number_variables[i].label);
    if (i == 0) readstat_variable_set_format(number[i], "%td");
  }
  readstat_error_t error = readstat_begin_writing_dta(writer.get(), &out, static_cast<long>(rows_.size()));
  for (std::size_t n = 0; error == READSTAT_OK && n < rows_.size(); ++n) {
    error = readstat_begin_row(writer.get());
    for (std::size_t i = 0; error == READSTAT_OK && i < texts; ++i)
      error = readstat_insert_string_value(writer.get(), text[i], rows_[n].text[i].c_str());
    for (std::size_t i = 0; error == READSTAT_OK && i < numbers; ++i)
      error = std::isnan(rows_[n].number[i])
                  ? readstat_insert_missing_value(writer.get(), number[i])
                  : readstat_insert_double_value(writer.get(), number[i], rows_[n].number[i]);
    if (error == READSTAT_OK) error = readstat_end_row(writer.get());
  }
  if (error == READSTAT_OK) error = readstat_end_writing(writer.get());
  if (error != READSTAT_OK)
    return Error{ErrorCode::io, fmt::format("cannot make the Stata file: {}", readstat_error_message(error))};
  return out;
}

std::string stata_markdown() {
  std::string out = "| variable | label |\n|---|---|\n";
  for (const Variable& v : text_variables) out += fmt::format("| {} | {} |\n", v.name, v.label);
  for (const Variable& v : number_variables) out += fmt::format("| {} | {} |\n", v.name, v.label);
  return out;
}

}  // namespace demarche
