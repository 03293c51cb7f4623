#include "store/writer.h"

#include <array>
#include <utility>

#include "store/schema.h"
#include "store/writer_impl.h"
#include "types/actor.h"

namespace demarche::store {
namespace {

constexpr const char* find_version_sql =
    "SELECT 1 FROM source s JOIN document d ON d.source_id = s.id JOIN version v ON v.document_id = d.id "
    "WHERE s.name = ?1 AND d.article = ?2 AND d.address = ?4 AND v.hash = ?3";

Statement& bind_key(Statement& find_version, const DocumentKey& key) {
  return find_version.bind(1, key.source).bind(2, key.article).bind(3, key.hash).bind(4, key.address);
}

std::optional<std::int64_t> count_of(const std::optional<Day>& day) {
  if (!day) return std::nullopt;
  return day->count();
}

std::optional<std::int64_t> series_day(const StoredEvent& event, const StoredDocument& document) {
  return event.date ? std::optional<std::int64_t>(event.date->start.count()) : count_of(document.published);
}

}  // namespace

Status Writer::Impl::prepare() {
  const auto statements = std::to_array<std::pair<Statement*, const char*>>({
      {&find_version_, find_version_sql},
      {&insert_source_, "INSERT INTO source (name) VALUES (?1) ON CONFLICT DO NOTHING"},
      {&find_source_, "SELECT id FROM source WHERE name = ?1"},
      {&insert_document_,
       "INSERT INTO document (source_id, article, address) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"},
      {&find_document_, "SELECT id FROM document WHERE source_id = ?1 AND article = ?2 AND address = ?3"},
      {&insert_version_,
       "INSERT INTO version (document_id, hash, current, recorded_at, run_id, coder_id, published, origin, url, title, "
       "category, publisher, language, text, sha256, copy_key, kept, coding, counted) "
       "VALUES (?1,?2,1,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,0)"},
      {&insert_cited_, "INSERT INTO cited_source (version_id, position, number, url) VALUES (?1,?2,?3,?4)"},
      {&insert_sentence_,
       "INSERT INTO sentence (version_id, section, begin_at, end_at) VALUES (?1,?2,?3,?4) ON CONFLICT DO NOTHING"},
      {&find_sentence_,
       "SELECT id FROM sentence WHERE version_id = ?1 AND section = ?2 AND begin_at = ?3 AND end_at = ?4"},
      {&insert_event_,
       "INSERT INTO event_mention (version_id, position, record_id, sentence_id, trigger_begin, trigger_end, type, "
       "mode, "
       "cameo, quad, plover_score, goldstein, day_start, day_end, day_basis, series_day, newness, factuality, tense, "
       "certainty, confidence, statement_record_id, rule) VALUES "
       "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23)"},
      {&insert_event_record_, "INSERT INTO event_record (event_id, json) VALUES (?1,?2)"},
      {&insert_event_party_,
       "INSERT INTO event_party (event_id, role, position, document_id, code, country, sector, name, named_as, "
       "from_document, mention_begin, mention_end) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)"},
      {&insert_statement_,
       "INSERT INTO statement_mention (version_id, position, record_id, sentence_id, cue_begin, cue_end, "
       "content_begin, "
       "content_end, direct, rule) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)"},
      {&insert_statement_record_, "INSERT INTO statement_record (statement_id, json) VALUES (?1,?2)"},
      {&insert_statement_party_,
       "INSERT INTO statement_party (statement_id, role, position, document_id, code, country, sector, name, named_as, "
       "from_document, mention_begin, mention_end) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)"},
      {&insert_reject_,
       "INSERT INTO reject (run_id, origin, article, reason, message) VALUES (?1,?2,?3,?4,?5) "
       "ON CONFLICT DO UPDATE SET run_id = excluded.run_id"},
      {&current_version_,
       "SELECT id, published, counted, copy_key FROM version WHERE document_id = ?1 AND current = 1"},
      {&codings_,
       "SELECT v.document_id, max(o.coding) FROM version v JOIN version o ON o.document_id = v.document_id "
       "AND o.hash = v.hash WHERE v.id = ?1 AND v.current = 1 AND v.kept = 'all' GROUP BY v.id"},
      {&move_text_,
       "UPDATE version SET text = '', text_in = ?1 WHERE id <> ?1 AND (document_id, hash) = "
       "(SELECT document_id, hash FROM version WHERE id = ?1)"},
      {&move_correction_,
       "INSERT INTO correction (version_id, request_id, note) SELECT ?1, request_id, note FROM correction "
       "WHERE version_id = ?2"},
      {&not_current_, "UPDATE version SET current = 0 WHERE id = ?1"},
      {&count_suppressed_,
       "INSERT INTO run_suppressed (run_id, pages) VALUES (?1,?2) ON CONFLICT DO UPDATE SET pages = pages + "
       "excluded.pages"},
      {&count_run_, "UPDATE run SET added = added + ?2, skipped = skipped + ?3, rejects = rejects + ?4 WHERE id = ?1"},
  });
  for (const auto& [statement, sql] : statements) {
    auto prepared = database->prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  if (Status status = changes_.prepare(*database); !status) return status;
  if (Status status = suppression_.prepare(*database); !status) return status;
  if (Status status = touched_.prepare(*database); !status) return status;
  if (Status status = grouping_input_.prepare(*database); !status) return status;
  const auto keep = database->text("SELECT keep_text FROM archive");
  if (!keep) return keep.error();
  keep_text_ = keep_text_of(*keep).value_or(KeepText::all);
  return sums_.prepare(*database);
}

Status Writer::Impl::begin_run(const Versions& coder, const std::string& input, const std::string& now) {
  Transaction transaction(*database);
  if (Status status = transaction.begin(); !status) return status;
  auto insert_coder =
      database->prepare("INSERT INTO coder (engine, model, codebook) VALUES (?1,?2,?3) ON CONFLICT DO NOTHING");
  if (!insert_coder) return insert_coder.error();
  auto find_coder = database->prepare("SELECT id FROM coder WHERE engine = ?1 AND model = ?2 AND codebook = ?3");
  if (!find_coder) return find_coder.error();
  for (Statement* statement : {&*insert_coder, &*find_coder})
    statement->bind(1, coder.engine).bind(2, coder.model).bind(3, coder.codebook);
  const auto coder_id = id_of(*insert_coder, *find_coder);
  if (!coder_id) return coder_id.error();
  auto run = database->prepare("INSERT INTO run (started_at, coder_id, input) VALUES (?1,?2,?3)");
  if (!run) return run.error();
  if (Status status = run->bind(1, now).bind(2, *coder_id).bind(3, input).run(); !status) return status;
  coder_id_ = *coder_id;
  run_id_ = database->last_id();
  return transaction.commit();
}

Status Writer::Impl::finish_run(const std::string& now) {
  auto finish = database->prepare("UPDATE run SET finished_at = ?2 WHERE id = ?1");
  if (!finish) return finish.error();
  return finish->bind(1, run_id_).bind(2, now).run();
}

Result<Added> Writer::Impl::add(const WriteBatch& batch, const std::string& now) {
  Added added;
  added.skipped = batch.skipped;
  added.suppressed = batch.suppressed;
  Transaction transaction(*database);
  if (Status status = transaction.begin(); !status) return status.error();
  for (const StoredDocument& one : batch.documents)
    if (Status status = document(one, now, added); !status) return status.error();
  for (const StoredReject& one : batch.rejects) {
    insert_reject_.bind(1, run_id_).bind(2, one.origin).bind(3, one.article).bind(4, one.reason).bind(5, one.message);
    if (Status status = insert_reject_.run(); !status) return status.error();
  }
  count_run_.bind(1, run_id_).bind(2, static_cast<std::int64_t>(added.versions));
  count_run_.bind(3, static_cast<std::int64_t>(added.skipped)).bind(4, static_cast<std::int64_t>(batch.rejects.size()));
  if (Status status = count_run_.run(); !status) return status.error();
  if (added.suppressed > 0) {
    count_suppressed_.bind(1, run_id_).bind(2, static_cast<std::int64_t>(added.suppressed));
    if (Status status = count_suppressed_.run(); !status) return status.error();
  }
  if (before_commit)
    if (Status status = before_commit(*database); !status) return status.error();
  if (Status status = transaction.commit(); !status) return status.error();
  return added;
}

// Both statements are bound to the same key: inserts it unless it is there and returns its id.
Result<std::int64_t> Writer::Impl::id_of(Statement& insert, Statement& find) {
  if (Status status = insert.run(); !status) return status.error();
  if (database->changes() > 0) return database->last_id();
  const Result<bool> row = find.step();
  if (!row) return row.error();
  const std::int64_t id = find.integer(0);
  find.reset();
  return id;
}

Status Writer::Impl::document(const StoredDocument& document, const std::string& now, Added& added) {
  const Result<bool> known = bind_key(find_version_, document.key).step();
  if (!known) return known.error();
  find_version_.reset();
  if (*known) {
    ++added.skipped;
    return {};
  }
  const Result<bool> suppressed = suppression_.holds(document.key, document.url, document.copy_key);
  if (!suppressed) return suppressed.error();
  if (*suppressed) {
    ++added.suppressed;
    return {};
  }
  insert_source_.bind(1, document.key.source);
  find_source_.bind(1, document.key.source);
  const auto source_id = id_of(insert_source_, find_source_);
  if (!source_id) return source_id.error();
  for (Statement* statement : {&insert_document_, &find_document_})
    statement->bind(1, *source_id).bind(2, document.key.article).bind(3, document.key.address);
  const auto document_id = id_of(insert_document_, find_document_);
  if (!document_id) return document_id.error();
  const auto replaced = supersede(*document_id);
  if (!replaced) return replaced.error();
  added.replaced += replaced->has_value();
  const StoredDocument* kept = &document;
  StoredDocument reduced;
  if (keep_text_ != KeepText::all) {
    reduced = document;
    reduce(reduced, keep_text_);
    kept = &reduced;
  }
  const auto version_id = version(*kept, *document_id, 0, now);
  if (!version_id) return version_id.error();
  if (Status status = changes_.shown(*version_id, *replaced, *replaced ? "replaced" : "added", now); !status)
    return status;
  return layers(*kept, *document_id, *version_id, added);
}

// What hangs on a version that has just become current.
Status Writer::Impl::layers(const StoredDocument& document, std::int64_t document_id, std::int64_t version_id,
                            Added& added) {
  int position = 0;
  for (const StoredEvent& one : document.events)
    if (Status status = event(one, document, document_id, version_id, position++); !status) return status;
  position = 0;
  for (const StoredStatement& one : document.statements)
    if (Status status = statement(one, document_id, version_id, position++); !status) return status;
  const auto copy_key = static_cast<std::int64_t>(document.copy_key);
  if (Status status = sums_.add(version_id, copy_key, count_of(document.published)); !status) return status;
  if (Status status = touched_.mark(version_id); !status) return status;
  ++added.versions;
  added.events += document.events.size();
  added.statements += document.statements.size();
  return {};
}

// Takes the current version of a document out of the sums and out of sight; nothing when there is none.
Result<std::optional<std::int64_t>> Writer::Impl::supersede(std::int64_t document_id) {
  current_version_.bind(1, document_id);
  const Result<bool> row = current_version_.step();
  if (!row) return row.error();
  if (!*row) return std::optional<std::int64_t>();
  const std::int64_t version_id = current_version_.integer(0);
  const auto published = current_version_.integer_or_null(1);
  const bool counted = current_version_.integer(2) == 1;
  const auto copy_key = current_version_.integer_or_null(3);
  current_version_.reset();
  if (Status status = not_current_.bind(1, version_id).run(); !status) return status.error();
  if (Status status = touched_.mark(version_id); !status) return status.error();
  if (Status status = sums_.remove(version_id, counted, copy_key, published); !status) return status.error();
  return std::optional(version_id);
}

Result<std::int64_t> Writer::Impl::version(const StoredDocument& document, std::int64_t document_id,
                                           std::int64_t coding, const std::string& now) {
  Statement& insert = insert_version_;
  const auto published = count_of(document.published);
  insert.bind(1, document_id).bind(2, document.key.hash).bind(3, now).bind(4, run_id_).bind(5, coder_id_);
  insert.bind(6, published).bind(7, document.origin).bind_or_null(8, document.url).bind_or_null(9, document.title);
  insert.bind_or_null(10, document.category).bind_or_null(11, document.publisher).bind_or_null(12, document.language);
  insert.bind(13, document.text).bind(14, document.sha256);
  if (document.copy_key == 0) {
    insert.bind_null(15);
  } else {
    insert.bind(15, static_cast<std::int64_t>(document.copy_key));
  }
  // A recoding is of a text that is kept whole.
  insert.bind(16, name_of(coding == 0 ? keep_text_ : KeepText::all)).bind(17, coding);
  if (Status status = insert.run(); !status) return status.error();
  const std::int64_t version_id = database->last_id();
  if (Status status = grouping_input_.version(version_id, document.signature); !status) return status.error();
  int position = 0;
  for (const CitedSource& source : document.sources) {
    insert_cited_.bind(1, version_id).bind(2, position++).bind(4, source.url);
    if (source.number > 0) {
      insert_cited_.bind(3, source.number);
    } else {
      insert_cited_.bind_null(3);
    }
    if (Status status = insert_cited_.run(); !status) return status.error();
  }
  return version_id;
}

Result<std::int64_t> Writer::Impl::sentence(std::int64_t version_id, const StoredSentence& where) {
  for (Statement* statement : {&insert_sentence_, &find_sentence_})
    statement->bind(1, version_id)
        .bind(2, std::string_view(where.title ? "title" : "text"))
        .bind(3, static_cast<std::int64_t>(where.span.begin))
        .bind(4, static_cast<std::int64_t>(where.span.end));
  return id_of(insert_sentence_, find_sentence_);
}

Status Writer::Impl::event(const StoredEvent& event, const StoredDocument& document, std::int64_t document_id,
                           std::int64_t version_id, int position) {
  const auto sentence_id = sentence(version_id, event.sentence);
  if (!sentence_id) return sentence_id.error();
  const auto day = series_day(event, document);
  Statement& insert = insert_event_;
  insert.bind(1, version_id).bind(2, position).bind(3, event.record_id).bind(4, *sentence_id);
  insert.bind(5, static_cast<std::int64_t>(event.trigger.begin)).bind(6, static_cast<std::int64_t>(event.trigger.end));
  insert.bind(7, event.type).bind_or_null(8, event.mode).bind_or_null(9, event.cameo).bind(10, event.quad);
  insert.bind(11, event.plover_score).bind(12, event.goldstein);
  if (event.date) {
    insert.bind(13, event.date->start.count()).bind(14, event.date->end.count());
    insert.bind(15, std::string_view(event.dated_by_publication ? "publication" : "text"));
  } else {
    insert.bind_null(13).bind_null(14).bind_null(15);
  }
  insert.bind(16, day).bind(17, event.newness).bind(18, event.factuality).bind(19, event.tense);
  insert.bind(20, event.certainty).bind(21, event.confidence).bind_or_null(22, event.statement_record_id);
  if (Status status = insert.bind(23, event.rule).run(); !status) return status;
  const std::int64_t event_id = database->last_id();
  if (Status status = insert_event_record_.bind(1, event_id).bind(2, event.json).run(); !status) return status;
  if (Status status = grouping_input_.place(event_id, event.place); !status) return status;
  return parties(insert_event_party_, event.parties, event_id, document_id);
}

Status Writer::Impl::statement(const StoredStatement& statement, std::int64_t document_id, std::int64_t version_id,
                               int position) {
  const auto sentence_id = sentence(version_id, statement.sentence);
  if (!sentence_id) return sentence_id.error();
  Statement& insert = insert_statement_;
  insert.bind(1, version_id).bind(2, position).bind(3, statement.record_id).bind(4, *sentence_id);
  if (statement.cue) {
    insert.bind(5, static_cast<std::int64_t>(statement.cue->begin))
        .bind(6, static_cast<std::int64_t>(statement.cue->end));
  } else {
    insert.bind_null(5).bind_null(6);
  }
  insert.bind(7, static_cast<std::int64_t>(statement.content.begin));
  insert.bind(8, static_cast<std::int64_t>(statement.content.end)).bind(9, statement.direct ? 1 : 0);
  if (Status status = insert.bind(10, statement.rule).run(); !status) return status;
  const std::int64_t statement_id = database->last_id();
  if (Status status = insert_statement_record_.bind(1, statement_id).bind(2, statement.json).run(); !status)
    return status;
  return parties(insert_statement_party_, statement.parties, statement_id, document_id);
}

Status Writer::Impl::parties(Statement& insert, const std::vector<StoredParty>& parties, std::int64_t owner,
                             std::int64_t document_id) {
  int positions[std::size(role_names)] = {};
  for (const StoredParty& party : parties) {
    insert.bind(1, owner).bind(2, name_of(party.role)).bind(3, positions[static_cast<std::size_t>(party.role)]++);
    insert.bind(4, document_id).bind(5, party.code).bind_or_null(6, country_of_code(party.code));
    insert.bind_or_null(7, party.sector).bind(8, party.name).bind(9, party.named_as);
    insert.bind(10, party.from_document ? 1 : 0);
    if (party.mention) {
      insert.bind(11, static_cast<std::int64_t>(party.mention->begin));
      insert.bind(12, static_cast<std::int64_t>(party.mention->end));
    } else {
      insert.bind_null(11).bind_null(12);
    }
    if (Status status = insert.run(); !status) return status;
  }
  return {};
}

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Writer::~Writer() = default;

Result<std::unique_ptr<Writer>> Writer::open(const std::string& path, bool create, int busy_timeout_ms) {
  auto database = open_archive(path, create ? Database::Mode::create : Database::Mode::read_write, busy_timeout_ms);
  if (!database) return database.error();
  auto impl = std::make_unique<Impl>(std::move(database).value());
  if (Status status = impl->prepare(); !status) return status.error();
  return std::unique_ptr<Writer>(new Writer(std::move(impl)));
}

Status Writer::begin_run(const Versions& coder, const std::string& input, const std::string& now) {
  return impl_->begin_run(coder, input, now);
}
Result<Added> Writer::add(const WriteBatch& batch, const std::string& now) {
  return impl_->add(batch, now);
}
Status Writer::finish_run(const std::string& now) {
  return impl_->finish_run(now);
}
Result<Added> Writer::recode(const std::vector<Recoded>& versions, const std::string& now) {
  return impl_->recode(versions, now);
}
Status Writer::keep_text(KeepText keep) {
  return impl_->keep_text(keep);
}
void Writer::before_commit(BeforeCommit work) {
  impl_->before_commit = std::move(work);
}
const Database& Writer::database() const {
  return *impl_->database;
}

Result<std::unique_ptr<KnownVersions>> KnownVersions::open(const std::string& path) {
  auto database = open_archive(path, Database::Mode::read_only);
  if (!database) return database.error();
  auto find = (*database)->prepare(find_version_sql);
  if (!find) return find.error();
  std::unique_ptr<KnownVersions> known(new KnownVersions(std::move(database).value(), std::move(find).value()));
  if (Status status = known->suppression_.prepare(*known->database_); !status) return status.error();
  return known;
}

Result<bool> KnownVersions::holds(const DocumentKey& key) {
  const Result<bool> row = bind_key(find_, key).step();
  find_.reset();
  return row;
}

}  // namespace demarche::store
