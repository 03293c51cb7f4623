// Requests, effects and scans as JSON: one object a line.
#include "base/json.h"
#include "demarche/requests.h"

namespace demarche {
namespace {

void add_rows(JsonWriter& json, const std::vector<RequestRows>& rows) {
  json.key("rows").begin_object();
  for (const RequestRows& row : rows)
    json.key(row.table).begin_object().field("gone", row.gone).field("came", row.came).end_object();
  json.end_object();
}

}  // namespace

std::string request_json(const RequestInfo& request) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "request").field("id", request.id).field("verb", verb_name(request.verb));
  json.field("state", request.state).field("received", request.received_at).field("due", request.due);
  json.key("contact").value_or_null(request.contact).key("ground").value_or_null(request.ground);
  json.key("signal").value_or_null(request.signal).key("scope").begin_object();
  for (const auto& [field, value] : request.scope) json.field(field, value);
  json.end_object().key("decided").value_or_null(request.decided_at).key("reason").value_or_null(request.reason);
  json.key("done").value_or_null(request.done_at).key("documents");
  if (request.documents) {
    json.value(*request.documents);
  } else {
    json.null();
  }
  add_rows(json, request.rows);
  json.end_object();
  return out;
}

std::string effect_json(const RemovalEffect& effect) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "removal").key("request");
  if (effect.request != 0) {
    json.value(effect.request);
  } else {
    json.null();
  }
  json.field("documents", effect.document_count).key("articles").begin_array();
  for (const RequestDocument& d : effect.documents) {
    json.begin_object().field("source", d.source).field("article", d.article).key("title").value_or_null(d.title);
    json.key("published").value_or_null(d.published).field("versions", d.versions).field("events", d.events);
    json.field("statements", d.statements).field("held", d.held).end_object();
  }
  json.end_array();
  add_rows(json, effect.rows);
  json.key("derived").begin_array();
  for (const DerivedChange& d : effect.derived) {
    json.begin_object().field("kind", d.kind).field("change", d.change).field("id", d.id);
    json.field("before", d.evidence_before).field("after", d.evidence_after).end_object();
  }
  json.end_array().field("cells", effect.cell_count).key("series").begin_array();
  for (const SeriesCell& c : effect.cells) {
    json.begin_object().field("first", c.first).field("second", c.second).field("day", c.day);
    json.field("direction", c.direction).field("quad", c.quad).field("standing", c.standing);
    json.field("events_before", c.events_before).field("events_after", c.events_after);
    json.key("score_before").thousandths(c.score_before).key("score_after").thousandths(c.score_after).end_object();
  }
  json.end_array().end_object();
  return out;
}

std::string scan_json(const ScanReport& report) {
  std::string out;
  JsonWriter json(out);
  const auto list = [&](std::string_view name, const std::vector<std::string>& lines) {
    json.key(name).begin_array();
    for (const std::string& line : lines) json.value(line);
    json.end_array();
  };
  json.begin_object().field("kind", "scan").field("request", report.request).field("clean", report.clean);
  json.field("sequences", report.sequences).field("kept", report.kept).field("short_texts", report.short_texts);
  json.key("files").begin_array();
  for (const ScannedFile& f : report.files) {
    json.begin_object().field("path", f.path).field("kind", f.kind).field("form", f.form).field("bytes", f.bytes);
    json.field("pages", f.pages).field("cells", f.cells).field("free_pages", f.free_pages);
    json.field("log_frames", f.log_frames).field("found", f.found);
    list("where", f.where);
    list("unreadable", f.unreadable);
    json.end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace demarche
