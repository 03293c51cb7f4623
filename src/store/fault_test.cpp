// A disk that fails: full, unwritable, writing half, not syncing, at every n-th call. SQLite runs on a file system of
// the test's own that passes everything on until the call that shall fail.
//
// 40 faults in the normal suite; DEMARCHE_SLOW=1 tries every one of the first 400 of each kind.
#include <cstdlib>

#include "store/check.h"
#include "store/disturbed_test.h"
#include "store/failing_files_test.h"
#include "store/schema.h"

namespace demarche::store {
namespace {

class FaultTest : public Disturbed {
 protected:
  // Adds batch by batch up to the first error, as `add` does. Says which batches were acknowledged.
  std::vector<bool> fill_to_the_error(const std::vector<WriteBatch>& all) {
    std::vector<bool> acknowledged(all.size());
    auto writer = Writer::open(path_, true, 100);
    if (!writer) return expect_line(writer.error().message), acknowledged;
    if (Status run = (*writer)->begin_run({"e", "m", "c"}, "x", test_time); !run)
      return expect_line(run.error().message), acknowledged;
    for (std::size_t b = 0; b < all.size(); ++b) {
      const auto added = (*writer)->add(all[b], test_time);
      acknowledged[b] = added.ok();
      if (!added) return expect_line(added.error().message), acknowledged;
    }
    return acknowledged;
  }
  void expect_line(const std::string& message) {
    EXPECT_EQ(message.find('\n'), std::string::npos);
    EXPECT_NE(message.find(path_), std::string::npos) << message;
    ++errors_;
  }

  // Every acknowledged batch is there whole; the others are whole or absent.
  void expect_kept(const std::vector<WriteBatch>& all, const std::vector<bool>& acknowledged) {
    auto archive = open_archive(path_, Database::Mode::create);
    ASSERT_TRUE(archive) << archive.error().message;
    const auto problems = check(**archive);
    ASSERT_TRUE(problems) << problems.error().message;
    ASSERT_TRUE(problems->empty()) << problems->front();
    for (std::size_t b = 0; b < all.size(); ++b) {
      const auto held = documents_held(**archive, all[b]);
      ASSERT_TRUE(held == 0 || held == all[b].documents.size()) << "half of batch " << b;
      if (acknowledged[b]) {
        ASSERT_NE(held, 0u) << "batch " << b << " was acknowledged";
      }
    }
  }

  FailingFiles files_;
  int errors_ = 0;
};

TEST_F(FaultTest, AFailingDiskLosesNothingAcknowledged) {
  const std::vector<WriteBatch> all = make_batches();
  ASSERT_EQ(fill(path_, all, -1), 0);
  const std::string undisturbed = content(**open_archive(path_, Database::Mode::read_only));
  const int faults = std::getenv("DEMARCHE_SLOW") != nullptr ? 400 : 10;
  Random random(5);
  int met = 0;
  for (const Fault kind : {Fault::full, Fault::io, Fault::half, Fault::sync}) {
    for (int n = 0; n < faults; ++n) {
      for (const char* part : {"", "-wal", "-shm"}) ::unlink((path_ + part).c_str());
      const int most = kind == Fault::sync ? 20 : 400;
      disk.fault = kind;
      disk.calls_left = 1 + (faults == 400 ? n % most : random.below(most));
      disk.lasting = random.chance(50);
      disk.failed = false;
      const std::vector<bool> acknowledged = fill_to_the_error(all);
      met += disk.failed;
      disk.fault = Fault::none;
      if (std::filesystem::exists(path_) && std::filesystem::file_size(path_) > 0) expect_kept(all, acknowledged);
      ASSERT_EQ(fill(path_, all, -1), 0) << "the archive takes what was missing once the disk works again";
      ASSERT_EQ(content(**open_archive(path_, Database::Mode::read_only)), undisturbed);
      ASSERT_FALSE(HasFatalFailure()) << "fault " << static_cast<int>(kind) << " at " << n;
    }
  }
  EXPECT_GT(met, faults * 2) << "too few faults were met";
  EXPECT_GT(errors_, met / 2) << "faults pass unnoticed";
}

}  // namespace
}  // namespace demarche::store
