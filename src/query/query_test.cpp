// Every query against the same question asked of plain data, over random archives.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "base/utf8.h"
#include "query/explain.h"
#include "query/period.h"
#include "query/records.h"
#include "query/relation.h"
#include "store/archive_file_test.h"
#include "store/check.h"
#include "store/dyads.h"
#include "store/random_documents_test.h"
#include "store/schema.h"
#include "store/writer.h"
#include "types/actor.h"

namespace demarche::query {
namespace {

using store::ArchiveFile;
using store::Role;
using store::StoredDocument;
using store::StoredEvent;
using store::StoredParty;
using store::StoredStatement;

bool continues(const std::string& code, const std::string& wanted) {
  return code == wanted || code.starts_with(wanted + ":");
}

bool has_party(const std::vector<StoredParty>& parties, std::initializer_list<Role> roles, const std::string& code) {
  return code.empty() || std::any_of(parties.begin(), parties.end(), [&](const StoredParty& p) {
           return std::find(roles.begin(), roles.end(), p.role) != roles.end() && continues(p.code, code);
         });
}

std::optional<Day> series_day(const StoredDocument& d, const StoredEvent& e) {
  return e.date ? std::optional(e.date->start) : d.published;
}

bool within(std::optional<Day> day, const Filter& f) {
  if (!f.since.empty() && (!day || *day < *Day::parse(f.since))) return false;
  return f.until.empty() || (day && *day <= *Day::parse(f.until));
}

bool matches(const StoredDocument& d, const StoredEvent& e, const Filter& f) {
  return within(series_day(d, e), f) && (f.type.empty() || f.type == e.type) &&
         (f.quad.empty() || f.quad == quad_names[static_cast<std::size_t>(e.quad - 1)]) &&
         (f.newness.empty() || f.newness == e.newness) && (f.factuality.empty() || f.factuality == e.factuality) &&
         e.confidence >= f.min_confidence && (f.article.empty() || f.article == d.key.article) &&
         has_party(e.parties, {Role::actor}, f.actor) && has_party(e.parties, {Role::recipient}, f.recipient) &&
         has_party(e.parties, {Role::actor, Role::recipient}, f.party);
}

bool matches(const StoredDocument& d, const StoredStatement& s, const Filter& f) {
  return within(d.published, f) && (f.article.empty() || f.article == d.key.article) &&
         has_party(s.parties, {Role::speaker}, f.actor) && has_party(s.parties, {Role::addressee}, f.recipient) &&
         has_party(s.parties, {Role::speaker, Role::addressee}, f.party);
}

class QueryTest : public ArchiveFile {
 protected:
  // 150 documents in batches, a tenth of them in two versions; `current_` holds what queries must see, in order.
  void SetUp() override {
    auto writer = store::Writer::open(path_, true);
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE((*writer)->begin_run({"e", "m", "c"}, "x", store::test_time));
    for (int batch = 0; batch < 10; ++batch) {
      std::vector<StoredDocument> documents;
      for (int n = 0; n < 15; ++n) documents.push_back(random_.document(fmt::format("doc{}", batch * 15 + n), 4));
      ASSERT_TRUE((*writer)->add({documents, {}, 0}, store::test_time));
      current_.insert(current_.end(), documents.begin(), documents.end());
    }
    for (std::size_t n = 0; n < current_.size(); n += 10) {
      StoredDocument changed = random_.document(current_[n].key.article, 4);
      changed.key.source = current_[n].key.source;
      old_.push_back(current_[n]);
      current_[n] = changed;
      ASSERT_TRUE((*writer)->add({{changed}, {}, 0}, store::test_time));
    }
    ASSERT_TRUE(store::check((*writer)->database())->empty());
    auto archive = store::open_archive(path_, store::Database::Mode::read_only);
    ASSERT_TRUE(archive);
    archive_ = std::move(archive).value();
  }

