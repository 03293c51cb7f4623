#include "store/writer.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>

#include "store/archive_file_test.h"
#include "store/check.h"
#include "store/dyads.h"
#include "store/random_documents_test.h"
#include "store/schema.h"

namespace demarche::store {
namespace {

class WriterTest : public ArchiveFile {
 protected:
  std::unique_ptr<Writer> open() {
    auto writer = Writer::open(path_, true);
    EXPECT_TRUE(writer) << writer.error().message;
    const Status run = (*writer)->begin_run({"0.1.0", "turbo-1", "book-1"}, "pages/", test_time);
    EXPECT_TRUE(run) << run.error().message;
    return std::move(writer).value();
  }
  Added add(Writer& writer, const std::vector<StoredDocument>& documents,
            const std::vector<StoredReject>& rejects = {}) {
    const auto added = writer.add({documents, rejects, 0}, test_time);
    EXPECT_TRUE(added) << added.error().message;
    return added ? *added : Added();
  }
  void expect_sound(const Writer& writer) {
    const auto problems = check(writer.database());
    ASSERT_TRUE(problems) << problems.error().message;
    EXPECT_TRUE(problems->empty()) << problems->front();
  }
  std::int64_t count(const Writer& writer, const std::string& sql) {
    const auto n = writer.database().integer(sql);
    EXPECT_TRUE(n) << n.error().message;
    return n ? *n : -1;
  }
};

std::vector<StoredDocument> random_documents(std::uint64_t seed, int n) {
  RandomDocuments random(seed);
  std::vector<StoredDocument> out;
  for (int i = 0; i < n; ++i) out.push_back(random.document(fmt::format("doc{}", i)));
  return out;
}

TEST_F(WriterTest, AddingAgainChangesNothing) {
  auto writer = open();
  const auto documents = random_documents(1, 20);
  EXPECT_EQ(add(*writer, documents).versions, 20u);
  const auto before =
      count(*writer, "SELECT sum(id * 7 + length(json)) FROM event_mention JOIN event_record ON id = event_id");
  const Added again = add(*writer, documents);
  EXPECT_EQ(again.versions, 0u);
  EXPECT_EQ(again.skipped, 20u);
  EXPECT_EQ(count(*writer, "SELECT sum(id * 7 + length(json)) FROM event_mention JOIN event_record ON id = event_id"),
            before);
  EXPECT_EQ(count(*writer, "SELECT count(*) FROM version"), 20);
  expect_sound(*writer);
}

TEST_F(WriterTest, OtherContentIsANewVersionAndTheOldOneStays) {
  auto writer = open();
  auto documents = random_documents(2, 3);
  add(*writer, documents);
  StoredDocument changed = RandomDocuments(77).document("doc1");
  changed.key.source = documents[1].key.source;
  const Added added = add(*writer, {changed});
  EXPECT_EQ(added.versions, 1u);
  EXPECT_EQ(added.replaced, 1u);
  EXPECT_EQ(count(*writer, "SELECT count(*) FROM document"), 3);
  EXPECT_EQ(count(*writer, "SELECT count(*) FROM version"), 4);
  EXPECT_EQ(count(*writer,
                  "SELECT count(*) FROM version v JOIN document d ON d.id = v.document_id "
                  "WHERE article = 'doc1' AND current = 1 AND hash = '" +
                      changed.key.hash + "'"),
            1);
  EXPECT_EQ(
      count(*writer, "SELECT count(*) FROM event_mention m JOIN version v ON v.id = m.version_id WHERE current = 0"),
      static_cast<std::int64_t>(documents[1].events.size()));
  expect_sound(*writer);
  // The older content is known too: adding both files over and over settles nothing anew.
  EXPECT_EQ(add(*writer, {documents[1], changed}).skipped, 2u);
}

TEST_F(WriterTest, TheSameIdFromAnotherSourceIsAnotherDocument) {
  auto writer = open();
  auto documents = random_documents(3, 1);
  documents.push_back(documents[0]);
  documents[1].key.source = "Another Paper";
  documents.push_back(documents[0]);
  documents[2].key.address = "https://one.example/index.html";
  const Added added = add(*writer, documents);
  EXPECT_EQ(added.versions, 3u);
  EXPECT_EQ(added.replaced, 0u);
  EXPECT_EQ(add(*writer, documents).skipped, 3u);
  EXPECT_EQ(count(*writer, "SELECT count(*) FROM document"), 3);
  expect_sound(*writer);
}

TEST_F(WriterTest, RejectsAreKeptOnce) {
  auto writer = open();
  const std::vector<StoredReject> rejects = {{"a.txt", "", "no_text", "nothing"},
                                             {"b.jsonl:2", "x", "bad_input", "half"}};
  add(*writer, {}, rejects);
  add(*writer, {}, rejects);
  EXPECT_EQ(count(*writer, "SELECT count(*) FROM reject"), 2);
  EXPECT_EQ(count(*writer, "SELECT rejects FROM run"), 4);
}

TEST_F(WriterTest, RunsSayWhenAndByWhatTheyCoded) {
  {
    auto writer = open();
    add(*writer, random_documents(4, 2));
    EXPECT_EQ(count(*writer, "SELECT count(*) FROM run WHERE finished_at IS NULL AND added = 2"), 1);
    ASSERT_TRUE(writer->finish_run(test_time));
  }
  auto writer = open();
  EXPECT_EQ(count(*writer, "SELECT count(*) FROM run"), 2);
  EXPECT_EQ(count(*writer, "SELECT count(*) FROM run WHERE finished_at IS NOT NULL"), 1);
  EXPECT_EQ(count(*writer, "SELECT count(*) FROM coder"), 1);
}

TEST_F(WriterTest, TextMayHoldAnyCharacter) {
  auto writer = open();
  StoredDocument d = RandomDocuments(5).document("odd");
  d.text += std::string("a\0b", 3) + "\xF0\x9F\x95\x8A'; DROP TABLE version; --";
  RandomDocuments::finish(d);
  add(*writer, {d});
  const auto text = writer->database().text("SELECT text FROM version");
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, d.text);
  expect_sound(*writer);
}

// The documents that count: of exact copies the first by day, source and article.
std::vector<const StoredDocument*> counted_of(
    const std::map<std::pair<std::string, std::string>, StoredDocument>& current) {
  std::vector<const StoredDocument*> out;
  std::map<std::uint64_t, const StoredDocument*> first;
  const auto rank = [](const StoredDocument* d) {
    return std::tuple(!d->published, d->published.value_or(Day()), d->key.source, d->key.article);
  };
  for (const auto& [key, d] : current) {
    if (d.copy_key == 0) {
      out.push_back(&d);
    } else if (auto& one = first[d.copy_key]; one == nullptr || rank(&d) < rank(one)) {
      one = &d;
    }
  }
  for (const auto& [key, d] : first) out.push_back(d);
  return out;
}

// Random adds, repeats, copies and new versions; after each batch the sums equal a recount by hand.
TEST_F(WriterTest, DailySumsEqualARecount) {
  auto writer = open();
  RandomDocuments random(6);
  std::map<std::pair<std::string, std::string>, StoredDocument> current;
  std::set<std::tuple<std::string, std::string, std::string>> known;
  for (int batch = 0; batch < 25; ++batch) {
    std::vector<StoredDocument> documents;
    for (int n = 0; n < 8; ++n) {
      const int choice = random.random().below(10);
      if (choice < 2 && !current.empty()) {
        documents.push_back(current.begin()->second);
      } else {
        documents.push_back(random.document(fmt::format("doc{}", random.random().below(60)), 3));
        documents.back().copy_key = random.random().chance(50) ? 0 : 1 + random.random().below(9);
      }
    }
    add(*writer, documents);
    for (const StoredDocument& d : documents)
      if (known.insert({d.key.source, d.key.article, d.key.hash}).second) current[{d.key.source, d.key.article}] = d;
    using Key = std::tuple<std::string, std::string, std::int64_t, int, int, int>;
    std::map<Key, std::array<std::int64_t, 3>> expected;
    std::map<std::int64_t, std::int64_t> articles;
    for (const auto& [key, d] : current) {
      if (d.published) ++articles[d.published->count()];
    }
    for (const StoredDocument* d : counted_of(current)) {
      for (const StoredEvent& e : d->events) {
        if (!e.date && !d->published) continue;
        const std::int64_t day = e.date ? e.date->start.count() : d->published->count();
        for (const Dyad& dyad : dyads_of(e.parties)) {
          auto& sums =
              expected[{dyad.first, dyad.second, day, dyad.direction, e.quad, standing_of(e.newness, e.factuality)}];
          sums[0] += 1;
          sums[1] += e.plover_score;
          sums[2] += e.goldstein.value_or(0);
        }
      }
    }
    auto rows = writer->database().prepare("SELECT * FROM dyad_day");
    ASSERT_TRUE(rows);
    std::map<Key, std::array<std::int64_t, 3>> found;
    while (*rows->step())
      found[{std::string(rows->text(0)), std::string(rows->text(1)), rows->integer(2),
             static_cast<int>(rows->integer(3)), static_cast<int>(rows->integer(4)),
             static_cast<int>(rows->integer(5))}] = {rows->integer(6), rows->integer(7), rows->integer(8)};
    ASSERT_EQ(found, expected) << "after batch " << batch;
    auto days = writer->database().prepare("SELECT day, articles FROM article_day");
    ASSERT_TRUE(days);
    std::map<std::int64_t, std::int64_t> found_days;
    while (*days->step()) found_days[days->integer(0)] = days->integer(1);
    ASSERT_EQ(found_days, articles);
  }
  expect_sound(*writer);
}

TEST_F(WriterTest, KnownVersionsAnswerFromASecondConnection) {
  auto writer = open();
  const auto documents = random_documents(8, 2);
  auto known = KnownVersions::open(path_);
  ASSERT_TRUE(known) << known.error().message;
  EXPECT_FALSE(*(*known)->holds(documents[0].key));
  add(*writer, {documents[0]});
  EXPECT_TRUE(*(*known)->holds(documents[0].key));
  EXPECT_FALSE(*(*known)->holds(documents[1].key));
}

TEST(Dyads, PassBetweenActorsAndRecipients) {
  const auto of = [](std::initializer_list<std::pair<Role, const char*>> parties) {
    std::vector<StoredParty> stored;
    for (const auto& [role, code] : parties) stored.push_back({role, code, "", "", "", false, std::nullopt});
    return dyads_of(stored);
  };
  using Dyads = std::vector<Dyad>;
  EXPECT_EQ(of({{Role::actor, "RUS:GOV"}, {Role::recipient, "CHN:GOV"}}), (Dyads{{"CHN", "RUS", 2}}));
  EXPECT_EQ(of({{Role::actor, "CHN"}, {Role::recipient, "RUS:MIL"}}), (Dyads{{"CHN", "RUS", 1}}));
  EXPECT_EQ(of({{Role::actor, "RUS:GOV"}, {Role::actor, "CHN:GOV"}}), (Dyads{{"CHN", "RUS", 0}}));
  // Acting together upon a third is no act between the two.
  EXPECT_EQ(of({{Role::actor, "RUS"}, {Role::actor, "CHN"}, {Role::recipient, "USA"}}),
            (Dyads{{"CHN", "USA", 1}, {"RUS", "USA", 1}}));
  EXPECT_EQ(of({{Role::actor, "RUS:GOV"}, {Role::actor, "RUS:MIL"}, {Role::recipient, "CHN"}}),
            (Dyads{{"CHN", "RUS", 2}}));
  EXPECT_EQ(of({{Role::actor, "RUS:GOV"}, {Role::recipient, "RUS:OPP"}}), (Dyads{{"RUS", "RUS", 0}}));
  EXPECT_EQ(of({{Role::actor, "IGO:UN"}, {Role::recipient, "SYR:GOV"}}), (Dyads{{"IGO:UN", "SYR", 1}}));
  EXPECT_EQ(of({{Role::actor, "UNK"}, {Role::recipient, "SYR:GOV"}}), Dyads{});
  EXPECT_EQ(of({{Role::actor, "RUS:GOV"}}), Dyads{});
  EXPECT_EQ(of({{Role::actor, "RUS:GOV"}, {Role::attributed, "CHN:GOV"}}), Dyads{});
}

}  // namespace
}  // namespace demarche::store
