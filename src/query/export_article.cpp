#include "query/export_article.h"

namespace demarche::query {

Result<EventContexts> EventContexts::open(const store::Database& archive) {
  auto select = archive.prepare(
      "SELECT ifnull(v.url, ''), s.name, ifnull(v.title, ''), ifnull(v.category, ''), ifnull(v.language, ''), "
      "v.recorded_at, v.published, length(v.text), instr(v.text || char(10), char(10)) - 1, v.counted, "
      "CASE t.section WHEN 'title' THEN substr(v.title, t.begin_at + 1, t.end_at - t.begin_at) "
      "ELSE substr(v.text, t.begin_at + 1, t.end_at - t.begin_at) END, "
      "(SELECT count(*) FROM sentence o WHERE o.version_id = v.id AND (o.section > t.section OR (o.section = t.section "
      "AND (o.begin_at, o.end_at) <= (t.begin_at, t.end_at)))) "
      "FROM event_mention m JOIN version v ON v.id = m.version_id JOIN document d ON d.id = v.document_id "
      "JOIN source s ON s.id = d.source_id JOIN sentence t ON t.id = m.sentence_id WHERE m.record_id = ?1 "
      "ORDER BY v.current DESC LIMIT 1");
  if (!select) return select.error();
  return EventContexts(std::move(select).value());
}

Result<std::optional<EventContext>> EventContexts::find(const std::string& record_id) {
  select_.bind(1, record_id);
  const Result<bool> row = select_.step();
  if (!row) return row.error();
  std::optional<EventContext> out;
  if (*row) {
    out.emplace();
    out->address = select_.text(0);
    out->publisher = select_.text(1);
    out->title = select_.text(2);
    out->category = select_.text(3);
    out->language = select_.text(4);
    out->recorded_at = select_.text(5);
    out->published = select_.integer_or_null(6);
    out->text_length = select_.integer(7);
    out->lead_length = select_.integer(8);
    out->counted = select_.integer(9) != 0;
    out->sentence = select_.text(10);
    out->sentence_number = select_.integer(11);
  }
  select_.reset();
  return out;
}

}  // namespace demarche::query