  Filter random_filter(bool statements) {
    Filter f;
    store::Random& r = random_.random();
    static constexpr const char* codes[] = {"RUS",    "RUS:GOV",   "CHN", "USA",     "IGO",
                                            "IGO:UN", "IMG:Alpha", "UNK", "FRA:GOV", "ABW"};
    if (r.chance(30)) f.actor = r.of(codes);
    if (r.chance(30)) f.recipient = r.of(codes);
    if (r.chance(30)) f.party = r.of(codes);
    if (r.chance(20)) f.since = Day(18000 + r.below(1500)).iso();
    if (r.chance(20)) f.until = Day(18000 + r.below(1500)).iso();
    if (r.chance(10)) f.article = fmt::format("doc{}", r.below(160));
    if (r.chance(20)) f.limit = static_cast<std::uint64_t>(1 + r.below(10));
    if (statements) return f;
    if (r.chance(20)) f.type = event_type_names[static_cast<std::size_t>(r.below(16))];
    if (r.chance(20)) f.quad = quad_names[static_cast<std::size_t>(r.below(4))];
    if (r.chance(20)) f.newness = newness_names[static_cast<std::size_t>(r.below(3))];
    if (r.chance(20)) f.factuality = factuality_names[static_cast<std::size_t>(r.below(5))];
    if (r.chance(20)) f.min_confidence = r.below(1001);
    return f;
  }

  std::vector<std::string> stream(RecordKind kind, const Filter& f) {
    std::vector<std::string> out;
    const Status status = stream_records(*archive_, kind, f, [&](std::string_view json) {
      out.emplace_back(json);
      return Status();
    });
    EXPECT_TRUE(status) << status.error().message;
    return out;
  }

