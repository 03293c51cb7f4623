#include "demarche/archive.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/day.h"
#include "pipeline/archive_impl.h"
#include "pipeline/archive_stored.h"
#include "pipeline/clock.h"
#include "pipeline/coder.h"
#include "pipeline/each_document.h"
#include "pipeline/inbound.h"
#include "pipeline/regroup.h"
#include "pipeline/regroup_check.h"
#include "pipeline/write_records.h"
#include "query/explain.h"
#include "query/records.h"
#include "query/relation.h"
#include "query/vintage.h"
#include "stages/merge/copies.h"
#include "store/check.h"
#include "store/schema.h"
#include "store/writer.h"

namespace demarche {
namespace {

using store::Database;

struct CodedBatch : BatchResult {
  store::WriteBatch rows;
  std::vector<SeenSignal> signals;
};

// One thread of `add`: codes what the archive does not hold yet.
class AddWorker {
 public:
  AddWorker(const Engine::Impl& engine, const IngestOptions& ingest_with, const std::string& path)
      : engine_(engine), coder_(engine), ingest_(ingest_with) {
    // Without the look-up documents are coded in vain and skipped by the writer: slower, as right.
    if (auto known = store::KnownVersions::open(path)) known_ = std::move(known).value();
  }

  std::unique_ptr<BatchResult> work(Batch batch) {
    auto result = std::make_unique<CodedBatch>();
    each_document(
        std::move(batch), ingest, ingest_, [&](Document document) { add(std::move(document), *result); },
        [&](const Reject& reject) { result->rows.rejects.push_back(stored(reject)); },
        [&](Notice notice) { result->signals.push_back({std::move(notice.signal), {}, ""}); });
    return result;
  }

 private:
  void add(Document document, CodedBatch& batch) {
    store::WriteBatch& rows = batch.rows;
    for (const Signal& signal : document.signals) batch.signals.push_back({signal, key_of(document), document.url});
    if (keeps_out(document, utc_now())) {
      ++rows.suppressed;
      return;
    }
    if (known_ != nullptr) {
      const Result<bool> held = known_->holds(key_of(document));
      if (held && *held) {
        ++rows.skipped;
        return;
      }
      const Result<bool> removed = known_->suppressed(key_of(document), document.url, copy_key(document.text));
      if (removed && *removed) {
        ++rows.suppressed;
        return;
      }
    }
    rows.documents.push_back(stored(coder_.code(std::move(document)), *engine_.codebook, engine_.versions));
  }

