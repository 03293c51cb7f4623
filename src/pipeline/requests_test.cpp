// After a removal all that an archive gives out (events, statements, stories, incidents, series) is byte for byte what
// a fresh archive without the removed reports gives out: random corpora with copies, rewrites and later versions,
// random scopes, random orders. And nothing of them is left in the file.
//
// 6 cases in the normal suite; DEMARCHE_SLOW=1 makes it 500.
#include "demarche/requests.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/day.h"
#include "base/json.h"
#include "demarche/archive.h"
#include "demarche/relation_records.h"
#include "demarche/stories.h"
#include "store/random_documents_test.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

struct Report {
  std::string id, publisher, url, date, title, text;
};

class RequestsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto engine = Engine::open({DEMARCHE_DATA_DIR, ""});
    ASSERT_TRUE(engine) << engine.error().message;
    engine_ = new Engine(std::move(engine).value());
  }
  RequestsTest() {
    std::string folder = (fs::temp_directory_path() / "demarche-XXXXXX").string();
    folder_ = mkdtemp(folder.data());
  }
  ~RequestsTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  // A happening in one of a few wordings; the numbers make sentences that stand nowhere else.
  std::string sentence(int happening, int wording, int number) {
    static constexpr const char* places[] = {"Moscow", "Beijing", "Warsaw", "Cairo"};
    static constexpr const char* pairs[][2] = {
        {"Russia", "China"}, {"Poland", "Germany"}, {"Egypt", "Israel"}, {"France", "Turkey"}};
    const char* const* pair = pairs[happening % 4];
    const char* place = places[happening / 4 % 4];
    switch ((happening + wording) % 4) {
      case 0:
        return fmt::format("{} and {} signed an agreement on grain in {} on Monday, according to paper number {}.",
                           pair[0], pair[1], place, number);
      case 1:
        return fmt::format("{} accused {} of breaking the treaty of {}, as file {} of the ministry shows.", pair[0],
                           pair[1], place, number);
      case 2:
        return fmt::format("The foreign minister of {} met his counterpart from {} in {} for talk {}.", pair[0],
                           pair[1], place, number);
      default:
        return fmt::format("{} imposed sanctions on {} after the quarrel of {}, its order {} says.", pair[0], pair[1],
                           place, number);
    }
  }

  std::vector<Report> corpus(store::Random& random) {
    static constexpr const char* papers[] = {"Gazette", "Harbour Post", "Wire"};
    std::vector<Report> out;
    const int size = 5 + random.below(12);
    for (int n = 0; n < size; ++n) {
      Report r;
      r.publisher = random.of(papers);
      r.id = fmt::format("r{}", random.below(size));
      r.url = fmt::format("https://{}.example/{}", r.publisher.substr(0, 4), r.id);
      r.date = (Day::of(2023, 3, 1) + random.below(20)).iso();
      if (!out.empty() && random.chance(35)) {  // a copy, or nearly one
        const Report& other = out[static_cast<std::size_t>(random.below(static_cast<int>(out.size())))];
        r.text = other.text;
        r.title = other.title;
        if (random.chance(50)) r.text += " " + sentence(random.below(16), 0, random.below(100000));
      } else {
        const int happening = random.below(16);
        r.title = fmt::format("Report {} about the talks of the two neighbours", random.below(100000));
        for (int s = 2 + random.below(3); s > 0; --s)
          r.text += (r.text.empty() ? "" : " ") + sentence(happening + (s > 2), random.below(4), random.below(100000));
      }
      out.push_back(std::move(r));
    }
    return out;
  }

  void add(const std::string& path, const std::vector<Report>& reports) {
    const std::string file = folder_ + "/in.jsonl";
    {
      std::string lines;
      for (const Report& r : reports) {
        JsonWriter json(lines);
        json.begin_object().field("id", r.id).field("url", r.url).field("title", r.title).field("date", r.date);
        json.field("publisher", r.publisher).field("text", r.text).end_object();
        lines += '\n';
      }
      std::ofstream(file) << lines;
    }
    auto archive = Archive::open(path, Archive::Mode::create);
    ASSERT_TRUE(archive) << archive.error().message;
    RunOptions options;
    options.paths = {file};
    const auto summary = archive->add(*engine_, options);
    ASSERT_TRUE(summary) << summary.error().message;
  }

  std::string given_out(const std::string& path) {
    const auto archive = Archive::open(path, Archive::Mode::read_only);
    EXPECT_TRUE(archive) << archive.error().message;
    std::string out;
    const auto sink = [&](std::string_view lines) {
      out += lines;
      return Status();
    };
    EXPECT_TRUE(archive->events({}, false, sink));
    EXPECT_TRUE(archive->statements({}, false, sink));
    EXPECT_TRUE(stories(*archive, {}, false, sink));
    EXPECT_TRUE(incidents(*archive, {}, false, sink));
    for (const auto& [a, b] : {std::pair{"RUS", "CHN"}, {"POL", "DEU"}, {"EGY", "ISR"}, {"FRA", "TUR"}}) {
      const auto relation = archive->relation(a, b, Period::week, {});
      EXPECT_TRUE(relation);
      out += relation_csv(*relation);
    }
    const auto problems = archive->check();
    EXPECT_TRUE(problems && problems->empty()) << (problems ? problems->front() : problems.error().message);
    return out;
  }

  RequestForm random_form(store::Random& random, const std::vector<Report>& reports) {
    const Report& r = reports[static_cast<std::size_t>(random.below(static_cast<int>(reports.size())))];
    RequestForm form;
    constexpr RequestVerb verbs[] = {RequestVerb::erase, RequestVerb::withdraw, RequestVerb::restrict_};
    form.verb = random.of(verbs);
    switch (random.below(5)) {
      case 0:
        form.scope.address = r.url;
        break;
      case 1:
        form.scope.source = r.publisher;
        form.scope.since = r.date;
        break;
      case 2:
        form.scope.party = "POL";
        break;
      case 3:
        form.scope.name = "Cairo";
        break;
      default:
        form.scope.article = r.id;
        form.scope.copies = random.chance(50);
    }
    return form;
  }

  void fresh_start(const std::string& path) {
    for (const char* part : {"", "-wal", "-shm", ".key"}) fs::remove(path + part);
  }

  static Engine* engine_;
  std::string folder_;
};

