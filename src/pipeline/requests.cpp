#include "demarche/requests.h"

#include <fmt/format.h>

#include "base/day.h"
#include "pipeline/clock.h"
#include "pipeline/correct.h"
#include "pipeline/regroup.h"
#include "pipeline/request_stored.h"
#include "store/request_desk.h"
#include "store/schema.h"

namespace demarche {

struct Requests::Impl {
  std::string path;
  std::unique_ptr<store::RequestDesk> desk;
};

namespace {

constexpr const char* quads[] = {"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"};
constexpr const char* directions[] = {"both", "to", "from"};
constexpr const char* standings[] = {"new", "ongoing", "unconfirmed"};

std::string iso(std::int64_t day) {
  return Day(static_cast<std::int32_t>(day)).iso();
}

RemovalEffect effect_of(const store::Effect& effect) {
  RemovalEffect out;
  out.request = effect.request_id;
  out.document_count = effect.document_count;
  for (const store::DocumentLine& d : effect.documents)
    out.documents.push_back({d.source, d.article, d.title, d.published ? iso(*d.published) : std::string(), d.versions,
                             d.events, d.statements, d.held});
  for (const store::TallyRow& row : effect.tally) out.rows.push_back({row.name, row.gone, row.came});
  out.cell_count = effect.cell_count;
  for (const store::CellChange& c : effect.cells)
    out.cells.push_back({c.first, c.second, iso(c.day), directions[c.direction], quads[c.quad - 1],
                         standings[c.standing], c.events_before, c.events_after, c.score_before, c.score_after});
  for (const store::DerivedLine& line : effect.derived)
    out.derived.push_back({line.kind, line.change, line.id, line.before, line.after});
  return out;
}

Result<RemovalEffect> effect_of(const Result<store::Effect>& effect) {
  if (!effect) return effect.error();
  return effect_of(*effect);
}

}  // namespace

const char* verb_name(RequestVerb verb) {
  constexpr const char* names[] = {"correct", "withdraw", "erase", "restrict"};
  return names[static_cast<std::size_t>(verb)];
}

Result<Requests> Requests::open(const std::string& archive_path) {
  auto desk = store::RequestDesk::open(archive_path, DEMARCHE_VERSION, regroup);
  if (!desk) return desk.error();
  Requests out;
  out.impl_ = std::make_shared<Impl>();
  out.impl_->path = archive_path;
  out.impl_->desk = std::move(desk).value();
  return out;
}

Result<std::int64_t> Requests::receive(const RequestForm& form) {
  const auto request = stored(form);
  if (!request) return request.error();
  return impl_->desk->receive(*request, utc_now());
}

Result<RemovalEffect> Requests::try_out(const RequestForm& form) {
  const auto request = stored(form);
  if (!request) return request.error();
  return effect_of(impl_->desk->try_out(*request, utc_now()));
}

Result<RemovalEffect> Requests::execute(const RequestForm& form) {
  const auto request = stored(form);
  if (!request) return request.error();
  return effect_of(impl_->desk->execute(*request, utc_now()));
}

Result<RemovalEffect> Requests::accept(std::int64_t id) {
  return effect_of(impl_->desk->accept(id, utc_now()));
}

Status Requests::refuse(std::int64_t id, const std::string& reason) {
  return impl_->desk->refuse(id, reason, utc_now());
}

Result<std::int64_t> Requests::lift(std::int64_t id, const std::string& reason) {
  return impl_->desk->lift(id, reason, utc_now());
}

Status Requests::finish() {
  return impl_->desk->finish();
}

Result<RequestInfo> Requests::correct(const Engine& engine, const RequestForm& form, const CorrectionForm& correction,
                                      std::int64_t id) {
  const auto done = correct_article(engine.impl(), impl_->path, impl_->desk->database(), form, correction, id);
  if (!done) return done.error();
  return show(*done);
}

Result<std::vector<RequestInfo>> Requests::list(const std::string& state) const {
  const auto found = store::read_requests(impl_->desk->database(), state);
  if (!found) return found.error();
  std::vector<RequestInfo> out;
  for (const store::Request& one : *found) out.push_back(info_of(one));
  return out;
}

Result<RequestInfo> Requests::show(std::int64_t id) const {
  const auto found = store::read_request(impl_->desk->database(), id);
  if (!found) return found.error();
  return info_of(*found);
}

}  // namespace demarche