  const Engine::Impl& engine_;
  Coder coder_;
  const IngestOptions ingest_;
  std::unique_ptr<store::KnownVersions> known_;
};

}  // namespace

Result<Archive> Archive::open(const std::string& path, Mode mode) {
  const Database::Mode modes[] = {Database::Mode::read_only, Database::Mode::read_write, Database::Mode::create};
  const auto opened = store::open_archive(path, modes[static_cast<int>(mode)]);
  if (!opened) return opened.error();
  Archive archive;
  archive.impl_ = std::make_shared<Impl>();
  archive.impl_->path = path;
  archive.impl_->mode = mode;
  archive.impl_->connections = std::make_shared<ReadConnections>(path);
  return archive;
}

const std::string& Archive::path() const {
  return impl_->path;
}

Result<RunSummary> Archive::add(const Engine& engine, const RunOptions& options) {
  if (impl_->mode == Mode::read_only)
    return Error{ErrorCode::usage, fmt::format("{} was opened for reading only", impl_->path)};
  const Result<IngestOptions> ingest_with = ingest_options(options);
  if (!ingest_with) return ingest_with.error();
  auto opened = store::Writer::open(impl_->path, false);
  if (!opened) return opened.error();
  store::Writer& writer = **opened;
  writer.before_commit(
      [groups = std::make_shared<Regrouper>()](const Database& archive) { return groups->run(archive); });
  if (!options.keep_text.empty()) {
    const auto keep = store::keep_text_of(options.keep_text);
    if (!keep)
      return Error{ErrorCode::usage, fmt::format("\"{}\" is nothing to keep: all, evidence, none", options.keep_text)};
    if (Status status = writer.keep_text(*keep); !status) return status.error();
  }
  std::string input;
  for (const std::string& path : options.paths) (input += input.empty() ? "" : " ") += repair_utf8(path);
  if (Status status = writer.begin_run(engine.impl().versions, input, utc_now()); !status) return status.error();

  const auto make_worker = [&]() -> OrderedRun::Work {
    return [worker = std::make_shared<AddWorker>(engine.impl(), *ingest_with, impl_->path)](Batch batch) {
      return worker->work(std::move(batch));
    };
  };
  Inbound inbound(impl_->path);
  const auto emit = [&](BatchResult& result) -> Status {
    const store::WriteBatch& rows = static_cast<CodedBatch&>(result).rows;
    const auto added = writer.add(rows, utc_now());
    if (!added) return added.error();
    result.summary.documents = added->versions;
    result.summary.skipped = added->skipped;
    result.summary.suppressed = added->suppressed;
    result.summary.new_versions = added->replaced;
    result.summary.events = added->events;
    result.summary.statements = added->statements;
    result.summary.rejects = rows.rejects.size();
    for (const SeenSignal& seen : static_cast<CodedBatch&>(result).signals) {
      const auto outcome = inbound.act(seen, utc_now());
      if (!outcome) return outcome.error();
      result.summary.withdrawn += *outcome == Inbound::Outcome::executed;
      result.summary.requests += *outcome == Inbound::Outcome::opened;
    }
    return {};
  };
  Result<RunSummary> summary = OrderedRun(options, make_worker, emit).run();
  if (!summary) return summary;
  if (Status status = writer.finish_run(utc_now()); !status) return status.error();
  return summary;
}

Status Archive::events(const Filter& filter, bool csv, const Output& output) const {
  const auto archive = impl_->read();
  if (!archive) return archive.error();
  const auto written = write_records(**archive, query::RecordKind::event, filter, csv, output);
  return written ? Status() : Status(written.error());
}

Status Archive::statements(const Filter& filter, bool csv, const Output& output) const {
  const auto archive = impl_->read();
  if (!archive) return archive.error();
  const auto written = write_records(**archive, query::RecordKind::statement, filter, csv, output);
  return written ? Status() : Status(written.error());
}

Result<Relation> Archive::relation(const std::string& first, const std::string& second, Period period,
                                   const Filter& filter) const {
  const auto archive = impl_->read();
  if (!archive) return archive.error();
  return query::relation(**archive, first, second, period, filter);
}

Result<std::vector<RelationSentence>> Archive::evidence(const std::string& first, const std::string& second,
                                                        const Filter& filter) const {
  const auto archive = impl_->read();
  if (!archive) return archive.error();
  return query::evidence(**archive, first, second, filter);
}

Result<std::string> Archive::explain(const std::string& id, const std::string& as_of) const {
  const auto moment = query::Moment::of(as_of);
  if (!moment) return moment.error();
  const auto archive = impl_->read();
  if (!archive) return archive.error();
  return query::explain(**archive, id, *moment);
}

Result<Vintage> Archive::vintage(const std::string& as_of) const {
  const auto moment = query::Moment::of(as_of);
  if (!moment) return moment.error();
  const auto archive = impl_->read();
  if (!archive) return archive.error();
  return query::vintage(**archive, *moment);
}

Result<std::vector<std::string>> Archive::check() const {
  const auto archive = impl_->read();
  if (!archive) return archive.error();
  auto problems = store::check(**archive);
  if (!problems) return problems;
  const auto groups = check_groups(impl_->path);
  if (!groups) return groups;
  problems->insert(problems->end(), groups->begin(), groups->end());
  return problems;
}

Result<ArchiveInfo> Archive::info() const {
  const auto archive = impl_->read();
  if (!archive) return archive.error();
  auto row = (*archive)->prepare(
      "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM version), "
      "(SELECT count(*) FROM event_mention m JOIN version v ON v.id = m.version_id AND v.current = 1), "
      "(SELECT count(*) FROM statement_mention m JOIN version v ON v.id = m.version_id AND v.current = 1), "
      "(SELECT count(*) FROM reject), (SELECT min(day) FROM article_day), (SELECT max(day) FROM article_day), "
      "sqlite_version(), (SELECT count(*) FROM story), (SELECT ifnull(sum(reports), 0) FROM story), "
      "(SELECT count(*) FROM incident)");
  if (!row) return row.error();
  const Result<bool> found = row->step();
  if (!found) return found.error();
  ArchiveInfo info;
  std::uint64_t* const counts[] = {&info.documents, &info.versions, &info.events, &info.statements, &info.rejects};
  for (int i = 0; i < 5; ++i) *counts[i] = static_cast<std::uint64_t>(row->integer(i));
  std::uint64_t* const groups[] = {&info.stories, &info.independent_reports, &info.incidents};
  for (int i = 0; i < 3; ++i) *groups[i] = static_cast<std::uint64_t>(row->integer(8 + i));
  if (const auto day = row->integer_or_null(5)) info.first_day = Day(static_cast<std::int32_t>(*day)).iso();
  if (const auto day = row->integer_or_null(6)) info.last_day = Day(static_cast<std::int32_t>(*day)).iso();
  info.sqlite = row->text(7);
  for (const char* part : {"", "-wal"}) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(impl_->path + part, missing);
    if (!missing) info.bytes += size;
  }
  info.schema = store::schema_version();

  return info;
}

}  // namespace demarche
