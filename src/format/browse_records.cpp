#include "demarche/browse_records.h"

#include "base/json.h"
#include "base/utf8.h"
#include "format/csv.h"

namespace demarche {
namespace {

std::int64_t whole(std::uint64_t number) {
  return static_cast<std::int64_t>(number);
}

void write_marks(JsonWriter& json, std::string_view text, const std::vector<Mark>& marks) {
  const CodePoints points(text);
  json.key("marks").begin_array();
  for (const Mark& mark : marks) {
    json.begin_object().field("role", mark.role).key("span").begin_array();
    json.value(points.at(mark.begin)).value(points.at(mark.end)).end_array();
    if (!mark.record.empty()) json.field("record", mark.record);
    json.end_object();
  }
  json.end_array();
}

void write_summary(JsonWriter& json, const ArticleSummary& article) {
  json.begin_object().field("kind", "article").field("id", article.article).field("document", article.document);
  json.key("url").value_or_null(article.url).key("title").value_or_null(article.title);
  json.key("published").value_or_null(article.published).key("category").value_or_null(article.category);
  json.key("publisher").value_or_null(article.publisher);
  json.field("events", whole(article.events)).field("statements", whole(article.statements));
  json.field("counted", article.counted).end_object();
}

void write_summaries(JsonWriter& json, std::string_view name, const std::vector<ArticleSummary>& articles) {
  json.key(name).begin_array();
  for (const ArticleSummary& article : articles) write_summary(json, article);
  json.end_array();
}

void write_dyad_fields(JsonWriter& json, const DyadSummary& dyad) {
  json.field("first", dyad.first).field("second", dyad.second).key("names").begin_object();
  json.field(dyad.first, dyad.first_name);
  if (dyad.second != dyad.first) json.field(dyad.second, dyad.second_name);
  json.end_object();
}

void write_dyad(JsonWriter& json, const DyadSummary& dyad) {
  json.begin_object();
  write_dyad_fields(json, dyad);
  json.field("events", whole(dyad.events)).field("cooperation", whole(dyad.cooperation));
  json.field("conflict", whole(dyad.conflict)).key("plover_score").thousandths(dyad.score_thousandths);
  json.key("first_day").value_or_null(dyad.first_day).key("last_day").value_or_null(dyad.last_day).end_object();
}

void write_version(JsonWriter& json, const ArticleVersion& version) {
  json.begin_object().field("hash", version.hash).field("recorded_at", version.recorded_at);
  json.field("current", version.current).end_object();
}

void write_values(JsonWriter& json, const std::vector<FacetValue>& values) {
  json.begin_array();
  for (const FacetValue& value : values)
    json.begin_object().field("value", value.value).field("count", whole(value.count)).end_object();
  json.end_array();
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string listed_json(const ListedRecord& record) {
  std::string out = record.json;
  out.pop_back();
  out += ",\"report\":";
  const Report& report = record.report;
  JsonWriter json(out);
  json.begin_object().field("document", report.document).key("title").value_or_null(report.title);
  json.key("publisher").value_or_null(report.publisher).key("url").value_or_null(report.url);
  json.key("published").value_or_null(report.published).field("sentence", report.sentence);
  write_marks(json, report.sentence, report.marks);
  json.key("day").value_or_null(report.day).field("counted", report.counted).end_object();
  out += '}';
  return out;
}

std::string facets_json(const Facets& facets) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("facets").begin_object();
  for (const Facet& facet : facets.facets) {
    json.key(facet.name);
    write_values(json, facet.values);
  }
  json.end_object().field("total", whole(facets.total)).field("complete", facets.complete).end_object();
  return out;
}

std::string article_summary_json(const ArticleSummary& article) {
  std::string out;
  JsonWriter json(out);
  write_summary(json, article);
  return out;
}

std::string article_json(const ArticleView& article) {
  std::string out;
  JsonWriter json(out);
  const ArticleSummary& head = article.summary;
  json.begin_object().field("kind", "article").field("id", head.article).field("origin", article.origin);
  json.key("url").value_or_null(head.url).key("title").value_or_null(head.title);
  json.key("published").value_or_null(head.published).key("category").value_or_null(head.category);
  json.key("publisher").value_or_null(head.publisher).key("language").value_or_null(article.language);
  json.key("sources").begin_array();
  for (const auto& [number, url] : article.sources) {
    json.begin_object().key("n");
    number ? json.value(*number) : json.null();
    json.field("url", url).end_object();
  }
  json.end_array().field("text", article.text).field("sha256", article.sha256).field("document", head.document);
  json.field("counted", head.counted).key("version");
  write_version(json, article.version);
  json.key("versions").begin_array();
  for (const ArticleVersion& version : article.versions) write_version(json, version);
  json.end_array().key("coder").begin_object().field("engine", article.engine).field("model", article.model);
  json.field("codebook", article.codebook).end_object();
  for (const auto& [name, records] :
       {std::pair{"events", &article.events}, std::pair{"statements", &article.statements}}) {
    json.key(name).begin_array();
    for (const ListedRecord& record : *records) json.raw(record.json);
    json.end_array();
  }
  write_summaries(json, "copies", article.copies);
  write_summaries(json, "others", article.others);
  json.end_object();
  return out;
}

std::string dyad_json(const DyadSummary& dyad) {
  std::string out;
  JsonWriter json(out);
  write_dyad(json, dyad);
  return out;
}

std::string moved_json(const MovedDyad& dyad) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_dyad_fields(json, dyad.recent);
  json.field("recent", whole(dyad.recent.events)).field("before", whole(dyad.before.events));
  json.key("score_recent").thousandths(dyad.recent.score_thousandths);
  json.key("score_before").thousandths(dyad.before.score_thousandths).end_object();
  return out;
}

std::string actor_json(const ActorSummary& actor) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("code", actor.code).key("name").value_or_null(actor.name);
  json.field("documents", whole(actor.documents)).field("events", whole(actor.events)).end_object();
  return out;
}