  store::RandomDocuments random_{21};
  std::vector<StoredDocument> current_, old_;
  std::unique_ptr<store::Database> archive_;
};

TEST_F(QueryTest, RecordsAreThoseThatMatchInTheOrderOfDocuments) {
  std::size_t found = 0;
  for (int round = 0; round < 400; ++round) {
    const Filter f = round == 0 ? Filter() : random_filter(false);
    std::vector<std::string> expected;
    for (const StoredDocument& d : current_)
      for (const StoredEvent& e : d.events)
        if (matches(d, e, f) && (f.limit == 0 || expected.size() < f.limit)) expected.push_back(e.json);
    ASSERT_EQ(stream(RecordKind::event, f), expected)
        << f.actor << "/" << f.recipient << "/" << f.party << " " << f.since << ".." << f.until << " " << f.article;
    found += expected.size();
  }
  EXPECT_GT(found, 1000u);
  for (int round = 0; round < 200; ++round) {
    const Filter f = round == 0 ? Filter() : random_filter(true);
    std::vector<std::string> expected;
    for (const StoredDocument& d : current_)
      for (const StoredStatement& s : d.statements)
        if (matches(d, s, f) && (f.limit == 0 || expected.size() < f.limit)) expected.push_back(s.json);
    ASSERT_EQ(stream(RecordKind::statement, f), expected);
  }
}

TEST_F(QueryTest, ARelationIsACountOverItsEvents) {
  static constexpr const char* codes[] = {"RUS", "CHN", "USA", "FRA", "IGO:UN", "RUS:MIL", "CHN:GOV"};
  std::uint64_t counted = 0;
  for (int round = 0; round < 200; ++round) {
    store::Random& r = random_.random();
    const std::string first = r.of(codes), second = r.of(codes);
    const auto period = static_cast<Period>(r.below(4));
    Filter f;
    if (round % 2 == 1) f = random_filter(false);
    if (r.chance(30)) f.since = Day(18300).iso(), f.until = Day(19200).iso();
    std::map<Day, RelationPoint> expected;
    for (const StoredDocument& d : current_) {
      for (const StoredEvent& e : d.events) {
        const std::string a = std::string(country_of_code(first)), b = std::string(country_of_code(second));
        const auto dyads = store::dyads_of(e.parties);
        const auto day = series_day(d, e);
        Filter narrow = f;
        if (!day || !matches(d, e, narrow)) continue;
        narrow = {};
        bool parties = true;
        for (const std::string& code : {first, second})
          if (code.find(':') == 3 && code[0] != 'I')
            parties = parties && has_party(e.parties, {Role::actor, Role::recipient}, code);
        const bool pair = std::any_of(dyads.begin(), dyads.end(), [&](const store::Dyad& one) {
          return one.first == std::min(a, b) && one.second == std::max(a, b);
        });
        if (!pair || !parties) continue;
        RelationPoint& point = expected[period_start(*day, period)];
        const int standing = store::standing_of(e.newness, e.factuality);
        if (standing == 0) {
          ++point.events;
          ++point.counts[e.quad - 1];
          point.score_thousandths += e.plover_score;
          point.goldstein_thousandths += e.goldstein.value_or(0);
        } else {
          ++(standing == 1 ? point.other_events : point.unconfirmed_events);
        }
      }
    }
    const auto found = relation(*archive_, first, second, period, f);
    ASSERT_TRUE(found) << found.error().message;
    std::uint64_t shown = found->outside_events, all = 0;
    for (const auto& [day, point] : expected) all += point.events + point.other_events + point.unconfirmed_events;
    for (std::size_t n = 0; n < found->points.size(); ++n) {
      const RelationPoint& point = found->points[n];
      const Day start = *Day::parse(point.start);
      ASSERT_EQ(point.period, period_name(start, period));
      if (n > 0) {
        ASSERT_EQ(next_period(*Day::parse(found->points[n - 1].start), period), start) << "a gap";
      }
      const RelationPoint& right = expected[start];
      ASSERT_EQ(point.events, right.events) << first << " " << second << " " << point.period;
      ASSERT_EQ(point.other_events, right.other_events);
      ASSERT_EQ(point.unconfirmed_events, right.unconfirmed_events);
      for (int q = 0; q < 4; ++q) ASSERT_EQ(point.counts[q], right.counts[q]);
      ASSERT_EQ(point.score_thousandths, right.score_thousandths);
      ASSERT_EQ(point.goldstein_thousandths, right.goldstein_thousandths);
      std::uint64_t articles = 0;
      for (const StoredDocument& d : current_) articles += d.published && period_start(*d.published, period) == start;
      ASSERT_EQ(point.articles, articles);
      shown += point.events + point.other_events + point.unconfirmed_events;
      counted += point.events;
    }
    ASSERT_EQ(shown, all) << "every event is in a point or named as outside";
  }
  EXPECT_GT(counted, 100u);
}

TEST_F(QueryTest, EvidenceIsTheEventsOfTheSeriesWithTheirWords) {
  std::map<std::string, std::pair<const StoredDocument*, const StoredEvent*>> by_id;
  for (const StoredDocument& d : current_)
    for (const StoredEvent& e : d.events) by_id[e.record_id] = {&d, &e};
  const auto found = evidence(*archive_, "CHN", "RUS", {});
  ASSERT_TRUE(found) << found.error().message;
  const auto series = relation(*archive_, "RUS", "CHN", Period::year, {});
  std::uint64_t in_series = series->outside_events, dated = 0;
  for (const RelationPoint& p : series->points) in_series += p.events + p.other_events + p.unconfirmed_events;
  std::string last_day = "9999-99-99";
  for (const RelationSentence& one : *found) {
    ASSERT_TRUE(by_id.count(one.event_id));
    const auto& [d, e] = by_id[one.event_id];
    dated += !one.day.empty();
    ASSERT_LE(one.day, last_day);
    last_day = one.day;
    const auto words = [&](const std::string& text, Span span) {
      const auto from = byte_of_code_point(text, span.begin), to = byte_of_code_point(text, span.end);
      return text.substr(from, to - from);
    };
    ASSERT_EQ(one.sentence, words(d->text, e->sentence.span));
    const auto [from, to] = one.trigger_span;
    ASSERT_EQ(one.sentence.substr(from, to - from), words(d->text, e->trigger));
    std::vector<std::string> shown, expected;
    for (const auto& [b, end] : one.actor_spans) shown.push_back(one.sentence.substr(b, end - b));
    for (const StoredParty& p : e->parties)
      if (p.role == Role::actor && p.mention) expected.push_back(words(d->text, *p.mention));
    ASSERT_EQ(shown, expected);
    ASSERT_EQ(one.publisher, d->key.source);
    ASSERT_EQ(one.title, d->title);
  }
  EXPECT_EQ(dated, in_series);
  EXPECT_GT(dated, 10u);
  Filter few;
  few.limit = 3;
  EXPECT_EQ(evidence(*archive_, "CHN", "RUS", few)->size(), 3u);
}

TEST_F(QueryTest, MistypedFiltersAreErrors) {
  const auto error = [&](std::string Filter::* field, const char* value, RecordKind kind = RecordKind::event) {
    Filter f;
    f.*field = value;
    const Status status = stream_records(*archive_, kind, f, [](std::string_view) { return Status(); });
    return status ? std::string() : status.error().message;
  };
  EXPECT_NE(error(&Filter::actor, "russia").find("not an actor code"), std::string::npos);
  EXPECT_NE(error(&Filter::party, "RUSGOV").find("not an actor code"), std::string::npos);
  EXPECT_NE(error(&Filter::type, "MEET").find("CONSULT"), std::string::npos);
  EXPECT_NE(error(&Filter::quad, "conflict").find("verbal-conflict"), std::string::npos);
  EXPECT_NE(error(&Filter::since, "2022-02-30").find("not a day"), std::string::npos);
  EXPECT_NE(error(&Filter::until, "2022").find("not a day"), std::string::npos);
  EXPECT_NE(error(&Filter::newness, "old").find("background"), std::string::npos);
  EXPECT_NE(error(&Filter::factuality, "true").find("alleged"), std::string::npos);
  EXPECT_NE(error(&Filter::type, "AID", RecordKind::statement).find("statements have no type"), std::string::npos);
  EXPECT_FALSE(relation(*archive_, "Russia", "CHN", Period::month, {}));
  EXPECT_FALSE(relation(*archive_, "UNK", "CHN", Period::month, {}));
}

TEST_F(QueryTest, ExplainNamesEveryLayer) {
  const StoredDocument* document = nullptr;
  const StoredEvent* event = nullptr;
  for (const StoredDocument& d : current_)
    for (const StoredEvent& e : d.events)
      if (e.date && event == nullptr) document = &d, event = &e;
  ASSERT_NE(event, nullptr);
  auto text = explain(*archive_, event->record_id);
  ASSERT_TRUE(text) << text.error().message;
  for (const std::string& part : {event->record_id, document->key.article, document->title, event->type, event->rule,
                                  event->parties[0].code, event->date->start.iso(), event->factuality})
    EXPECT_NE(text->find(part), std::string::npos) << part;
  text = explain(*archive_, old_[0].events.empty() ? old_[1].events[0].record_id : old_[0].events[0].record_id);
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_NE(text->find("queries show this no longer, since"), std::string::npos);
  for (const StoredDocument& d : current_)
    if (!d.statements.empty()) {
      text = explain(*archive_, d.statements[0].record_id);
      ASSERT_TRUE(text) << text.error().message;
      EXPECT_NE(text->find("content"), std::string::npos);
      break;
    }
  // A copy says whose.
  {
    auto writer = store::Writer::open(path_, false);
    ASSERT_TRUE(writer && (*writer)->begin_run({"e", "m", "c"}, "x", store::test_time));
    StoredDocument original = random_.document("original", 8), copy = original;
    original.copy_key = copy.copy_key = 77;
    original.published = Day(18000);
    copy.published = Day(18001);
    copy.key.article = "copy";
    copy.events.resize(1);
    copy.events[0].record_id = "ev-copy";
    store::RandomDocuments::finish(original);
    store::RandomDocuments::finish(copy);
    ASSERT_TRUE((*writer)->add({{copy, original}, {}, 0}, store::test_time));
  }
  text = explain(*archive_, "ev-copy");
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_NE(text->find("an exact copy of original"), std::string::npos) << *text;
  for (const char* id : {"ev-0", "st-0", "", "'; DROP TABLE version"}) EXPECT_FALSE(explain(*archive_, id));
}

// A reader that goes on while a writer adds sees whole documents in one version, and no document twice.
TEST_F(QueryTest, AReaderBesideAWriterSeesWholeDocuments) {
  std::atomic<bool> done = false;
  std::thread adding([&] {
    auto writer = store::Writer::open(path_, false);
    ASSERT_TRUE(writer && (*writer)->begin_run({"e", "m", "c"}, "x", store::test_time));
    store::RandomDocuments more(99);
    for (int n = 0; n < 60; ++n) {
      StoredDocument changed = more.document(current_[static_cast<std::size_t>(n)].key.article, 4);
      changed.key.source = current_[static_cast<std::size_t>(n)].key.source;
      for (StoredEvent& e : changed.events)
        e.json = fmt::format("{} {} of {}", changed.key.article, changed.key.hash, changed.events.size());
      ASSERT_TRUE((*writer)->add({{changed}, {}, 0}, store::test_time));
    }
    done = true;
  });
  int rounds = 0;
  do {
    std::map<std::string, int> seen;
    std::set<std::string> articles;
    for (const std::string& json : stream(RecordKind::event, {}))
      if (!json.starts_with('{')) ++seen[json];
    for (const auto& [key, n] : seen) {
      ASSERT_EQ(key.substr(key.rfind(' ') + 1), std::to_string(n)) << "half a document";
      ASSERT_TRUE(articles.insert(key.substr(0, key.find(' '))).second) << "two versions at once";
    }
    ++rounds;
  } while (!done && rounds < 1000);
  adding.join();
  EXPECT_TRUE(store::check(*archive_)->empty());
}

}  // namespace
}  // namespace demarche::query
