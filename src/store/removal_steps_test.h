// Requests one after another, for tests that disturb them: an archive to begin with, the steps, and what queries show
// after each.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "store/archive_file_test.h"
#include "store/check.h"
#include "store/random_documents_test.h"
#include "store/request_desk.h"
#include "store/residue.h"
#include "store/schema.h"
#include "store/shown_test.h"
#include "store/writer.h"

namespace demarche::store {

inline constexpr int removal_steps = 10;

class RemovalSteps : public ArchiveFile {
 protected:
  RemovalSteps() : base_(folder_ + "/base") {
    RandomDocuments random(41);
    auto writer = Writer::open(base_, true);
    EXPECT_TRUE(writer && (*writer)->begin_run({"e", "m", "c"}, "x", test_time));
    for (int b = 0; b < 5; ++b) {
      WriteBatch batch;
      for (int n = 0; n < 6; ++n) {
        StoredDocument d = random.document(fmt::format("doc{}", n < 5 ? b * 5 + n : random.random().below(25)), 5);
        d.copy_key = static_cast<std::uint64_t>(1 + random.random().below(20));
        batch.documents.push_back(std::move(d));
      }
      EXPECT_TRUE((*writer)->add(batch, test_time));
    }
    EXPECT_TRUE((*writer)->database().exec("PRAGMA wal_checkpoint(TRUNCATE)"));
    corrected_ = random.document("doc1", 4);
  }

  void start_anew(const std::string& path) const {
    std::error_code ignored;
    for (const char* part : {"-wal", "-shm", ".key"}) std::filesystem::remove(path + part, ignored);
    std::filesystem::copy_file(base_, path, std::filesystem::copy_options::overwrite_existing);
  }

  /// Step `n` of removal_steps; an error's message, "" for none.
  std::string step(const std::string& path, int n) const {
    if (n == 3) return correct(path);
    auto desk = RequestDesk::open(path, "1.0", {}, 100);
    if (!desk) return desk.error().message;
    if (n == 5 || n == 8) {  // the requests of steps 1 and 6 are taken back
      const auto requests = read_requests((*desk)->database(), "done");
      if (!requests) return requests.error().message;
      for (const Request& request : *requests)
        if (request.ground == fmt::format("step {}", n == 5 ? 1 : 6)) {
          const auto back = (*desk)->lift(request.id, "test", test_time);
          return back ? "" : back.error().message;
        }
      return "the request to lift is not there";
    }
    NewRequest request;
    constexpr Verb verbs[] = {Verb::erase, Verb::withdraw, Verb::erase, Verb::erase, Verb::restrict_,
                              Verb::erase, Verb::withdraw, Verb::erase, Verb::erase, Verb::erase};
    request.verb = verbs[n];
    request.ground = fmt::format("step {}", n);
    if (n == 9) {
      request.scope.party = "RUS";
    } else {
      request.scope.article = fmt::format("doc{}", n * 2);
    }
    const auto done = (*desk)->execute(request, test_time);
    return done ? "" : done.error().message;
  }

  /// What queries show before the first step and after each.
  std::vector<std::string> undisturbed() const {
    const std::string path = folder_ + "/undisturbed";
    start_anew(path);
    std::vector<std::string> out;
    for (int n = 0; n <= removal_steps; ++n) {
      out.push_back(shown(**open_archive(path, Database::Mode::read_only)));
      if (n == removal_steps) break;
      EXPECT_EQ(step(path, n), "") << n;
    }
    return out;
  }

  /// The number of steps that the archive shows, which is `acknowledged` or the next; it is sound, and nothing waits.
  int steps_done(const std::string& path, const std::vector<std::string>& expected, int acknowledged) const {
    auto archive = open_archive(path, Database::Mode::read_write);
    EXPECT_TRUE(archive) << archive.error().message;
    if (!archive) return -1;
    const auto problems = check(**archive);
    EXPECT_TRUE(problems && problems->empty()) << (problems ? problems->front() : problems.error().message);
    EXPECT_EQ(*(*archive)->integer("SELECT count(*) FROM request WHERE state = 'purging'"), 0);
    const std::string now = shown(**archive);
    for (int n = acknowledged; n <= std::min(acknowledged + 1, removal_steps); ++n)
      if (now == expected[static_cast<std::size_t>(n)]) return n;
    ADD_FAILURE() << "neither the state after " << acknowledged << " steps nor the next one";
    return -1;
  }

  /// Nothing is left of any erased text.
  void expect_no_residue(const std::string& path) const {
    std::vector<std::int64_t> done;
    {
      const auto archive = open_archive(path, Database::Mode::read_only);
      const auto requests = read_requests(**archive, "done");
      ASSERT_TRUE(requests) << requests.error().message;
      for (const Request& request : *requests)
        if (request.verb == Verb::erase) done.push_back(request.id);
    }
    for (std::int64_t id : done) {
      const auto scan = scan_residue(path, id, {});
      ASSERT_TRUE(scan) << scan.error().message;
      ASSERT_TRUE(scan->clean()) << (scan->files[0].where.empty() ? scan->files[0].unreadable.front()
                                                                  : scan->files[0].where.front());
    }
  }

 private:
  std::string correct(const std::string& path) const {
    auto writer = Writer::open(path, false, 100);
    if (!writer) return writer.error().message;
    const auto document = (*writer)->database().integer(fmt::format(
        "SELECT d.id FROM document d JOIN source s ON s.id = d.source_id WHERE article = 'doc1' ORDER BY s.name"));
    if (!document) return document.error().message;
    const auto source = (*writer)->database().text(
        fmt::format("SELECT s.name FROM document d JOIN source s ON s.id = d.source_id WHERE d.id = {}", *document));
    if (!source) return source.error().message;
    NewRequest request;
    request.verb = Verb::correct;
    request.scope.article = "doc1";
    (*writer)->before_commit([&](const Database& database) -> Status {
      const auto recorded = record_correction(database, 0, request, *document, "note", test_time, "1.0");
      return recorded ? Status() : Status(recorded.error());
    });
    if (Status status = (*writer)->begin_run({"e", "m", "c"}, "correct", test_time); !status)
      return status.error().message;
    WriteBatch batch;
    batch.documents = {corrected_};
    batch.documents[0].key.source = *source;
    const auto added = (*writer)->add(batch, test_time);
    return added ? "" : added.error().message;
  }

  const std::string base_;
  StoredDocument corrected_;
};

}  // namespace demarche::store
