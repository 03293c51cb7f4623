// Stories and incidents are a function of the set of shown versions: any order, any batches, after any removal.
#include "pipeline/regroup.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

#include "base/hash.h"
#include "pipeline/regroup_check.h"
#include "stages/merge/signature.h"
#include "store/schema.h"
#include "store/touched.h"
#include "store/writer.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

// Documents made of facts drawn from the pool of an affair: documents of one affair are alike, some nearly the same.
class Makes {
 public:
  explicit Makes(unsigned seed) : random_(seed) {}
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

  store::StoredDocument document(int number, int affairs) {
    const std::uint32_t affair = below(static_cast<std::uint32_t>(affairs));
    store::StoredDocument out;
    out.key = {fmt::format("outlet{}", below(5)), fmt::format("a{}", number), "", fmt::format("{}", random_())};
    out.published = Day(18000 + static_cast<int>(affair * 3 + below(4)));
    out.text = "A text.";
    out.sha256 = sha256_hex(out.text);
    out.signature = encode(signature(affair, out));
    const std::uint32_t events = below(4);
    for (std::uint32_t i = 0; i < events; ++i) out.events.push_back(event(affair, number, i));
    return out;
  }

 private:
  Signature signature(std::uint32_t affair, const store::StoredDocument& document) {
    Signature out;
    out.day = document.published;
    out.words = 100;
    out.ends.push_back(0);
    for (int sentence = 0; sentence < 6; ++sentence) {
      std::map<std::uint32_t, Fact> facts;
      for (int i = 0; i < 8; ++i) {
        const std::uint32_t which = affair * 1000 + below(30);
        facts[which] = {which * 2654435761u, static_cast<std::uint8_t>(4 + which % 7),
                        which % 3 == 0 ? FactKind::name : FactKind::word};
      }
      for (const auto& [which, fact] : facts) out.facts.push_back(fact);
      std::sort(out.facts.begin() + out.ends.back(), out.facts.end(),
                [](const Fact& a, const Fact& b) { return a.key < b.key; });
      out.ends.push_back(static_cast<std::uint32_t>(out.facts.size()));
    }
    out.sequences = 60;
    const std::uint32_t edition = below(6);  // texts of one edition are nearly the same
    for (std::size_t i = 0; i < out.least.size(); ++i)
      out.least[i] = affair * 7919 + edition * 104729 + static_cast<std::uint32_t>(i) + (below(8) == 0 ? 1u << 20 : 0);
    out.address = hash64(document.key.article);
    if (below(10) == 0) out.cited.push_back(hash64(fmt::format("a{}", below(60))));
    return out;
  }

  store::StoredEvent event(std::uint32_t affair, int number, std::uint32_t position) {
    static constexpr const char* types[] = {"CONSULT", "ACCUSE", "ASSAULT"};
    static constexpr const char* codes[] = {"RUS:GOV", "CHN:GOV", "USA:MIL", "UNK"};
    static constexpr const char* newness[] = {"new", "new", "ongoing", "background"};
    static constexpr const char* factuality[] = {"actual", "actual", "actual", "negated", "future", "alleged"};
    store::StoredEvent out;
    out.record_id = fmt::format("ev-{}-{}-{}", number, position, random_());
    out.sentence = {false, {0, 7}};
    out.trigger = {0, 1};
    out.type = types[below(3)];
    out.quad = out.type == "CONSULT" ? 1 : out.type == "ACCUSE" ? 3 : 4;
    out.plover_score = static_cast<int>(below(20)) * 500 - 5000;
    const Day day(18000 + static_cast<int>(affair * 3 + below(3)));
    if (below(4) != 0) out.date = Interval{day, day + static_cast<int>(below(3) == 0 ? below(20) : 0)};
    out.dated_by_publication = out.date && below(3) == 0;
    out.newness = newness[below(4)];
    out.factuality = factuality[below(6)];
    out.tense = "past";
    out.certainty = "asserted";
    out.rule = "r";
    out.json = "{}";
    for (const store::Role role : {store::Role::actor, store::Role::recipient})
      for (std::uint32_t n = below(3); n > 0; --n) {
        store::StoredParty party;
        party.role = role;
        party.code = codes[below(4)];
        party.named_as = "country";
        out.parties.push_back(party);
      }
    if (below(4) == 0) out.place = store::StoredPlace{below(2) == 0 ? "Kyiv" : "Lviv", "UKR", std::nullopt, "city"};
    return out;
  }

  std::mt19937 random_;
};

class RegroupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "regroup-test-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  // Adds the documents in batches of at most `batch`.
  void add(const std::string& archive, const std::vector<store::StoredDocument>& documents, std::size_t batch) {
    auto writer = store::Writer::open(archive, true);
    ASSERT_TRUE(writer) << writer.error().message;
    (*writer)->before_commit(regroup);
    ASSERT_TRUE((*writer)->begin_run({"e", "m", "c"}, "x", "2026-01-31T12:00:00Z"));
    for (std::size_t at = 0; at < documents.size(); at += batch) {
      store::WriteBatch rows;
      rows.documents.assign(documents.begin() + static_cast<std::ptrdiff_t>(at),
                            documents.begin() + static_cast<std::ptrdiff_t>(std::min(at + batch, documents.size())));
      const auto added = (*writer)->add(rows, "2026-01-31T12:00:00Z");
      ASSERT_TRUE(added) << added.error().message;
    }
  }

  static std::string shown(const std::string& archive) {
    const auto database = store::open_archive(archive, store::Database::Mode::read_only);
    EXPECT_TRUE(database) << database.error().message;
    const auto text = (*database)->text(
        "SELECT group_concat(line, char(10)) FROM (SELECT line FROM (SELECT json AS line FROM story UNION ALL "
        "SELECT json FROM incident UNION ALL SELECT unit || ' ' || first || second || day || ' ' || direction || quad "
        "|| "
        "standing || ' ' || events || ' ' || plover_score FROM unit_day UNION ALL SELECT a.article || b.article || "
        "k.kind || k.strength FROM "
        "story_link k JOIN version v ON v.id = k.first JOIN document a ON a.id = v.document_id JOIN version w ON w.id "
        "= "
        "k.second JOIN document b ON b.id = w.document_id) ORDER BY line)");
    EXPECT_TRUE(text);
    return *text;
  }

  static void expect_sound(const std::string& archive) {
    const auto problems = check_groups(archive);
    ASSERT_TRUE(problems) << problems.error().message;
    for (const std::string& problem : *problems) ADD_FAILURE() << problem;
  }

  std::string folder_;
};

std::vector<store::StoredDocument> documents(unsigned seed, int count, int affairs) {
  Makes make(seed);
  std::vector<store::StoredDocument> out;
  for (int i = 0; i < count; ++i) out.push_back(make.document(i, affairs));
  return out;
}

TEST_F(RegroupTest, NeitherOrderNorBatchesShow) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    // Few affairs: blocks become crowded on the way.
    const auto all = documents(seed, 70, seed % 2 == 0 ? 1 : 6);
    add(path("one"), all, 1000);
    const std::string expected = shown(path("one"));
    ASSERT_NE(expected.find("\"rewrite\""), std::string::npos);
    ASSERT_NE(expected.find("\"incident\""), std::string::npos);
    std::mt19937 random(seed);
    for (const std::size_t batch : {1u, 7u, 33u}) {
      auto shuffled = all;
      std::shuffle(shuffled.begin(), shuffled.end(), random);
      add(path("other"), shuffled, batch);
      ASSERT_EQ(shown(path("other")), expected) << "seed " << seed << ", batches of " << batch;
      fs::remove(path("other"));
    }
    expect_sound(path("one"));
    fs::remove(path("one"));
  }
}

TEST_F(RegroupTest, WhatIsRemovedLeavesNoTrace) {
  for (unsigned seed = 11; seed <= 14; ++seed) {
    const auto all = documents(seed, 60, seed % 2 == 0 ? 1 : 5);
    add(path("whole"), all, 9);
    std::vector<store::StoredDocument> rest;
    {
      auto database = store::open_archive(path("whole"), store::Database::Mode::read_write);
      ASSERT_TRUE(database);
      store::Transaction transaction(**database);
      ASSERT_TRUE(transaction.begin());
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (i % 3 != 0) {
          rest.push_back(all[i]);
          continue;
        }
        const auto version =
            (*database)->integer(fmt::format("SELECT v.id FROM version v JOIN document d ON d.id = v.document_id WHERE "
                                             "d.article = '{}' AND v.current = 1",
                                             all[i].key.article));
        ASSERT_TRUE(version);
        ASSERT_TRUE(store::mark_touched(**database, *version));
        // Half are deleted, half only hidden.
        ASSERT_TRUE((*database)->exec(i % 2 == 0
                                          ? fmt::format("DELETE FROM sentence WHERE version_id = {0} AND 0; DELETE "
                                                        "FROM version WHERE id = {0}",
                                                        *version)
                                          : fmt::format("UPDATE version SET current = 0 WHERE id = {}", *version)));
      }
      const Status done = regroup(**database);
      ASSERT_TRUE(done) << done.error().message;
      ASSERT_TRUE(transaction.commit());
    }
    add(path("fresh"), rest, 1000);
    EXPECT_EQ(shown(path("whole")), shown(path("fresh"))) << "seed " << seed;
    expect_sound(path("whole"));
    fs::remove(path("whole"));
    fs::remove(path("fresh"));
  }
}

TEST_F(RegroupTest, TheCheckFindsWhatDoesNotBelong) {
  add(path("a"), documents(3, 30, 3), 10);
  {
    auto database = store::open_archive(path("a"), store::Database::Mode::read_write);
    ASSERT_TRUE((*database)->exec("UPDATE story SET json = 'x' WHERE id = (SELECT min(id) FROM story)"));
  }
  const auto problems = check_groups(path("a"));
  ASSERT_TRUE(problems);
  EXPECT_EQ(problems->size(), 2u);
}

}  // namespace
}  // namespace demarche
