// What the tests of crashes and of failing disks share: batches to write, and what an archive must look like
// afterwards.
#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "store/archive_file_test.h"
#include "store/random_documents_test.h"
#include "store/writer.h"

namespace demarche::store {

inline constexpr int batches = 12;

class Disturbed : public ArchiveFile {
 protected:
  // Documents of later batches are partly new versions of earlier ones, so that sums are taken back as well.
  static std::vector<WriteBatch> make_batches() {
    std::vector<WriteBatch> out;
    RandomDocuments random(31);
    for (int b = 0; b < batches; ++b) {
      WriteBatch batch;
      for (int n = 0; n < 6; ++n)
        batch.documents.push_back(
            random.document(fmt::format("doc{}", n < 4 ? b * 6 + n : random.random().below(60)), 3));
      batch.rejects = {{fmt::format("page{}", b), "", "no_text", "nothing to code"}};
      out.push_back(std::move(batch));
    }
    return out;
  }

  // Adds all batches and says so on `acknowledge` after each.
  static int fill(const std::string& path, const std::vector<WriteBatch>& all, int acknowledge) {
    auto writer = Writer::open(path, true);
    if (!writer || !(*writer)->begin_run({"e", "m", "c"}, "x", test_time)) return 1;
    for (const WriteBatch& batch : all) {
      if (!(*writer)->add(batch, test_time)) return 2;
      if (acknowledge >= 0 && ::write(acknowledge, "+", 1) != 1) return 3;
    }
    return (*writer)->finish_run(test_time) ? 0 : 4;
  }

  // Everything but row numbers, run bookkeeping and the order of writing.
  static std::string content(const Database& archive) {
    const auto dump = archive.text(
        "SELECT group_concat(line, char(10)) FROM (SELECT line FROM ("
        "SELECT s.name || ' ' || d.article || ' ' || v.hash || ' ' || v.current || ' ' || v.sha256 || ' ' || "
        "ifnull((SELECT group_concat(r.json) FROM (SELECT json FROM event_mention m JOIN event_record ON event_id = "
        "m.id "
        "WHERE m.version_id = v.id ORDER BY position) r), '') || ifnull((SELECT group_concat(r.json) FROM "
        "(SELECT json FROM statement_mention m JOIN statement_record ON statement_id = m.id WHERE m.version_id = v.id "
        "ORDER BY position) r), '') AS line FROM version v JOIN document d ON d.id = v.document_id "
        "JOIN source s ON s.id = d.source_id "
        "UNION ALL SELECT first || second || day || direction || quad || standing || ' ' || events || ' ' || "
        "plover_score "
        "|| ' ' || goldstein FROM dyad_day UNION ALL SELECT origin || reason FROM reject) ORDER BY line)");
    return dump ? *dump : dump.error().message;
  }

  static std::size_t documents_held(const Database& archive, const WriteBatch& batch) {
    auto find = archive.prepare(
        "SELECT count(*) FROM source s JOIN document d ON d.source_id = s.id JOIN version v ON v.document_id = d.id "
        "WHERE s.name = ?1 AND d.article = ?2 AND d.address = '' AND v.hash = ?3");
    std::size_t held = 0;
    for (const StoredDocument& d : batch.documents) {
      find->bind(1, d.key.source).bind(2, d.key.article).bind(3, d.key.hash);
      if (*find->step()) held += static_cast<std::size_t>(find->integer(0));
      find->reset();
    }
    return held;
  }

  // The number of whole batches in the archive; -1 when one is there in part, or after one that is not.
  static int whole_batches(const Database& archive, const std::vector<WriteBatch>& all) {
    int whole = 0;
    bool ended = false;
    for (const WriteBatch& batch : all) {
      const std::size_t held = documents_held(archive, batch);
      if (held != 0 && (ended || held != batch.documents.size())) return -1;
      ended = held == 0;
      whole += held != 0;
    }
    return whole;
  }
};

}  // namespace demarche::store
