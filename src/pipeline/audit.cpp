// `demarche audit`: sessions. A session file is a line about the sample, then a line a verdict; see audit.h.
#include "demarche/audit.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/file.h"
#include "base/json.h"
#include "pipeline/clock.h"
#include "pipeline/json_text.h"
#include "query/audit.h"
#include "stages/segment/segment.h"
#include "store/schema.h"

namespace demarche {

struct AuditSession::Impl {
  std::string path;
  bool blind = false;
  std::vector<AuditStratum> strata;
  std::vector<AuditItem> items;
  std::map<std::string, std::size_t, std::less<>> place_of;                           // id to its place in items
  std::map<std::pair<std::size_t, std::string>, AuditVerdict, std::less<>> verdicts;  // by item and judge
};

namespace {

constexpr std::size_t session_limit_bytes = std::size_t{256} << 20;

std::string header_line(const AuditOptions& options, const query::AuditDraw& draw) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "audit").field("format", 1).field("blind", options.blind);
  json.field("seed", static_cast<std::int64_t>(options.seed));
  json.key("strata").begin_array();
  for (const AuditStratum& stratum : draw.strata)
    json.begin_object()
        .field("name", stratum.name)
        .field("population", static_cast<std::int64_t>(stratum.population))
        .field("drawn", static_cast<std::int64_t>(stratum.drawn))
        .end_object();
  json.end_array().key("items").begin_array();
  for (const std::string& id : draw.ids) json.value(id);
  json.end_array().end_object();
  return out + '\n';
}

std::string verdict_line(const AuditVerdict& verdict, bool blind) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "verdict").field("id", verdict.id).field("judge", verdict.judge);
  json.field("at", verdict.at);
  if (blind) {
    json.key("types").begin_array();
    for (const std::string& type : verdict.types) json.value(type);
    json.end_array();
  } else {
    for (std::size_t i = 0; i < audit_fields.size(); ++i)
      json.field(audit_fields[i], judged_names[static_cast<std::size_t>(verdict.fields[i])]);
  }
  if (!verdict.note.empty()) json.field("note", verdict.note);
  json.end_object();
  return out + '\n';
}

// Reads lines of the session format; complains with the file and line.
class SessionReader {
 public:
  explicit SessionReader(std::string path) : path_(std::move(path)) {}

  template <typename OnLine>
  Status each_line(const OnLine& on_line) {
    const Result<std::string> bytes = read_file(path_, session_limit_bytes);
    if (!bytes) return bytes.error();
    std::string_view rest = *bytes;
    while (!rest.empty()) {
      ++line_;
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const bool whole = end < rest.size();
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(whole ? end + 1 : end);
      if (line.empty()) continue;
      simdjson::dom::element object;
      if (parser_.parse(line).get(object) != simdjson::SUCCESS || !object.is_object()) {
        if (!whole) return {};  // the last line, cut while it was written: its verdict is asked for again
        return bad("is not a JSON object");
      }
      if (Status status = on_line(object); !status) return status;
    }
    return {};
  }

  Error bad(std::string_view what) const {
    return {ErrorCode::bad_input, fmt::format("{}:{}: {}", path_, line_, what)};
  }

 private:
  std::string path_;
  std::size_t line_ = 0;
  simdjson::dom::parser parser_;
};

std::uint64_t number_of(simdjson::dom::element object, const char* name) {
  std::uint64_t value = 0;
  return object[name].get(value) == simdjson::SUCCESS ? value : 0;
}

