// kill -9 while an archive is made and filled: afterwards each batch is there whole or not at all, nothing acknowledged
// is missing, and adding again ends in the very archive that was never disturbed.
//
// 20 kills in the normal suite; DEMARCHE_SLOW=1 makes it 300.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "store/check.h"
#include "store/disturbed_test.h"
#include "store/schema.h"

namespace demarche::store {
namespace {

class CrashTest : public Disturbed {};

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
