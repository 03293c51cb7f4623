// As of a day: every answer equals that of an archive which was filled up to that day and no further.
#include <fmt/format.h>

#include "query/explain.h"
#include "query/records.h"
#include "query/relation.h"
#include "query/vintage.h"
#include "store/archive_file_test.h"
#include "store/changes.h"
#include "store/random_documents_test.h"
#include "store/schema.h"
#include "store/writer.h"

namespace demarche::query {
namespace {

using store::Database;
using store::StoredDocument;

constexpr int days = 6;

std::string time_of(int day) {
  return fmt::format("2026-03-{:02}T09:30:00Z", day + 1);
}

class AsOf : public store::ArchiveFile {
 protected:
  // Each day brings new documents, new versions of older ones, and exact copies under another id.
  AsOf() {
    store::RandomDocuments random(77);
    for (int day = 0; day < days; ++day) {
      std::vector<StoredDocument> batch;
      for (int n = 0; n < 12; ++n) batch.push_back(random.document(fmt::format("doc{}", day * 12 + n), 4));
      for (int n = 0; day > 0 && n < 5; ++n)
        batch.push_back(random.document(fmt::format("doc{}", random.random().below(day * 12)), 4));
      for (int n = 0; n < 3; ++n) {
        StoredDocument copy = batch[static_cast<std::size_t>(n)];
        copy.key.article += "-copy";
        // Records of another article have other ids.
        const auto rename = [](std::string& id, std::string& json) {
          const std::string anew = id + "c";
          json.replace(json.find(id), id.size(), anew);
          id = anew;
        };
        for (auto& event : copy.events) rename(event.record_id, event.json);
        for (auto& statement : copy.statements) rename(statement.record_id, statement.json);
        if (copy.published) copy.published = *copy.published - 1 + n;
        batch.push_back(std::move(copy));
      }
      batches_.push_back(std::move(batch));
    }
  }

  std::unique_ptr<Database> filled(const std::string& path, int until_day) {
    auto writer = store::Writer::open(path, true);
    EXPECT_TRUE(writer);
    for (int day = 0; day <= until_day; ++day) {
      EXPECT_TRUE((*writer)->begin_run({"e", "m", day < 3 ? "first" : "second"}, "x", time_of(day)));
      const auto added = (*writer)->add({batches_[static_cast<std::size_t>(day)], {}, 0}, time_of(day));
      EXPECT_TRUE(added) << added.error().message;
    }
    return std::move(store::open_archive(path, Database::Mode::read_only)).value();
  }

  static std::string records(const Database& archive, Filter filter, std::vector<std::string>* ids = nullptr) {
    std::string out;
    for (const RecordKind kind : {RecordKind::event, RecordKind::statement}) {
      if (kind == RecordKind::statement) filter.type.clear();
      const Status status = stream_records(archive, kind, filter, [&](std::string_view json) {
        (out += json) += '\n';
        if (ids != nullptr)
          ids->emplace_back(
              json.substr(json.find("\"id\":\"") + 6, json.find("\",\"article") - json.find("\"id\":\"") - 6));
        return Status();
      });
      EXPECT_TRUE(status) << status.error().message;
    }
    return out;
  }

  static std::string series(const Database& archive, const Filter& filter) {
    static constexpr std::pair<const char*, const char*> dyads[] = {
        {"RUS", "CHN"}, {"USA", "RUS"}, {"FRA", "FRA"}, {"IGO:UN", "CHN"}, {"RUS:MIL", "USA"}};
    std::string out;
    for (const auto& [a, b] : dyads) {
      const auto found = relation(archive, a, b, Period::month, filter);
      EXPECT_TRUE(found) << found.error().message;
      for (const RelationPoint& p : found->points)
        out += fmt::format("{}{} {} {} {} {} {} {} {} {}\n", a, b, p.period, p.events, p.other_events,
                           p.unconfirmed_events, p.counts[0], p.score_thousandths, p.goldstein_thousandths, p.articles);
      const auto sentences = evidence(archive, a, b, filter);
      EXPECT_TRUE(sentences) << sentences.error().message;
      for (const RelationSentence& s : *sentences) out += fmt::format("{} {} {}\n", s.event_id, s.day, s.sentence);
    }
    return out;
  }