Result<AuditVerdict> read_verdict(simdjson::dom::element object, bool blind, const SessionReader& reader) {
  AuditVerdict out;
  out.id = text_of(object, "id");
  out.judge = text_of(object, "judge");
  out.at = text_of(object, "at");
  out.note = text_of(object, "note");
  if (out.id.empty() || out.judge.empty()) return reader.bad("a verdict needs \"id\" and \"judge\"");
  if (blind) {
    simdjson::dom::array types;
    if (object["types"].get(types) != simdjson::SUCCESS) return reader.bad("a blind verdict needs \"types\", a list");
    for (const simdjson::dom::element type : types) {
      std::string_view name;
      if (type.get(name) != simdjson::SUCCESS) return reader.bad("\"types\" holds something that is no text");
      out.types.emplace_back(name);
    }
    return out;
  }
  for (std::size_t i = 0; i < audit_fields.size(); ++i) {
    const std::string field(audit_fields[i]);
    const std::string word = text_of(object, field.c_str());
    const auto at = std::find(judged_names.begin(), judged_names.end(), word);
    if (at == judged_names.end()) return reader.bad(fmt::format("\"{}\" is not right, wrong or unclear", field));
    out.fields[i] = static_cast<Judged>(at - judged_names.begin());
  }
  return out;
}

// The date's words and the place stand in the record alone.
void add_record_fields(const std::string& json, AuditItem& item) {
  simdjson::dom::parser parser;
  simdjson::dom::element record, part;
  if (parser.parse(json).get(record) != simdjson::SUCCESS) return;
  if (record["date"].get(part) == simdjson::SUCCESS && part.is_object()) item.date_words = text_of(part, "text");
  if (record["place"].get(part) != simdjson::SUCCESS || !part.is_object()) return;
  const std::string name = text_of(part, "name"), country = text_of(part, "country");
  item.place = name.empty() ? country : country.empty() ? name : fmt::format("{}, {}", name, country);
}

Result<AuditItem> read_item(const store::Database& archive, const std::string& id, bool blind) {
  auto read = blind ? query::read_sentence_item(archive, id) : query::read_event_item(archive, id);
  if (!read) return read.error();
  if (!read->json.empty()) add_record_fields(read->json, read->item);
  return std::move(read->item);
}

std::vector<Span> cut_sentences(std::string_view text) {
  std::vector<Span> out;
  for (const Sentence& sentence : segment(text).sentences) out.push_back(sentence.span);
  return out;
}

// What stands behind the last line break was cut while it was written.
void drop_cut_line(int file) {
  const off_t size = ::lseek(file, 0, SEEK_END);
  off_t end = size;
  for (char last = 0; end > 0 && ::pread(file, &last, 1, end - 1) == 1 && last != '\n';) --end;
  if (end < size && ::ftruncate(file, end) != 0) return;  // the next reading says so
}

Status append_line(const std::string& path, std::string_view line) {
  const int file = ::open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC);
  if (file < 0) return Error{ErrorCode::io, fmt::format("{} cannot be written: the verdict is not kept", path)};
  drop_cut_line(file);
  const bool written =
      ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
  ::close(file);
  if (written) return {};
  return Error{ErrorCode::io, fmt::format("{} could not take the verdict: is the disk full?", path)};
}

Status index_items(AuditSession::Impl& session, const store::Database& archive, const std::vector<std::string>& ids) {
  std::uint64_t gone = 0;
  for (const std::string& id : ids) {
    auto item = read_item(archive, id, session.blind);
    if (!item) return item.error();
    gone += item->gone;
    session.place_of.emplace(id, session.items.size());
    session.items.push_back(std::move(item).value());
  }
  if (ids.empty() || gone < ids.size()) return {};
  return Error{ErrorCode::not_found,
               fmt::format("{} holds none of the items of {}: was the session drawn from another archive?",
                           archive.path(), session.path)};
}

void keep(AuditSession::Impl& session, AuditVerdict verdict) {
  const auto at = session.place_of.find(verdict.id);
  if (at == session.place_of.end()) return;
  const std::pair key{at->second, verdict.judge};
  session.verdicts.insert_or_assign(key, std::move(verdict));
}

Status write(AuditSession::Impl& session, AuditVerdict verdict) {
  if (Status status = append_line(session.path, verdict_line(verdict, session.blind)); !status) return status.error();
  keep(session, std::move(verdict));
  return {};
}

}  // namespace

