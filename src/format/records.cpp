#include "format/records.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "base/json.h"

namespace demarche {
namespace {

void write_span(JsonWriter& json, const CodePoints& points, Span bytes) {
  const Span s = points.of(bytes);
  json.begin_array().value(s.begin).value(s.end).end_array();
}

std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

void write_interval(JsonWriter& json, const Interval& interval) {
  json.field("start", std::string_view(interval.start.iso())).field("end", std::string_view(interval.end.iso()));
}

}  // namespace

std::string document_version(const Document& document) {
  const std::string day = document.published ? document.published->iso() : std::string();
  return sha256_hex(fmt::format("{}\n{}\n{}", day, document.title, document.text)).substr(0, 16);
}

void write_article(std::string& out, const Document& document) {
  JsonWriter json(out);
  json.begin_object().field("kind", "article").field("id", document.id).field("origin", document.origin);
  json.key("url").value_or_null(document.url).key("title").value_or_null(document.title);
  json.key("published");
  if (document.published) {
    json.value(std::string_view(document.published->iso()));
  } else {
    json.null();
  }
  json.key("category").value_or_null(document.category).key("publisher").value_or_null(document.publisher);
  json.key("language").value_or_null(document.language).key("sources").begin_array();
  for (const CitedSource& source : document.sources) {
    json.begin_object().key("n");
    if (source.number > 0) {
      json.value(source.number);
    } else {
      json.null();
    }
    json.field("url", source.url).end_object();
  }
  json.end_array().field("text", document.text).field("sha256", std::string_view(sha256_hex(document.text)));
  json.end_object();
  out += '\n';
}

void write_date(std::string& out, const Document& document, const DateMention& date, const CodePoints& points) {
  JsonWriter json(out);
  json.begin_object().field("kind", "date").field("article", document.id);
  json.field("text", slice(document.text, date.span)).key("span");
  write_span(json, points, date.span);
  write_interval(json, date.interval);
  json.field("rule", date.rule).key("timex").value_or_null(date.timex).end_object();
  out += '\n';
}

void write_place(JsonWriter& json, std::string_view text, const PlaceMention& place, const CodePoints& points,
                 bool country_centres) {
  json.begin_object().field("text", slice(text, place.span)).key("span");
  write_span(json, points, place.span);
  json.field("name", place.name).field("country", place.country);
  if (place.located && (country_centres || place.precision != PlacePrecision::country)) {
    json.key("latitude").thousandths(place.latitude).key("longitude").thousandths(place.longitude);
  } else {
    json.key("latitude").null().key("longitude").null();
  }
  json.field("precision", name_of(place.precision)).end_object();
}

void write_reject(std::string& out, const Reject& reject) {
  JsonWriter json(out);
  json.begin_object().field("kind", "reject").field("origin", std::string_view(repair_utf8(reject.origin)));
  json.key("id").value_or_null(repair_utf8(reject.id)).field("reason", error_code_name(reject.reason));
  json.field("message", std::string_view(repair_utf8(reject.message))).end_object();
  out += '\n';
}

DocumentFormat::DocumentFormat(const Coded& coded, const Versions& versions)
    : coded_(coded),
      versions_(versions),
      points_(coded.document.text),
      version_hash_(document_version(coded.document)) {}

std::string DocumentFormat::id_of(std::string_view kind, Span bytes, std::string_view rule) const {
  const std::uint64_t h = hash64(fmt::format("{}\n{}\n{}\n{}\n{}-{}\n{}", kind, coded_.document.publisher,
                                             coded_.document.id, version_hash_, bytes.begin, bytes.end, rule));
  return fmt::format("{}-{}", kind, hex(h));
}

std::string DocumentFormat::event_id(std::uint32_t index) const {
  const EventMention& event = coded_.findings.events[index];
  return id_of("ev", event.trigger, event.rule);
}

std::string DocumentFormat::statement_id(std::uint32_t index) const {
  const Statement& statement = coded_.findings.statements[index];
  return id_of("st", cover(statement.content.front(), statement.content.back()), statement.rule);
}

void DocumentFormat::span(JsonWriter& json, Span bytes) const {
  write_span(json, points_, bytes);
}

void DocumentFormat::article(std::string& out) const {
  write_article(out, coded_.document);
}

void DocumentFormat::party(JsonWriter& json, const Party& party) const {
  static const Actor unknown{"UNK", "", "", {}, NamedAs::group};
  const Actor& actor = party.actor == no_word ? unknown : coded_.mentions.actors[party.actor];
  json.begin_object();
  const Span where = party.mention == no_word ? party.words : coded_.mentions.mentions[party.mention].span;
  if (where.empty()) {
    json.field("text", "").key("span").null();
  } else {
    json.field("text", slice(coded_.document.text, where)).key("span");
    span(json, where);
  }
  json.field("code", actor.code).field("name", actor.name).key("wikidata").value_or_null(actor.wikidata);
  json.key("sectors").begin_array();
  for (Sector sector : actor.sectors) json.value(name_of(sector));
  json.end_array().field("named_as", name_of(actor.named_as));
  json.field("from", party.from_document ? "document" : "sentence").end_object();
}

void DocumentFormat::statement(std::string& out, std::uint32_t index) const {
  const Statement& statement = coded_.findings.statements[index];
  const std::string& text = coded_.document.text;
  JsonWriter json(out);
  json.begin_object().field("kind", "statement").field("id", std::string_view(statement_id(index)));
  json.field("article", coded_.document.id).key("speaker");
  if (statement.speaker) {
    party(json, *statement.speaker);
  } else {
    json.null();
  }
  json.key("addressee");
  if (statement.addressee) {
    party(json, *statement.addressee);
  } else {
    json.null();
  }
  json.key("cue");
  if (statement.cue.empty()) {
    json.null();
  } else {
    json.begin_object().field("text", slice(text, statement.cue)).key("span");
    span(json, statement.cue);
    json.end_object();
  }
  const Span whole = cover(statement.content.front(), statement.content.back());
  json.key("content").begin_object().field("text", slice(text, whole)).key("span");
  span(json, whole);
  if (statement.content.size() > 1) {
    json.key("spans").begin_array();
    for (Span piece : statement.content) span(json, piece);
    json.end_array();
  }
  json.end_object().field("direct", statement.direct).key("sentence");
  span(json, coded_.tokens.sentences[statement.sentence].span);
  json.field("rule", statement.rule).end_object();
  out += '\n';
}

void DocumentFormat::size(JsonWriter& json, const EventSize& size) const {
  if (size.empty()) {
    json.null();
    return;
  }
  json.begin_object();
  const auto count = [&](const char* name, const std::optional<Count>& c) {
    if (!c) return;
    json.key(name).begin_object().field("low", c->low).key("high");
    if (c->high) {
      json.value(*c->high);
    } else {
      json.null();
    }
    json.field("text", slice(coded_.document.text, c->span)).key("span");
    span(json, c->span);
    json.end_object();
  };
  count("dead", size.dead);
  count("injured", size.injured);
  count("arrested", size.arrested);
  count("participants", size.participants);
  json.end_object();
}

void DocumentFormat::link(std::string& out, std::uint32_t index) const {
  const Link& link = coded_.findings.links[index];
  JsonWriter json(out);
  json.begin_object().field("kind", "link").field("article", coded_.document.id).field("role", name_of(link.role));
  const auto end = [&](const char* name, const char* words, const LinkEnd& e) {
    const std::string id = e.index == no_word ? std::string() : e.statement ? statement_id(e.index) : event_id(e.index);
    json.key(name).value_or_null(id).key(words).begin_object().field("text", slice(coded_.document.text, e.words));
    json.key("span");
    span(json, e.words);
    json.end_object();
  };
  end("from", "from_words", link.from);
  end("to", "to_words", link.to);
  json.key("connective").begin_object().field("text", slice(coded_.document.text, link.connective)).key("span");
  span(json, link.connective);
  json.end_object().end_object();
  out += '\n';
}

void DocumentFormat::office(std::string& out, std::uint32_t index) const {
  const OfficeChange& office = coded_.findings.offices[index];
  JsonWriter json(out);
  json.begin_object().field("kind", "office").field("article", coded_.document.id).key("person");
  party(json, office.person);
  json.field("office", office.office).field("country", office.country).field("change", name_of(office.change));
  json.key("from_office").value_or_null(office.from_office).key("date");
  if (office.date == no_word) {
    json.null();
  } else {
    const DateMention& date = coded_.mentions.dates[office.date];
    json.begin_object();
    write_interval(json, date.interval);
    json.field("text", slice(coded_.document.text, date.span)).key("span");
    span(json, date.span);
    json.end_object();
  }
  json.key("span");
  span(json, office.span);
  json.end_object();
  out += '\n';
}

void DocumentFormat::event(std::string& out, std::uint32_t index, const EventScores& scores) const {
  const EventMention& event = coded_.findings.events[index];
  const std::string& text = coded_.document.text;
  JsonWriter json(out);
  json.begin_object().field("kind", "event").field("id", std::string_view(event_id(index)));
  json.field("article", coded_.document.id).field("section", "text").key("sentence");
  span(json, coded_.tokens.sentences[event.sentence].span);
  json.key("trigger").begin_object().field("text", slice(text, event.trigger)).key("span");
  span(json, event.trigger);
  json.end_object().field("type", name_of(event.type)).key("mode").value_or_null(event.mode);
  json.key("contexts").begin_array().end_array().key("cameo").value_or_null(event.cameo);
  json.field("quad", name_of(quad_of(event.type))).key("plover_score").thousandths(scores.plover_thousandths);
  json.key("goldstein");
  if (scores.goldstein_thousandths) {
    json.thousandths(*scores.goldstein_thousandths);
  } else {
    json.null();
  }
  json.field("goldstein_scale", "icews").key("actors").begin_array();
  for (const Party& p : event.actors) party(json, p);
  json.end_array().key("recipients").begin_array();
  for (const Party& p : event.recipients) party(json, p);
  json.end_array().key("date");
  if (event.date) {
    json.begin_object();
    write_interval(json, event.date->interval);
    if (event.date->date == no_word) {
      json.key("text").null().key("span").null();
    } else {
      const Span where = coded_.mentions.dates[event.date->date].span;
      json.field("text", slice(text, where)).key("span");
      span(json, where);
    }
    json.field("basis", event.date->from_publication ? "publication" : "text").end_object();
  } else {
    json.null();
  }
  json.key("place");
  if (event.place != no_word) {
    write_place(json, text, coded_.mentions.places[event.place], points_, false);
  } else {
    json.null();
  }
  json.key("size");
  size(json, event.size);
  json.field("newness", name_of(event.newness)).field("factuality", name_of(event.factuality));
  json.field("tense", name_of(event.tense)).field("polarity", event.negative ? "negative" : "positive");
  json.field("certainty", name_of(event.certainty)).key("attributed_to");
  if (event.attributed_to) {
    // A party with the statement that carries it.
    std::string inner;
    JsonWriter inner_json(inner);
    party(inner_json, *event.attributed_to);
    inner.pop_back();
    inner += ",\"statement\":";
    if (event.statement == no_word) {
      inner += "null}";
    } else {
      append_json_string(inner, statement_id(event.statement));
      inner += '}';
    }
    json.raw(inner);
  } else {
    json.null();
  }
  json.key("confidence").probability(event.confidence).field("rule", event.rule);
  json.key("versions").begin_object().field("engine", versions_.engine).field("model", versions_.model);
  json.field("codebook", versions_.codebook).end_object().end_object();
  out += '\n';
}

}  // namespace demarche
