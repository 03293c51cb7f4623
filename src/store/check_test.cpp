#include "store/check.h"

#include <fmt/format.h>

#include "store/archive_file_test.h"
#include "store/random_documents_test.h"
#include "store/schema.h"
#include "store/writer.h"

namespace demarche::store {
namespace {

// Each kind of damage that a person or a disk might do, and that the check must name.
class CheckTest : public ArchiveFile, public ::testing::WithParamInterface<std::pair<const char*, const char*>> {};

TEST_P(CheckTest, FindsDamage) {
  auto writer = Writer::open(path_, true);
  ASSERT_TRUE(writer);
  ASSERT_TRUE((*writer)->begin_run({"e", "m", "c"}, "x", test_time));
  RandomDocuments random(11);
  std::vector<StoredDocument> documents;
  for (int i = 0; i < 20; ++i) documents.push_back(random.document(fmt::format("doc{}", i)));
  ASSERT_TRUE((*writer)->add({documents, {}, 0}, test_time));
  auto problems = check((*writer)->database());
  ASSERT_TRUE(problems);
  ASSERT_TRUE(problems->empty()) << problems->front();
  const auto& [damage, named] = GetParam();
  const Status done = (*writer)->database().exec(std::string("PRAGMA foreign_keys=OFF;") + damage);
  ASSERT_TRUE(done) << done.error().message;
  problems = check((*writer)->database());
  ASSERT_TRUE(problems) << problems.error().message;
  bool found = false;
  for (const std::string& line : *problems) found = found || line.find(named) != std::string::npos;
  EXPECT_TRUE(found) << named << " is not among " << problems->size() << " problems";
  EXPECT_LE(problems->size(), 80u);
}

INSTANTIATE_TEST_SUITE_P(
    Damage, CheckTest,
    ::testing::Values(
        std::pair{"UPDATE version SET text = text || 'x' WHERE id = 3", "does not have its hash"},
        std::pair{"UPDATE sentence SET end_at = 100000 WHERE id = 2", "beyond its text"},
        std::pair{"UPDATE event_party SET mention_end = 99999 WHERE event_id = 4 AND mention_end IS NOT NULL",
                  "beyond its text"},
        std::pair{"UPDATE event_mention SET trigger_begin = 0, trigger_end = 1 WHERE id = (SELECT max(id) FROM "
                  "event_mention)",
                  "trigger outside"},
        std::pair{"UPDATE dyad_day SET plover_score = plover_score + 500 WHERE day = (SELECT min(day) FROM dyad_day)",
                  "daily sum"},
        std::pair{"DELETE FROM dyad_day WHERE day = (SELECT max(day) FROM dyad_day)", "daily sum"},
        std::pair{"UPDATE article_day SET articles = articles + 1", "articles of day"},
        std::pair{"DELETE FROM event_dyad WHERE event_id = (SELECT min(event_id) FROM event_dyad)",
                  "differ from its parties"},
        std::pair{"UPDATE event_party SET code = 'FRA:GOV' WHERE code = 'RUS:GOV'", "differ from its parties"},
        std::pair{"DELETE FROM event_record WHERE event_id = 5", "event without its record"},
        std::pair{"DELETE FROM statement_record WHERE statement_id = 1", "statement without its record"},
        std::pair{"DELETE FROM source WHERE id = 1", "without its source"},
        std::pair{"UPDATE version SET current = 0 WHERE id = 2", "without exactly one current version"},
        std::pair{"UPDATE event_mention SET series_day = 1 WHERE id = 1", "day of an event"},
        std::pair{"DELETE FROM event_mention WHERE id = 1", "missing events"}));

}  // namespace
}  // namespace demarche::store