Result<AuditSession> AuditSession::start(const Archive& archive, const AuditOptions& options, const std::string& path) {
  if (std::filesystem::exists(path))
    return Error{ErrorCode::usage, fmt::format("{} exists: go on with it, or name another file", path)};
  const auto database = store::open_archive(archive.path(), store::Database::Mode::read_only);
  if (!database) return database.error();
  const auto draw = options.blind ? query::draw_sentences(**database, options, cut_sentences)
                                  : query::draw_events(**database, options);
  if (!draw) return draw.error();
  if (draw->ids.empty())
    return Error{ErrorCode::not_found,
                 fmt::format("{} holds nothing that fits: there is nothing to judge", archive.path())};
  AuditSession session;
  session.impl_ = std::make_shared<Impl>();
  session.impl_->path = path;
  session.impl_->blind = options.blind;
  session.impl_->strata = draw->strata;
  if (Status status = index_items(*session.impl_, **database, draw->ids); !status) return status.error();
  if (Status status = write_file(path, header_line(options, *draw)); !status) return status.error();
  return session;
}

Result<AuditSession> AuditSession::resume(const Archive& archive, const std::string& path) {
  const auto database = store::open_archive(archive.path(), store::Database::Mode::read_only);
  if (!database) return database.error();
  AuditSession session;
  session.impl_ = std::make_shared<Impl>();
  Impl& state = *session.impl_;
  state.path = path;
  SessionReader reader(path);
  bool begun = false;
  const Status done = reader.each_line([&](simdjson::dom::element line) -> Status {
    if (begun) {
      auto verdict = read_verdict(line, state.blind, reader);
      if (!verdict) return verdict.error();
      keep(state, std::move(verdict).value());
      return {};
    }
    simdjson::dom::array strata, items;
    if (text_of(line, "kind") != "audit" || line["strata"].get(strata) != simdjson::SUCCESS ||
        line["items"].get(items) != simdjson::SUCCESS || line["blind"].get(state.blind) != simdjson::SUCCESS)
      return reader.bad("is not the first line of an audit");
    for (const simdjson::dom::element one : strata)
      state.strata.push_back({text_of(one, "name"), number_of(one, "population"), number_of(one, "drawn")});
    std::vector<std::string> ids;
    for (const simdjson::dom::element one : items) {
      std::string_view id;
      if (one.get(id) == simdjson::SUCCESS) ids.emplace_back(id);
    }
    begun = true;
    return index_items(state, **database, ids);
  });
  if (!done) return done.error();
  if (!begun) return Error{ErrorCode::bad_input, fmt::format("{} is empty: name another file", path)};
  return session;
}

bool AuditSession::blind() const {
  return impl_->blind;
}
const std::vector<AuditStratum>& AuditSession::strata() const {
  return impl_->strata;
}
const std::vector<AuditItem>& AuditSession::items() const {
  return impl_->items;
}

std::vector<AuditVerdict> AuditSession::verdicts() const {
  std::vector<AuditVerdict> out;
  for (const auto& [key, verdict] : impl_->verdicts) out.push_back(verdict);
  return out;
}

Status AuditSession::judge(AuditVerdict verdict) {
  if (!impl_->place_of.contains(verdict.id))
    return Error{ErrorCode::usage, fmt::format("\"{}\" is not in the sample of {}", verdict.id, impl_->path)};
  verdict.at = utc_now();
  return write(*impl_, std::move(verdict));
}

Result<std::size_t> AuditSession::take(const std::string& path) {
  SessionReader reader(path);
  std::vector<AuditVerdict> taken;
  const Status done = reader.each_line([&](simdjson::dom::element line) -> Status {
    if (text_of(line, "kind") == "audit") return {};
    auto verdict = read_verdict(line, impl_->blind, reader);
    if (!verdict) return verdict.error();
    if (!impl_->place_of.contains(verdict->id))
      return reader.bad(fmt::format("\"{}\" is not in the sample of {}", verdict->id, impl_->path));
    taken.push_back(std::move(verdict).value());
    return {};
  });
  if (!done) return done.error();
  for (AuditVerdict& verdict : taken)  // all lines are sound before the first is kept
    if (Status status = write(*impl_, std::move(verdict)); !status) return status.error();
  return taken.size();
}

}  // namespace demarche
