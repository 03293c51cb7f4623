#include "pipeline/archive_stored.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "format/records.h"
#include "pipeline/coder.h"
#include "stages/merge/copies.h"
#include "stages/merge/signature.h"

namespace demarche {
namespace {

using store::Role;

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
  return ascii_lower(url);
}

class Conversion {
 public:
  Conversion(const Coded& coded, const Codebook& codebook, const Versions& versions)
      : coded_(coded), codebook_(codebook), format_(coded, versions), points_(coded.document.text) {}

  store::StoredEvent event(std::uint32_t index) const {
    const EventMention& event = coded_.findings.events[index];
    const EventScores scores = scores_of(event, codebook_);
    store::StoredEvent out;
    out.record_id = format_.event_id(index);
    out.sentence = sentence(event.sentence);
    out.trigger = points_.of(event.trigger);
    out.type = name_of(event.type);
    out.mode = event.mode;
    out.cameo = event.cameo;
    out.quad = 1 + static_cast<int>(quad_of(event.type));
    out.plover_score = scores.plover_thousandths;
    out.goldstein = scores.goldstein_thousandths;
    if (event.date) {
      out.date = event.date->interval;
      out.dated_by_publication = event.date->from_publication;
    }
    out.newness = name_of(event.newness);
    out.factuality = name_of(event.factuality);
    out.tense = name_of(event.tense);
    out.certainty = name_of(event.certainty);
    out.confidence = event.confidence;
    if (event.attributed_to && event.statement != no_word)
      out.statement_record_id = format_.statement_id(event.statement);
    out.rule = event.rule;
    for (const Party& p : event.actors) out.parties.push_back(party(Role::actor, p));
    for (const Party& p : event.recipients) out.parties.push_back(party(Role::recipient, p));
    if (event.attributed_to) out.parties.push_back(party(Role::attributed, *event.attributed_to));
    if (event.place != no_word) out.place = place(coded_.mentions.places[event.place]);
    format_.event(out.json, index, scores);
    out.json.pop_back();
    return out;
  }

  store::StoredStatement statement(std::uint32_t index) const {
    const Statement& statement = coded_.findings.statements[index];
    store::StoredStatement out;
    out.record_id = format_.statement_id(index);
    out.sentence = sentence(statement.sentence);
    if (!statement.cue.empty()) out.cue = points_.of(statement.cue);
    out.content = points_.of(cover(statement.content.front(), statement.content.back()));
    out.direct = statement.direct;
    out.rule = statement.rule;
    if (statement.speaker) out.parties.push_back(party(Role::speaker, *statement.speaker));
    if (statement.addressee) out.parties.push_back(party(Role::addressee, *statement.addressee));
    format_.statement(out.json, index);
    out.json.pop_back();
    return out;
  }

 private:
  static store::StoredPlace place(const PlaceMention& place) {
    store::StoredPlace out{std::string(place.name), std::string(place.country), std::nullopt,
                           std::string(name_of(place.precision))};
    if (place.located) out.coordinates = std::pair(place.latitude, place.longitude);
    return out;
  }

  store::StoredSentence sentence(std::uint32_t index) const {
    return {false, points_.of(coded_.tokens.sentences[index].span)};
  }

  store::StoredParty party(Role role, const Party& party) const {
    store::StoredParty out;
    out.role = role;
    out.from_document = party.from_document;
    const Span where = party.mention == no_word ? party.words : coded_.mentions.mentions[party.mention].span;
    if (!where.empty()) out.mention = points_.of(where);
    if (party.actor == no_word) {
      out.code = "UNK";
      out.named_as = name_of(NamedAs::group);
      return out;
    }
    const Actor& actor = coded_.mentions.actors[party.actor];
    out.code = actor.code;
    out.name = actor.name;
    out.named_as = name_of(actor.named_as);
    if (!actor.sectors.empty()) out.sector = name_of(actor.sectors.front());
    return out;
  }

  const Coded& coded_;
  const Codebook& codebook_;
  const DocumentFormat format_;
  const CodePoints points_;
};

}  // namespace

store::DocumentKey key_of(const Document& document) {
  // Every folder of a mirror has its index.html: such an id says little, the page's own address says it all.
  const std::string_view origin = document.origin;
  const bool named_by_file = origin.substr(origin.rfind('/') + 1).starts_with(document.id);
  return {document.publisher.empty() ? host_of(document.url) : document.publisher, document.id,
          named_by_file ? document.url : std::string(), document_version(document)};
}

store::StoredReject stored(const Reject& reject) {
  return {repair_utf8(reject.origin), repair_utf8(reject.id), error_code_name(reject.reason),
          repair_utf8(reject.message)};
}

store::StoredDocument stored(Coded&& coded, const Codebook& codebook, const Versions& versions) {
  store::StoredDocument out;
  {
    const Conversion conversion(coded, codebook, versions);
    for (std::uint32_t i = 0; i < coded.findings.events.size(); ++i) out.events.push_back(conversion.event(i));
    for (std::uint32_t i = 0; i < coded.findings.statements.size(); ++i)
      out.statements.push_back(conversion.statement(i));
  }
  out.signature = encode(signature_of(coded));
  Document& document = coded.document;
  out.key = key_of(document);
  out.published = document.published;
  out.sha256 = sha256_hex(document.text);
  out.copy_key = copy_key(document.text);
  out.origin = repair_utf8(document.origin);
  out.url = std::move(document.url);
  out.title = std::move(document.title);
  out.category = std::move(document.category);
  out.publisher = std::move(document.publisher);
  out.language = std::move(document.language);
  out.text = std::move(document.text);
  out.sources = std::move(document.sources);
  return out;
}

}  // namespace demarche
