#include "query/article_record.h"

#include "base/day.h"
#include "base/json.h"

namespace demarche::query {

Result<store::Statement> prepare_sources(const store::Database& archive) {
  return archive.prepare("SELECT number, url FROM cited_source WHERE version_id = ?1 ORDER BY position");
}

Status append_article(std::string& out, const store::Statement& row, store::Statement& sources, bool with_title) {
  JsonWriter json(out);
  json.begin_object().field("kind", "article").field("id", row.text(1)).key("url").value_or_null(row.text(2));
  json.key("title").value_or_null(with_title ? row.text(3) : std::string_view()).key("published");
  if (const auto day = row.integer_or_null(4)) {
    json.value(std::string_view(Day(static_cast<std::int32_t>(*day)).iso()));
  } else {
    json.null();
  }
  json.key("category").value_or_null(row.text(5)).key("publisher").value_or_null(row.text(6));
  json.key("language").value_or_null(row.text(7)).key("sources").begin_array();
  sources.bind(1, row.integer(0));
  for (;;) {
    const Result<bool> more = sources.step();
    if (!more) return more.error();
    if (!*more) break;
    json.begin_object().key("n");
    if (const auto number = sources.integer_or_null(0)) {
      json.value(*number);
    } else {
      json.null();
    }
    json.field("url", sources.text(1)).end_object();
  }
  json.end_array().key("text").null().field("sha256", row.text(8)).end_object();
  return {};
}

}  // namespace demarche::query
