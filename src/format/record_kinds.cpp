#include "format/record_kinds.h"

namespace demarche {
namespace {

constexpr auto text = ColumnType::text;
constexpr auto integer = ColumnType::integer;
constexpr auto number = ColumnType::number;
constexpr auto truth = ColumnType::truth;
constexpr auto day = ColumnType::day;

constexpr RecordColumn event_columns[] = {
    {"id", "id"},
    {"article", "article"},
    {"section", "section"},
    {"start", "date/start", day},
    {"end", "date/end", day},
    {"date_text", "date/text"},
    {"date_basis", "date/basis"},
    {"type", "type"},
    {"mode", "mode"},
    {"contexts", "contexts/*"},
    {"cameo", "cameo"},
    {"quad", "quad"},
    {"plover_score", "plover_score", number},
    {"goldstein", "goldstein", number},
    {"actors", "actors/*/code"},
    {"actor_names", "actors/*/name"},
    {"actor_texts", "actors/*/text"},
    {"actor_wikidata", "actors/*/wikidata", text, false},
    {"actor_begins", "actors/*/span/0", integer, false},
    {"actor_ends", "actors/*/span/1", integer, false},
    {"recipients", "recipients/*/code"},
    {"recipient_names", "recipients/*/name"},
    {"recipient_texts", "recipients/*/text"},
    {"recipient_wikidata", "recipients/*/wikidata", text, false},
    {"recipient_begins", "recipients/*/span/0", integer, false},
    {"recipient_ends", "recipients/*/span/1", integer, false},
    {"trigger", "trigger/text"},
    {"trigger_begin", "trigger/span/0", integer},
    {"trigger_end", "trigger/span/1", integer},
    {"sentence_begin", "sentence/0", integer},
    {"sentence_end", "sentence/1", integer},
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
    {"place_latitude", "place/latitude", number, false},
    {"place_longitude", "place/longitude", number, false},
    {"place_precision", "place/precision", text, false},
    {"dead_low", "size/dead/low", integer},
    {"dead_high", "size/dead/high", integer},
    {"injured_low", "size/injured/low", integer},
    {"injured_high", "size/injured/high", integer},
    {"arrested_low", "size/arrested/low", integer},
    {"arrested_high", "size/arrested/high", integer},
    {"participants_low", "size/participants/low", integer},
    {"participants_high", "size/participants/high", integer},
    {"confidence", "confidence", number},
    {"rule", "rule"},
    {"engine", "versions/engine"},
    {"model", "versions/model"},
    {"codebook", "versions/codebook"},
};

constexpr RecordColumn statement_columns[] = {
    {"id", "id"},
    {"article", "article"},
    {"speaker", "speaker/code"},
    {"speaker_name", "speaker/name"},
    {"speaker_text", "speaker/text"},
    {"addressee", "addressee/code"},
    {"addressee_name", "addressee/name"},
    {"cue", "cue/text"},
    {"cue_begin", "cue/span/0", integer, false},
    {"cue_end", "cue/span/1", integer, false},
    {"content", "content/text"},
    {"content_begin", "content/span/0", integer},
    {"content_end", "content/span/1", integer},
    {"direct", "direct", truth},
    {"sentence_begin", "sentence/0", integer},
    {"sentence_end", "sentence/1", integer},
    {"rule", "rule"},
};

constexpr RecordColumn article_columns[] = {
    {"id", "id"},
    {"origin", "origin"},
    {"url", "url"},
    {"title", "title"},
    {"published", "published", day},
    {"category", "category"},
    {"publisher", "publisher"},
    {"language", "language"},
    {"sources", "sources/*/url"},
    {"source_numbers", "sources/*/n", integer, false},
    {"sha256", "sha256"},
    {"text", "text", text, false},
};

constexpr RecordColumn date_columns[] = {
    {"article", "article"},     {"text", "text"},        {"begin", "span/0", integer},
    {"end", "span/1", integer}, {"start", "start", day}, {"last", "end", day},
    {"rule", "rule"},           {"timex", "timex"},
};

constexpr RecordColumn link_columns[] = {
    {"article", "article"},
    {"role", "role"},
    {"from", "from"},
    {"to", "to"},
    {"from_words", "from_words/text"},
    {"to_words", "to_words/text"},
    {"connective", "connective/text"},
    {"begin", "connective/span/0", integer},
    {"end", "connective/span/1", integer},
};

constexpr RecordColumn office_columns[] = {
    {"article", "article"},         {"person", "person/name"},      {"person_text", "person/text"},
    {"person_code", "person/code"}, {"office", "office"},           {"country", "country"},
    {"change", "change"},           {"from_office", "from_office"}, {"start", "date/start", day},
    {"last", "date/end", day},      {"begin", "span/0", integer},   {"end", "span/1", integer},
};

constexpr RecordColumn story_columns[] = {
    {"story", "^id"},
    {"independent_reports", "^independent_reports", integer},
    {"article", "article"},
    {"publisher", "publisher"},
    {"published", "published", day},
    {"role", "role"},
    {"of", "of"},
    {"score", "score", number},
    {"reasons", "reasons/*"},
};

constexpr RecordColumn incident_columns[] = {
    {"id", "id"},
    {"start", "date/start", day},
    {"end", "date/end", day},
    {"date_basis", "date/basis"},
    {"type", "type"},
    {"mode", "mode"},
    {"quad", "quad"},
    {"plover_score", "plover_score", number},
    {"goldstein", "goldstein", number},
    {"actors", "actors/*/code"},
    {"actor_names", "actors/*/name"},
    {"recipients", "recipients/*/code"},
    {"recipient_names", "recipients/*/name"},
    {"place", "place/name"},
    {"place_country", "place/country"},
    {"newness", "newness"},
    {"factuality", "factuality"},
    {"documents", "documents", integer},
    {"independent_reports", "independent_reports", integer},
    {"stories", "stories", integer},
    {"mentions", "mentions/*"},
};

constexpr RecordColumn reject_columns[] = {
    {"origin", "origin"},
    {"id", "id"},
    {"reason", "reason"},
    {"message", "message"},
};

constexpr RecordColumn relation_columns[] = {
    {"first", "^first", text, false},
    {"second", "^second", text, false},
    {"period", "period", text, false},
    {"start", "start", day, false},
    {"events", "events", integer, false},
    {"other_events", "other_events", integer, false},
    {"unconfirmed_events", "unconfirmed_events", integer, false},
    {"verbal_cooperation", "verbal_cooperation", integer, false},
    {"material_cooperation", "material_cooperation", integer, false},
    {"verbal_conflict", "verbal_conflict", integer, false},
    {"material_conflict", "material_conflict", integer, false},
    {"plover_score", "plover_score", number, false},
    {"goldstein", "goldstein", number, false},
    {"articles", "articles", integer, false},
};

constexpr RecordColumn signature_columns[] = {
    {"article", "article", text, false},     {"source", "source", text, false}, {"address", "address", text, false},
    {"published", "published", day, false},  {"day", "day", day, false},        {"rank", "rank", text, false},
    {"signature", "signature", text, false},
};

constexpr RecordColumn record_columns[] = {
    {"kind", "kind", text, false},
    {"article", "article|id", text, false},
    {"id", "id", text, false},
    {"record", "", text, false},
};

constexpr RecordKind kinds[] = {
    {"event", event_columns, ""},
    {"statement", statement_columns, ""},
    {"article", article_columns, ""},
    {"date", date_columns, ""},
    {"link", link_columns, ""},
    {"office", office_columns, ""},
    {"reject", reject_columns, ""},
    {"relation", relation_columns, "points"},
    {"signature", signature_columns, ""},
    {"record", record_columns, ""},
    {"story", story_columns, "documents"},
    {"incident", incident_columns, ""},
};

}  // namespace

std::span<const RecordKind> record_kinds() {
  return kinds;
}

const RecordKind* find_record_kind(std::string_view name) {
  for (const RecordKind& kind : kinds)
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace demarche