Engine* RequestsTest::engine_ = nullptr;

TEST_F(RequestsTest, AllThatIsGivenOutEqualsAFreshArchive) {
  const int cases = std::getenv("DEMARCHE_SLOW") != nullptr ? 500 : 6;
  int met = 0, with_stories = 0, derived = 0;
  for (int n = 0; n < cases; ++n) {
    SCOPED_TRACE(n);
    store::Random random(static_cast<std::uint64_t>(7000 + n));
    const std::vector<Report> reports = corpus(random);
    const std::string path = folder_ + "/archive", other = folder_ + "/fresh";
    fresh_start(path);
    fresh_start(other);
    add(path, reports);
    const std::string before = given_out(path);
    with_stories += before.find("\"kind\":\"story\"") != std::string::npos;
    auto desk = Requests::open(path);
    ASSERT_TRUE(desk) << desk.error().message;
    const RequestForm form = random_form(random, reports);
    const auto trial = desk->try_out(form);
    ASSERT_TRUE(trial) << trial.error().message;
    ASSERT_EQ(given_out(path), before) << "a trial changed something";
    std::set<std::string> removed;
    for (const RequestDocument& d : trial->documents) removed.insert(d.source + "|" + d.article);
    derived += !trial->derived.empty();
    const auto done = desk->execute(form);
    ASSERT_EQ(done.ok(), !removed.empty());
    if (!done) continue;
    ++met;
    std::vector<Report> kept;
    for (const Report& r : reports)
      if (!removed.contains(r.publisher + "|" + r.id)) kept.push_back(r);
    std::vector<Report> others = kept;
    add(other, kept);
    ASSERT_EQ(given_out(path), given_out(other));
    const auto scan = verify_removal(path, done->request, {});
    ASSERT_TRUE(scan) << scan.error().message;
    for (const ScannedFile& file : scan->files) {
      ASSERT_TRUE(file.unreadable.empty()) << file.unreadable.front();
      ASSERT_EQ(file.found, 0) << file.where.front();
    }
    add(path, reports);
    ASSERT_EQ(given_out(path), given_out(other)) << "a removed report came back";
    if (form.verb == RequestVerb::erase) continue;
    ASSERT_TRUE(desk->lift(done->request, "test"));
    add(path, reports);  // copies elsewhere stayed out as long as the request held
    ASSERT_EQ(given_out(path), before) << "what was lifted is not as it was";
    ASSERT_FALSE(HasFatalFailure());
  }
  EXPECT_GT(met, cases / 2);
  EXPECT_GT(with_stories, cases / 2);
  EXPECT_GT(derived, cases / 2);
}

