#include "store/request.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/day.h"
#include "base/json.h"

namespace demarche::store {

std::optional<Verb> verb_named(std::string_view name) {
  for (std::size_t i = 0; i < std::size(verb_names); ++i)
    if (verb_names[i] == name) return static_cast<Verb>(i);
  return std::nullopt;
}

std::string month_after(std::string_view now) {
  const auto day = Day::parse(now);
  if (!day) return std::string(now.substr(0, 10));
  CivilDate date = day->civil();
  if (++date.month > 12) {
    date.month = 1;
    ++date.year;
  }
  return Day::of(date.year, date.month, std::min(date.day, days_in_month(date.year, date.month))).iso();
}

std::string canonical(const Scope& scope) {
  std::string out;
  for (const auto& [field, value] : scope.fields()) out += fmt::format("{}={}\n", field, value);
  return out;
}

Result<std::int64_t> insert_request(const Database& archive, const NewRequest& request, const std::string& now) {
  auto insert = archive.prepare(
      "INSERT INTO request (verb, state, received_at, due, contact, ground, signal) VALUES (?1,'open',?2,?3,?4,?5,?6)");
  if (!insert) return insert.error();
  insert->bind(1, name_of(request.verb)).bind(2, now).bind(3, request.due.empty() ? month_after(now) : request.due);
  insert->bind(4, request.contact).bind(5, request.ground).bind_or_null(6, request.signal);
  if (Status status = insert->run(); !status) return status.error();
  const std::int64_t id = archive.last_id();
  auto field = archive.prepare("INSERT INTO request_scope (request_id, field, value) VALUES (?1,?2,?3)");
  if (!field) return field.error();
  for (const auto& [name, value] : request.scope.fields())
    if (Status status = field->bind(1, id).bind(2, name).bind(3, value).run(); !status) return status.error();
  return id;
}

namespace {

Result<std::vector<Request>> select_requests(const Database& archive, Statement& select) {
  auto fields = archive.prepare("SELECT field, value FROM request_scope WHERE request_id = ?1");
  if (!fields) return fields.error();
  auto tally = archive.prepare("SELECT name, gone, came FROM request_tally WHERE request_id = ?1 ORDER BY name");
  if (!tally) return tally.error();
  std::vector<Request> out;
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.error();
    if (!*row) return out;
    Request one;
    one.id = select.integer(0);
    one.verb = verb_named(select.text(1)).value_or(Verb::erase);
    std::string* const texts[] = {&one.state,  &one.received_at, &one.due,    &one.contact, &one.ground,
                                  &one.signal, &one.decided_at,  &one.reason, &one.done_at};
    for (int i = 0; i < 9; ++i) *texts[i] = select.text(2 + i);
    one.scope_hash = select.blob(11);
    one.documents = select.integer_or_null(12);
    std::vector<std::pair<std::string, std::string>> scope;
    fields->bind(1, one.id);
    for (;;) {
      const Result<bool> field = fields->step();
      if (!field) return field.error();
      if (!*field) break;
      scope.emplace_back(fields->text(0), fields->text(1));
    }
    one.scope = Scope::of(scope);
    tally->bind(1, one.id);
    for (;;) {
      const Result<bool> line = tally->step();
      if (!line) return line.error();
      if (!*line) break;
      one.tally.push_back({std::string(tally->text(0)), tally->integer(1), tally->integer(2)});
    }
    out.push_back(std::move(one));
  }
}

constexpr const char* columns =
    "SELECT id, verb, state, received_at, due, contact, ground, signal, decided_at, reason, done_at, scope_hash, "
    "documents FROM request ";

}  // namespace

Result<Request> read_request(const Database& archive, std::int64_t id) {
  auto select = archive.prepare(fmt::format("{}WHERE id = ?1", columns));
  if (!select) return select.error();
  select->bind(1, id);
  auto found = select_requests(archive, *select);
  if (!found) return found.error();
  if (found->empty())
    return Error{ErrorCode::not_found,
                 fmt::format("{}: no request {} (demarche requests lists them)", archive.path(), id)};
  return std::move(found->front());
}

Result<std::vector<Request>> read_requests(const Database& archive, std::string_view state) {
  auto select = archive.prepare(fmt::format("{}WHERE ?1 = '' OR state = ?1 ORDER BY id", columns));
  if (!select) return select.error();
  select->bind(1, state);
  return select_requests(archive, *select);
}

std::string ledger_entry(const Request& request, std::string_view act, std::string_view now, const Secrets& secrets,
                         std::string_view software) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("request", request.id).field("verb", name_of(request.verb)).field("act", act);
  json.field("at", now);
  json.key("documents");
  if (request.documents) {
    json.value(*request.documents);
  } else {
    json.null();
  }
  json.field("scope", hex_of(bytes_of(secrets.commit(canonical(request.scope)))));
  json.key("rows").begin_object();
  for (const TallyRow& row : request.tally) {
    json.key(row.name).begin_object().field("gone", row.gone).field("came", row.came).end_object();
  }
  json.end_object().field("software", software).end_object();
  return out;
}

}  // namespace demarche::store
