// kill -9 while requests are executed: erase, withdraw, restrict, lift and correct are each before or after, never
// between; what was acknowledged is done; nothing is left of what was erased; going on ends as if undisturbed.
//
// 10 kills in the normal suite; DEMARCHE_SLOW=1 makes it 300.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "store/removal_steps_test.h"

namespace demarche::store {
namespace {

class RemovalCrashTest : public RemovalSteps {};

TEST_F(RemovalCrashTest, KilledAnywhereARequestIsBeforeOrAfter) {
  const std::vector<std::string> expected = undisturbed();
  for (int n = 0; n < removal_steps; ++n)
    ASSERT_NE(expected[static_cast<std::size_t>(n)], expected[static_cast<std::size_t>(n + 1)]) << "step " << n;
  const int kills = std::getenv("DEMARCHE_SLOW") != nullptr ? 300 : 10;
  Random random(static_cast<std::uint64_t>(kills));
  int in_the_middle = 0;
  for (int kill = 0; kill < kills; ++kill) {
    start_anew(path_);
    int pipe_ends[2];
    ASSERT_EQ(::pipe(pipe_ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(pipe_ends[0]);
      for (int n = 0; n < removal_steps; ++n)
        if (!step(path_, n).empty() || ::write(pipe_ends[1], "+", 1) != 1) ::_exit(1);
      ::_exit(0);
    }
    ::close(pipe_ends[1]);
    const int wait_for = random.below(removal_steps);
    int acknowledged = 0;
    char byte;
    while (acknowledged < wait_for && ::read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
    ::usleep(static_cast<useconds_t>(random.below(40000)));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    while (::read(pipe_ends[0], &byte, 1) == 1) ++acknowledged;
    ::close(pipe_ends[0]);
    ASSERT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) != 0) << "a step failed by itself";
    in_the_middle += WIFSIGNALED(status);
    const int done = steps_done(path_, expected, acknowledged);
    ASSERT_GE(done, 0) << "kill " << kill;
    expect_no_residue(path_);
    for (int n = done; n < removal_steps; ++n) ASSERT_EQ(step(path_, n), "") << "kill " << kill << ", step " << n;
    ASSERT_EQ(shown(**open_archive(path_, Database::Mode::read_only)), expected.back()) << "kill " << kill;
    expect_no_residue(path_);
    ASSERT_FALSE(HasFatalFailure());
  }
  EXPECT_GT(in_the_middle, kills / 2) << "too few of the kills met a request under way";
}

}  // namespace
}  // namespace demarche::store
