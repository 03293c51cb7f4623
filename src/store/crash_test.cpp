// kill -9 while an archive is made and filled: afterwards each batch is there whole or not at all, nothing acknowledged
// is missing, and adding again ends in the very archive that was never disturbed.
//
// 20 kills in the normal suite; DEMARCHE_SLOW=1 makes it 300.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "store/archive_file_test.h"
#include "store/check.h"
#include "store/random_documents_test.h"
#include "store/schema.h"
#include "store/writer.h"

namespace demarche::store {
namespace {

constexpr int batches = 12;

class CrashTest : public ArchiveFile {
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

  // The number of whole batches in the archive; -1 when one is there in part.
  static int whole_batches(const Database& archive, const std::vector<WriteBatch>& all) {
    auto find = archive.prepare(
        "SELECT count(*) FROM source s JOIN document d ON d.source_id = s.id JOIN version v ON v.document_id = d.id "
        "WHERE s.name = ?1 AND d.article = ?2 AND v.hash = ?3");
    int whole = 0;
    bool ended = false;
    for (const WriteBatch& batch : all) {
      std::int64_t held = 0;
      for (const StoredDocument& d : batch.documents) {
        find->bind(1, d.key.source).bind(2, d.key.article).bind(3, d.key.hash);
        if (*find->step()) held += find->integer(0);
        find->reset();
      }
      if (held != 0 && held != static_cast<std::int64_t>(batch.documents.size())) return -1;
      if (held != 0 && ended) return -1;
      ended = held == 0;
      whole += held != 0;
    }
    return whole;
  }
};

TEST_F(CrashTest, KilledAnywhereTheArchiveIsBeforeOrAfter) {
  const std::vector<WriteBatch> all = make_batches();
  std::string undisturbed;
  {
    const std::string other = folder_ + "/undisturbed";
    ASSERT_EQ(fill(other, all, -1), 0);
    undisturbed = content(**open_archive(other, Database::Mode::read_only));
  }
  const int kills = std::getenv("DEMARCHE_SLOW") != nullptr ? 300 : 20;
  Random random(static_cast<std::uint64_t>(kills));
  int in_the_middle = 0;
  for (int kill = 0; kill < kills; ++kill) {
    for (const char* part : {"", "-wal", "-shm"}) ::unlink((path_ + part).c_str());
    int pipe_ends[2];
    ASSERT_EQ(::pipe(pipe_ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(pipe_ends[0]);
      ::_exit(fill(path_, all, pipe_ends[1]));
    }
    ::close(pipe_ends[1]);
    // Some die in the first moments, while the file is being made; the others a random moment after some batch.
    const int wait_for = kill % 4 == 0 ? 0 : random.below(batches);
    int acknowledged = 0;
    char byte;
    while (acknowledged < wait_for && ::read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
    ::usleep(static_cast<useconds_t>(random.below(kill % 4 == 0 ? 20000 : 4000)));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    while (::read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
    ::close(pipe_ends[0]);
    in_the_middle += WIFSIGNALED(status) && acknowledged > 0;

    if (std::filesystem::exists(path_) && std::filesystem::file_size(path_) > 0) {
      auto archive = open_archive(path_, Database::Mode::create);
      ASSERT_TRUE(archive) << archive.error().message;
      const auto problems = check(**archive);
      ASSERT_TRUE(problems) << problems.error().message;
      ASSERT_TRUE(problems->empty()) << problems->front();
      const int whole = whole_batches(**archive, all);
      ASSERT_GE(whole, acknowledged) << "kill " << kill;
      ASSERT_LE(whole, acknowledged + 1) << "kill " << kill;
    } else {
      ASSERT_EQ(acknowledged, 0);
    }
    ASSERT_EQ(fill(path_, all, -1), 0);
    const auto archive = open_archive(path_, Database::Mode::read_only);
    ASSERT_EQ(content(**archive), undisturbed) << "kill " << kill;
    ASSERT_TRUE(check(**archive)->empty());
  }
  EXPECT_GT(in_the_middle, kills / 4) << "too few of the kills met a writer at work";
}

}  // namespace
}  // namespace demarche::store
