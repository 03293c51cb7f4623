// A disk that fails while requests are executed: whatever call fails and how, the archive is as before or as after the
// step, and the step can be made once the disk works again.
//
// 12 faults in the normal suite; DEMARCHE_SLOW=1 makes it 600.
#include <cstdlib>

#include "store/failing_files_test.h"
#include "store/removal_steps_test.h"

namespace demarche::store {
namespace {

class RemovalFaultTest : public RemovalSteps {
 protected:
  FailingFiles files_;
};

TEST_F(RemovalFaultTest, AFailingDiskNeverHalfRemoves) {
  const std::vector<std::string> expected = undisturbed();
  const int faults = std::getenv("DEMARCHE_SLOW") != nullptr ? 150 : 3;
  Random random(6);
  int met = 0, reported = 0;
  for (const Fault kind : {Fault::full, Fault::io, Fault::half, Fault::sync}) {
    for (int n = 0; n < faults; ++n) {
      SCOPED_TRACE(fmt::format("fault {} at {}", static_cast<int>(kind), n));
      start_anew(path_);
      disk.fault = kind;
      disk.calls_left = 1 + random.below(kind == Fault::sync ? 40 : 400);
      disk.lasting = random.chance(50);
      disk.failed = false;
      int acknowledged = 0;
      while (acknowledged < removal_steps) {
        const std::string error = step(path_, acknowledged);
        if (error.empty()) {
          ++acknowledged;
          continue;
        }
        ++reported;
        EXPECT_EQ(error.find('\n'), std::string::npos);
        EXPECT_NE(error.find(path_), std::string::npos) << error;
        break;
      }
      met += disk.failed;
      disk.fault = Fault::none;
      const int done = steps_done(path_, expected, acknowledged);
      ASSERT_GE(done, 0);
      expect_no_residue(path_);
      for (int s = done; s < removal_steps; ++s) ASSERT_EQ(step(path_, s), "") << "step " << s;
      ASSERT_EQ(shown(**open_archive(path_, Database::Mode::read_only)), expected.back());
      expect_no_residue(path_);
      ASSERT_FALSE(HasFatalFailure());
    }
  }
  EXPECT_GT(met, faults) << "too few faults were met";
  EXPECT_GT(reported, met / 2) << "faults pass unnoticed";
}

}  // namespace
}  // namespace demarche::store