  std::vector<std::vector<StoredDocument>> batches_;
};

TEST_F(AsOf, EqualsTheArchiveOfThatDay) {
  const auto whole = filled(path_, days - 1);
  std::string last_records;
  for (int day = 0; day < days; ++day) {
    const auto then = filled(fmt::format("{}{}", path_, day), day);
    for (const std::string& as_of :
         {time_of(day).substr(0, 10), time_of(day), fmt::format("2026-03-{:02}T23:00:00Z", day + 1)}) {
      Filter now, past;
      past.as_of = as_of;
      std::vector<std::string> ids;
      const std::string expected = records(*then, now, &ids);
      ASSERT_EQ(records(*whole, past), expected) << as_of;
      ASSERT_NE(expected, last_records) << "every day changes something";
      ASSERT_EQ(series(*whole, past), series(*then, now)) << as_of;
      now.type = past.type = "ASSAULT";
      ASSERT_EQ(series(*whole, past), series(*then, now)) << as_of;
      for (std::size_t n = 0; n < ids.size(); n += 7)
        ASSERT_TRUE(explain(*whole, ids[n], *Moment::of(as_of))) << ids[n];
      const auto vintage_then = vintage(*then, {}), vintage_past = vintage(*whole, *Moment::of(as_of));
      ASSERT_TRUE(vintage_past) << vintage_past.error().message;
      ASSERT_EQ(vintage_past->change, vintage_then->change);
      ASSERT_EQ(vintage_past->articles, vintage_then->articles);
      ASSERT_EQ(vintage_past->coders.size(), day < 3 ? 1u : 2u);
      ASSERT_EQ(missing_line(*vintage_past), "");
      if (as_of.ends_with("23:00:00Z")) last_records = expected;
    }
  }
  Filter before;
  before.as_of = "2026-02-28";
  EXPECT_EQ(records(*whole, before), "");
}

TEST_F(AsOf, WhatWasErasedIsCountedAsMissing) {
  filled(path_, days - 1);
  std::int64_t events = 0, statements = 0;
  {
    auto archive = std::move(store::open_archive(path_, Database::Mode::read_write)).value();
    store::Changes changes;
    ASSERT_TRUE(changes.prepare(*archive));
    const auto version = archive->integer(
        "SELECT id FROM version WHERE current = 1 AND recorded_at < '2026-03-02' AND id IN (SELECT version_id FROM "
        "event_mention) AND NOT EXISTS (SELECT 1 FROM version o WHERE o.document_id = version.document_id "
        "AND o.id <> version.id) LIMIT 1");
    events = *archive->integer(fmt::format("SELECT count(*) FROM event_mention WHERE version_id = {}", *version));
    statements =
        *archive->integer(fmt::format("SELECT count(*) FROM statement_mention WHERE version_id = {}", *version));
    ASSERT_GT(events, 0);
    ASSERT_TRUE(changes.erasing(*version, true, "erased", "2026-03-20T00:00:00Z"));
    ASSERT_TRUE(archive->exec(fmt::format("DELETE FROM version WHERE id = {}", *version)));
  }
  const auto archive = std::move(store::open_archive(path_, Database::Mode::read_only)).value();
  const auto then = vintage(*archive, *Moment::of("2026-03-05"));
  ASSERT_TRUE(then) << then.error().message;
  EXPECT_EQ(then->erased_articles, 1u);
  EXPECT_EQ(static_cast<std::int64_t>(then->erased_events), events);
  EXPECT_EQ(static_cast<std::int64_t>(then->erased_statements), statements);
  EXPECT_NE(missing_line(*then).find("1 article"), std::string::npos) << missing_line(*then);
  for (const char* outside : {"2026-02-01", "2026-03-20"})
    EXPECT_EQ(vintage(*archive, *Moment::of(outside))->erased_events, 0u) << outside;
}

TEST_F(AsOf, WhatIsNoMomentIsSaid) {
  for (const char* bad : {"yesterday", "2026-02-30", "2026-03-01T25:00:00Z", "2026-03-01 09:30", "2026-3-1",
                          "2026-03-01T09:30:00Z' OR 1", "2026-03-01T09:30:00"}) {
    const auto moment = Moment::of(bad);
    ASSERT_FALSE(moment) << bad;
    EXPECT_EQ(moment.error().code, ErrorCode::usage);
    EXPECT_NE(moment.error().message.find("--as-of YYYY-MM-DD"), std::string::npos);
  }
}

}  // namespace
}  // namespace demarche::query
