#include "pipeline/inbound.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/utf8.h"
#include "pipeline/regroup.h"
#include "store/address.h"

namespace demarche {
namespace {

using store::Verb;

std::string host_of(std::string_view address) {
  const std::string normal = store::normal_address(address);
  return normal.substr(0, normal.find_first_of("/?"));
}

bool past(std::string_view when, std::string_view now) {
  return when.size() >= 10 && is_ascii_digit(when[0]) && when <= now.substr(0, when.size());
}

// Notes may quote a headline, which must not outlive the page: the first words say enough.
std::string ground_of(const Signal& signal) {
  std::string out = "the publisher's signal:";
  int words = 0;
  for (std::string_view word : split(signal.note, ' '))
    if (!word.empty() && words++ < 4) (out += ' ') += word;
  return repair_utf8(out);
}

}  // namespace

// A kill is no article, whether it stands in the place of the report or speaks of another one.
bool keeps_out(const Document& document, std::string_view now) {
  for (const Signal& signal : document.signals) {
    if (signal.kind == SignalKind::withdrawn) return true;
    const bool own = (signal.target.empty() || signal.target == document.id || signal.target == document.url) &&
                     (signal.address.empty() || signal.address == document.url || signal.address == document.id);
    if (own && signal.kind == SignalKind::withheld && !past(signal.when, now)) return true;
  }
  return false;
}

Status Inbound::open_desk() {
  if (desk_ != nullptr) return {};
  auto desk = store::RequestDesk::open(path_, DEMARCHE_VERSION, regroup);
  if (!desk) return desk.error();
  desk_ = std::move(desk).value();
  return {};
}

Result<Inbound::Outcome> Inbound::act(const SeenSignal& seen, const std::string& now) {
  const Signal& signal = seen.signal;
  if (signal.kind == SignalKind::withheld && past(signal.when, now)) return Outcome::nothing;
  if (Status status = open_desk(); !status) return status.error();
  if (signal.kind == SignalKind::no_index || signal.kind == SignalKind::no_mining) {
    // A site reserves its pages as a whole: one request a source.
    store::Scope scope;
    scope.source = !seen.of.source.empty() ? seen.of.source : signal.publisher;
    return scope.empty() ? Outcome::nothing : open_request(Verb::restrict_, seen, std::move(scope), now);
  }
  const auto found = targets(seen);
  if (!found) return found.error();
  Outcome outcome = Outcome::nothing;
  for (const Target& target : *found) {
    store::Scope scope;
    scope.article = target.article;
    scope.source = target.source;
    if (signal.kind == SignalKind::corrected || signal.kind == SignalKind::not_found) {
      const Verb verb = signal.kind == SignalKind::corrected ? Verb::correct : Verb::withdraw;
      const auto opened = open_request(verb, seen, std::move(scope), now);
      if (!opened) return opened;
      if (*opened == Outcome::opened) outcome = Outcome::opened;
      continue;
    }
    if (target.held) continue;
    store::NewRequest request;
    request.verb = signal.kind == SignalKind::withdrawn ? Verb::withdraw : Verb::restrict_;
    request.scope = std::move(scope);
    request.ground = ground_of(signal);
    request.signal = name_of(signal.kind);
    const auto done = desk_->execute(request, now);
    if (!done) return done.error();
    outcome = Outcome::executed;
  }
  return outcome;
}

// The archived documents that a signal speaks of, of the same source alone.
Result<std::vector<Inbound::Target>> Inbound::targets(const SeenSignal& seen) const {
  const Signal& signal = seen.signal;
  std::vector<Target> out;
  // A page that is corrected in place comes as its own new version; nothing is left to do.
  const bool itself = signal.target.empty() && signal.address.empty();
  if (itself && (seen.of.article.empty() || signal.kind == SignalKind::corrected)) return out;
  auto select = desk_->database().prepare(
      "SELECT d.id, s.name, d.article, ifnull((SELECT url FROM version v WHERE v.document_id = d.id AND url IS NOT "
      "NULL "
      "LIMIT 1), d.address), h.document_id IS NOT NULL FROM document d JOIN source s ON s.id = d.source_id "
      "LEFT JOIN hold h ON h.document_id = d.id WHERE d.id = ?1");
  if (!select) return select.error();
  const auto secrets = store::Secrets::open(path_, store::Secrets::Missing::make);
  if (!secrets) return secrets.error();
  std::vector<std::int64_t> documents;
  const auto add = [&](const store::Scope& scope) -> Status {
    const auto found = store::documents_in(desk_->database(), scope, *secrets);
    if (!found) return found.error();
    documents.insert(documents.end(), found->begin(), found->end());
    return {};
  };
  store::Scope scope;
  if (itself) {
    scope.article = seen.of.article;
    if (Status status = add(scope); !status) return status.error();
  }
  if (!signal.address.empty()) {
    scope = {};
    scope.address = signal.address;
    if (Status status = add(scope); !status) return status.error();
  }
  if (!signal.target.empty() && documents.empty()) {
    scope = {};
    scope.article = signal.target;
    if (Status status = add(scope); !status) return status.error();
  }
  const std::string speaker = store::normal_address(!signal.publisher.empty() ? signal.publisher : seen.of.source);
  const std::string speaker_host = host_of(!seen.url.empty() ? seen.url : signal.publisher);
  for (std::int64_t id : documents) {
    const Result<bool> row = select->bind(1, id).step();
    if (!row) return row.error();
    if (*row) {
      const std::string source(select->text(1)), url(select->text(3));
      const bool same = (!source.empty() && store::normal_address(source) == speaker) ||
                        (!source.empty() && source == seen.of.source) ||
                        (!url.empty() && !speaker_host.empty() && host_of(url) == speaker_host) ||
                        (itself && source == seen.of.source);
      if (same) out.push_back({id, source, std::string(select->text(2)), select->integer(4) == 1});
    }
    select->reset();
  }
  return out;
}

Result<bool> Inbound::known(std::string_view signal, const store::Scope& scope) const {
  auto select = desk_->database().prepare(
      "SELECT 1 FROM request r WHERE r.signal = ?1 AND ifnull((SELECT value FROM request_scope s WHERE s.request_id = "
      "r.id AND field = 'article'), '') = ?2 AND ifnull((SELECT value FROM request_scope s WHERE s.request_id = r.id "
      "AND field = 'source'), '') = ?3");
  if (!select) return select.error();
  return select->bind(1, signal).bind(2, scope.article).bind(3, scope.source).step();
}

Result<Inbound::Outcome> Inbound::open_request(Verb verb, const SeenSignal& seen, store::Scope scope,
                                               const std::string& now) {
  const std::string_view signal = name_of(seen.signal.kind);
  const Result<bool> before = known(signal, scope);
  if (!before) return before.error();
  if (*before) return Outcome::nothing;
  store::NewRequest request;
  request.verb = verb;
  request.scope = std::move(scope);
  request.ground = ground_of(seen.signal);
  request.signal = signal;
  const auto id = desk_->receive(request, now);
  if (!id) return id.error();
  return Outcome::opened;
}

}  // namespace demarche
