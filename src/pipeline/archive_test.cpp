// The archive from pages to answers: what `code` prints is what the archive keeps and gives back.
#include "demarche/archive.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/json.h"
#include "base/text.h"
#include "store/schema.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

struct Article {
  std::string id, publisher, url, date, title, text;
};

const std::vector<Article>& articles() {
  static const std::vector<Article> all = {
      {"visit", "Harbour Post", "", "2019-06-07", "Xi Jinping ends a visit to Moscow",
       "Chinese President Xi Jinping met Russian President Vladimir Putin in Moscow on Wednesday. The two leaders "
       "signed "
       "an agreement on trade. “We trust each other,” Putin said. Earlier, in 2014, Russia annexed Crimea."},
      {"sanctions", "Gazette", "", "2019-06-20", "Washington acts",
       "The United States imposed sanctions on Russia on Tuesday. Moscow condemned the decision. China called for "
       "talks, "
       "the foreign ministry said."},
      {"visit", "", "https://Wire.Example/2019/visit?x=1", "2019-06-07", "",
       "Vladimir Putin welcomed Xi Jinping in Moscow.\nChina and Russia will hold naval exercises next month, Tass "
       "reported."},
      {"undated", "", "", "", "", "France supported the plan. Germany rejected it, and Poland criticised Germany."},
      {"quiet", "Gazette", "", "2019-07-01", "Weather", "It rained all day — café terraces stayed empty."},
  };
  return all;
}

std::string jsonl(const std::vector<Article>& all) {
  std::string out;
  for (const Article& a : all) {
    JsonWriter json(out);
    json.begin_object().field("id", a.id).field("text", a.text);
    if (!a.publisher.empty()) json.field("publisher", a.publisher);
    if (!a.url.empty()) json.field("url", a.url);
    if (!a.date.empty()) json.field("date", a.date);
    if (!a.title.empty()) json.field("title", a.title);
    json.end_object();
    out += '\n';
  }
  return out;
}

class ArchiveTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto engine = Engine::open({DEMARCHE_DATA_DIR, ""});
    if (!engine) GTEST_SKIP() << "no engine to code with: " << engine.error().message;
    engine_ = *engine;
    std::string folder = (fs::temp_directory_path() / "demarche-XXXXXX").string();
    folder_ = mkdtemp(folder.data());
    path_ = folder_ + "/news.archive";
  }
  void TearDown() override {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  RunOptions input(const std::string& lines, unsigned threads = 1) {
    const std::string file = folder_ + "/in.jsonl";
    std::ofstream(file, std::ios::binary) << lines;
    RunOptions run;
    run.paths = {file};
    run.threads = threads;
    return run;
  }
  RunSummary add(const std::string& lines, unsigned threads = 1) {
    auto archive = Archive::open(path_, Archive::Mode::create);
    EXPECT_TRUE(archive) << archive.error().message;
    const auto summary = archive->add(engine_, input(lines, threads));
    EXPECT_TRUE(summary) << summary.error().message;
    const auto problems = archive->check();
    EXPECT_TRUE(problems) << problems.error().message;
    EXPECT_TRUE(problems->empty()) << problems->front();
    return summary ? *summary : RunSummary();
  }
  std::string coded(const std::string& lines, const std::string& kind, bool csv = false) {
    RunOptions run = input(lines);
    run.kind = kind;
    run.csv = csv;
    std::string out;
    const auto summary = code(engine_, run, [&](std::string_view text) {
      out += text;
      return Status();
    });
    EXPECT_TRUE(summary) << summary.error().message;
    return out;
  }
  std::string kept(const std::string& kind, bool csv = false, const Filter& filter = {}) {
    const auto archive = Archive::open(path_, Archive::Mode::read_only);
    EXPECT_TRUE(archive) << archive.error().message;
    std::string out;
    const Output output = [&](std::string_view text) {
      out += text;
      return Status();
    };
    const Status status =
        kind == "event" ? archive->events(filter, csv, output) : archive->statements(filter, csv, output);
    EXPECT_TRUE(status) << status.error().message;
    return out;
  }

  Engine engine_;
  std::string folder_, path_;
};

TEST_F(ArchiveTest, GivesBackExactlyWhatCodePrinted) {
  const std::string lines = jsonl(articles());
  const RunSummary summary = add(lines);
  EXPECT_EQ(summary.documents, articles().size());
  EXPECT_GT(summary.events, 0u);
  for (const char* kind : {"event", "statement"})
    for (bool csv : {false, true}) EXPECT_EQ(kept(kind, csv), coded(lines, kind, csv)) << kind;
}