TEST_F(RequestsTest, ACorrectionEqualsAddingTheCorrectedReport) {
  store::Random random(5);
  const std::vector<Report> reports = corpus(random);
  const std::string path = folder_ + "/archive", other = folder_ + "/fresh";
  add(path, reports);
  add(other, reports);
  Report right = reports[0];
  right.text = "Poland accused Turkey of shelling the bridge of the border town on Sunday.";
  auto desk = Requests::open(path);
  ASSERT_TRUE(desk);
  RequestForm form;
  form.verb = RequestVerb::correct;
  form.scope.article = right.id;
  form.scope.source = right.publisher;
  CorrectionForm correction;
  correction.text = right.text;
  // The corrected report is the newest version's text under the headline and day that it had.
  const Report* newest = nullptr;
  for (const Report& r : reports)
    if (r.id == right.id && r.publisher == right.publisher) newest = &r;
  right.title = newest->title;
  right.date = newest->date;
  const auto done = desk->correct(*engine_, form, correction);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->state, "done");
  add(other, {right});
  EXPECT_EQ(given_out(path), given_out(other));
  EXPECT_FALSE(desk->correct(*engine_, form, correction)) << "nothing would change";
  const auto receipt = make_receipt(path, done->id, nullptr, "");
  ASSERT_TRUE(receipt) << receipt.error().message;
  EXPECT_EQ(check_receipt(*receipt)->verb, "correct");
}

TEST_F(RequestsTest, ReceiptsHoldAndForgedOnesDoNot) {
  store::Random random(9);
  const std::vector<Report> reports = corpus(random);
  const std::string path = folder_ + "/archive";
  add(path, reports);
  auto desk = Requests::open(path);
  RequestForm form;
  form.verb = RequestVerb::erase;
  std::vector<std::string> receipts;
  for (const Report& r : reports) {
    form.scope.address = r.url;
    const auto done = desk->execute(form);
    if (!done) continue;
    const auto receipt = make_receipt(path, done->request, nullptr, "2026-12-31");
    ASSERT_TRUE(receipt) << receipt.error().message;
    receipts.push_back(*receipt);
  }
  ASSERT_GT(receipts.size(), 3u);
  for (const std::string& receipt : receipts) {
    const auto good = check_receipt(receipt);
    ASSERT_TRUE(good) << good.error().message;
    EXPECT_EQ(good->scan, "none");
    EXPECT_EQ(good->backup_horizon, "2026-12-31");
    // Any changed letter or digit of the receipt breaks it.
    for (int n = 0; n < 60; ++n) {
      std::string forged = receipt;
      const std::size_t at = static_cast<std::size_t>(random.below(static_cast<int>(forged.size())));
      if (!std::isalnum(static_cast<unsigned char>(forged[at]))) continue;
      forged[at] = forged[at] == '7' ? '8' : '7';
      EXPECT_FALSE(check_receipt(forged)) << at;
    }
  }
  for (const char* bad : {"", "{}", "[]", "{\"receipt\":{}}", "{\"receipt\":{\"ledger\":[]}}", "\xff"})
    EXPECT_FALSE(check_receipt(bad));
}

}  // namespace
}  // namespace demarche