std::string place_json(const PlaceSummary& place) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("name", place.name).key("country").value_or_null(place.country).key("latitude");
  place.latitude ? json.thousandths(*place.latitude) : json.null();
  json.key("longitude");
  place.longitude ? json.thousandths(*place.longitude) : json.null();
  json.field("precision", place.precision).field("events", whole(place.events));
  json.field("cooperation", whole(place.cooperation)).field("conflict", whole(place.conflict)).end_object();
  return out;
}

std::string source_json(const SourceSummary& source) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("id", source.id).field("name", source.name).field("documents", whole(source.articles));
  json.field("copies", whole(source.copies)).key("first_day").value_or_null(source.first_day);
  json.key("last_day").value_or_null(source.last_day).key("months").begin_array();
  for (const auto& [period, articles] : source.months)
    json.begin_object().field("period", period).field("articles", whole(articles)).end_object();
  json.end_array().end_object();
  return out;
}

std::string context_json(const RelationContext& context) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("first", context.first).field("second", context.second).key("names").begin_object();
  json.field(context.first, context.first_name).field(context.second, context.second_name).end_object();
  json.key("directions").begin_array();
  json.begin_object().field("from", context.first).field("to", context.second);
  json.field("events", whole(context.from_first)).end_object();
  json.begin_object().field("from", context.second).field("to", context.first);
  json.field("events", whole(context.from_second)).end_object();
  json.begin_object().key("from").null().key("to").null().field("events", whole(context.between)).end_object();
  json.end_array().key("types").begin_array();
  for (const RelationContext::Type& type : context.types) {
    json.begin_object().field("type", type.type).field("events", whole(type.events));
    json.field("quad", type.quad).end_object();
  }
  json.end_array().key("statements").begin_array();
  json.begin_object().field("speaker", context.first).field("about", context.second);
  json.field("statements", whole(context.said_by_first)).end_object();
  json.begin_object().field("speaker", context.second).field("about", context.first);
  json.field("statements", whole(context.said_by_second)).end_object();
  json.end_array().key("comparable").begin_array();
  for (const DyadSummary& dyad : context.comparable) write_dyad(json, dyad);
  json.end_array().end_object();
  return out;
}

std::string totals_json(const ArchiveTotals& totals) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("articles", whole(totals.articles)).field("sources", whole(totals.sources));
  json.key("first_day").value_or_null(totals.first_day).key("last_day").value_or_null(totals.last_day).end_object();
  return out;
}

namespace {

// Text that a spreadsheet would run: "=HYPERLINK(...)". The mark before it is the one that spreadsheets themselves use.
void append_guarded(std::string& out, std::string_view value) {
  const std::string guarded = guarded_for_spreadsheets(value);
  append_csv_field(out, guarded);
}

void append_row(std::string& out, std::initializer_list<std::string> fields) {
  bool first = true;
  for (const std::string& field : fields) {
    if (!first) out += ',';
    first = false;
    append_guarded(out, field);
  }
  out += '\n';
}

}  // namespace

std::string articles_csv_header() {
  return "id,published,publisher,category,title,url,events,statements,counted\n";
}

std::string article_csv_row(const ArticleSummary& a) {
  std::string out;
  append_row(out, {a.article, a.published, a.publisher, a.category, a.title, a.url, std::to_string(a.events),
                   std::to_string(a.statements), a.counted ? "true" : "false"});
  return out;
}

std::string dyads_csv(const std::vector<DyadSummary>& dyads) {
  std::string out = "first,second,first_name,second_name,events,cooperation,conflict,plover_score,first_day,last_day\n";
  for (const DyadSummary& d : dyads)
    append_row(out,
               {d.first, d.second, d.first_name, d.second_name, std::to_string(d.events), std::to_string(d.cooperation),
                std::to_string(d.conflict), thousandths_text(d.score_thousandths), d.first_day, d.last_day});
  return out;
}

std::string sources_csv(const std::vector<SourceSummary>& sources) {
  std::string out = "name,articles,copies,first_day,last_day\n";
  for (const SourceSummary& s : sources)
    append_row(out, {s.name, std::to_string(s.articles), std::to_string(s.copies), s.first_day, s.last_day});
  return out;
}

std::string records_csv(std::string_view kind, std::string_view jsonl, bool header) {
  std::string out;
  Result<CsvTable> table = CsvTable::of(kind);
  if (!table) return out;
  table->guard_for_spreadsheets();
  if (header) table->append_header(out);
  table->append_rows(out, jsonl);
  return out;
}

}  // namespace demarche