TEST_F(ArchiveTest, ThreadsChangeNothing) {
  std::string lines;
  for (int n = 0; n < 300; ++n) {
    Article a = articles()[static_cast<std::size_t>(n) % articles().size()];
    a.id += std::to_string(n);
    lines += jsonl({a});
  }
  lines += "{broken\n";
  const RunSummary one = add(lines, 1);
  const std::string events = kept("event");
  path_ += "2";
  const RunSummary two = add(lines, 3);
  EXPECT_EQ(one.documents, 300u);
  EXPECT_EQ(one.rejects, 1u);
  EXPECT_EQ(one.events, two.events);
  EXPECT_EQ(events, kept("event"));
}

TEST_F(ArchiveTest, AddingAgainSkipsAndAddingChangesKeepsTheNewest) {
  const std::string lines = jsonl(articles()) + "{\"id\":\"x\"}\n";
  add(lines);
  const RunSummary again = add(lines, 2);
  EXPECT_EQ(again.documents, 0u);
  EXPECT_EQ(again.skipped, articles().size());
  EXPECT_EQ(again.rejects, 1u);

  std::vector<Article> changed = articles();
  changed[1].text = "The United States imposed sanctions on China on Tuesday.";
  EXPECT_EQ(add(jsonl(changed)).documents, 1u);
  EXPECT_EQ(kept("event"), coded(jsonl(changed), "event"));
  const auto info = Archive::open(path_, Archive::Mode::read_only)->info();
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->documents, articles().size());
  EXPECT_EQ(info->versions, articles().size() + 1);
  EXPECT_EQ(info->rejects, 1u);
  EXPECT_EQ(info->first_day, "2019-06-07");
  EXPECT_EQ(info->last_day, "2019-07-01");
  EXPECT_EQ(info->bytes >= fs::file_size(path_), true);
  EXPECT_EQ(info->schema, store::schema_version());
}

TEST_F(ArchiveTest, ARelationLeadsToItsSentences) {
  add(jsonl(articles()));
  const auto archive = Archive::open(path_, Archive::Mode::read_only);
  const auto relation = archive->relation("RUS", "CHN", Period::month, {});
  ASSERT_TRUE(relation) << relation.error().message;
  const auto evidence = archive->evidence("RUS", "CHN", {});
  ASSERT_TRUE(evidence) << evidence.error().message;
  std::uint64_t all = relation->outside_events;
  for (const RelationPoint& p : relation->points) all += p.events + p.other_events + p.unconfirmed_events;
  EXPECT_EQ(all, evidence->size());
  ASSERT_FALSE(evidence->empty());
  std::string texts;
  for (const Article& article : articles()) texts += article.text;
  for (const RelationSentence& one : *evidence) {
    EXPECT_NE(texts.find(one.sentence), std::string::npos) << one.sentence;
    const auto text = archive->explain(one.event_id);
    ASSERT_TRUE(text) << text.error().message;
    EXPECT_NE(text->find(one.sentence), std::string::npos);
  }
}

TEST_F(ArchiveTest, ReadingOnlyDoesNotAdd) {
  add(jsonl(articles()));
  auto archive = Archive::open(path_, Archive::Mode::read_only);
  ASSERT_TRUE(archive);
  EXPECT_FALSE(archive->add(engine_, input(jsonl(articles()))));
  EXPECT_FALSE(Archive::open(folder_ + "/none", Archive::Mode::read_only));
  EXPECT_FALSE(Archive::open(folder_ + "/none", Archive::Mode::read_write));
}

// The same words under another name are no second report, in whatever order the two arrive.
TEST_F(ArchiveTest, AnExactCopyCountsOnce) {
  const Article report{"a",    "Gazette",
                       "",     "2020-05-06",
                       "Fish", "Norway signed a fisheries agreement with Ghana's government on Tuesday in Accra."};
  Article copy = report;
  copy.publisher = "Echo";
  copy.text = "NORWAY signed a fisheries agreement with Ghana\xE2\x80\x99s government on Tuesday in Accra";
  const auto events = [&](const std::vector<Article>& all) {
    std::error_code ignored;
    fs::remove(path_, ignored);
    add(jsonl(all));
    const auto archive = Archive::open(path_, Archive::Mode::read_only);
    const auto relation = archive->relation("NOR", "GHA", Period::month, {});
    EXPECT_TRUE(relation) << relation.error().message;
    std::uint64_t sum = 0;
    for (const RelationPoint& point : relation->points) sum += point.events;
    return sum;
  };
  const std::uint64_t alone = events({report});
  EXPECT_GT(alone, 0u);
  EXPECT_EQ(events({report, copy}), alone);
  EXPECT_EQ(events({copy, report}), alone);
}

}  // namespace
}  // namespace demarche
