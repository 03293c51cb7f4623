// What stands behind a Writer: its prepared statements and the work of one batch. For writer.cpp and writer_recode.cpp
// alone.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/changes.h"
#include "store/grouping.h"
#include "store/sums.h"
#include "store/touched.h"
#include "store/writer.h"

namespace demarche::store {

// The statements and the work of one batch. Every function returns the first failure; the transaction undoes the rest.
class Writer::Impl {
 public:
  explicit Impl(std::unique_ptr<Database> db) : database(std::move(db)) {}

  Status prepare();
  Status begin_run(const Versions& coder, const std::string& input, const std::string& now);
  Result<Added> add(const WriteBatch& batch, const std::string& now);
  Status finish_run(const std::string& now);
  Result<Added> recode(const std::vector<Recoded>& versions, const std::string& now);
  Status keep_text(KeepText keep);

  std::unique_ptr<Database> database;
  BeforeCommit before_commit;

 private:
  Status document(const StoredDocument& document, const std::string& now, Added& added);
  Result<std::int64_t> id_of(Statement& insert, Statement& find);
  Result<std::optional<std::int64_t>> supersede(std::int64_t document_id);
  Result<std::int64_t> version(const StoredDocument& document, std::int64_t document_id, std::int64_t coding,
                               const std::string& now);
  Status layers(const StoredDocument& document, std::int64_t document_id, std::int64_t version_id, Added& added);
  Status recode(const Recoded& one, const std::string& now, Added& added);
  Result<std::int64_t> sentence(std::int64_t version_id, const StoredSentence& where);
  Status event(const StoredEvent& event, const StoredDocument& document, std::int64_t document_id,
               std::int64_t version_id, int position);
  Status statement(const StoredStatement& statement, std::int64_t document_id, std::int64_t version_id, int position);
  Status parties(Statement& insert, const std::vector<StoredParty>& parties, std::int64_t owner,
                 std::int64_t document_id);

  std::int64_t run_id_ = 0;
  std::int64_t coder_id_ = 0;
  KeepText keep_text_ = KeepText::all;
  Sums sums_;
  Suppression suppression_;
  Changes changes_;
  Touched touched_;
  GroupingInput grouping_input_;
  Statement find_version_, insert_source_, find_source_, insert_document_, find_document_, current_version_,
      not_current_, insert_version_, insert_cited_, insert_sentence_, find_sentence_, insert_event_,
      insert_event_record_, insert_event_party_, insert_statement_, insert_statement_record_, insert_statement_party_,
      insert_reject_, count_run_, count_suppressed_, codings_, move_text_, move_correction_;
};

}  // namespace demarche::store
