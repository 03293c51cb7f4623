// After a removal the archive holds what one would hold that never saw the removed documents: in random corpora, orders
// of adding and scopes, with copies and older versions. And back: what is lifted is as it was.
//
// 15 cases in the normal suite; DEMARCHE_SLOW=1 makes it 600.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <set>

#include "store/address.h"
#include "store/archive_file_test.h"
#include "store/check.h"
#include "store/random_documents_test.h"
#include "store/request_desk.h"
#include "store/residue.h"
#include "store/schema.h"
#include "store/shown_test.h"
#include "store/writer.h"

namespace demarche::store {
namespace {

int cases(int normal, int slow) {
  return std::getenv("DEMARCHE_SLOW") != nullptr ? slow : normal;
}

class RemovalTest : public ArchiveFile {
 protected:
  void fill(const std::string& path, const std::vector<StoredDocument>& documents) {
    auto writer = Writer::open(path, true);
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE((*writer)->begin_run({"e", "m", "c"}, "x", test_time));
    for (std::size_t at = 0; at < documents.size(); at += 7) {
      WriteBatch batch;
      for (std::size_t i = at; i < std::min(at + 7, documents.size()); ++i) batch.documents.push_back(documents[i]);
      const auto added = (*writer)->add(batch, test_time);
      ASSERT_TRUE(added) << added.error().message;
    }
  }
  std::unique_ptr<RequestDesk> desk() {
    auto opened = RequestDesk::open(path_, "1.0", {});
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(opened).value();
  }
  void expect_sound(const Database& archive) {
    const auto problems = check(archive);
    ASSERT_TRUE(problems) << problems.error().message;
    ASSERT_TRUE(problems->empty()) << problems->front();
  }

  // Articles, some of them copies of others, some in several versions.
  std::vector<StoredDocument> corpus(RandomDocuments& random, int size) {
    std::vector<StoredDocument> out;
    for (int n = 0; n < size; ++n) {
      StoredDocument d = random.document(fmt::format("doc{}", random.random().below(size)), 3);
      if (!out.empty() && random.random().chance(25)) {
        const StoredDocument& other =
            out[static_cast<std::size_t>(random.random().below(static_cast<int>(out.size())))];
        const DocumentKey key = d.key;
        d = other;
        d.key = key;
        for (std::size_t e = 0; e < d.events.size(); ++e) d.events[e].record_id = fmt::format("ev-{}-{}", n, e);
        RandomDocuments::finish(d);
      }
      d.copy_key = std::hash<std::string>()(d.text) | 1;
      out.push_back(std::move(d));
    }
    return out;
  }
};

Scope random_scope(Random& random, const std::vector<StoredDocument>& documents) {
  const StoredDocument& d = documents[static_cast<std::size_t>(random.below(static_cast<int>(documents.size())))];
  Scope scope;
  switch (random.below(7)) {
    case 0:
      scope.article = d.key.article;
      break;
    case 1:
      scope.address = "http://www." + d.url.substr(8) + "/?utm_source=x";
      break;
    case 2:
      scope.source = d.key.source;
      break;
    case 3:
      scope.party = random.chance(50) ? "RUS" : "IGO:UN";
      break;
    case 4:
      scope.since = Day(18000 + random.below(1500));
      break;
    case 5:
      scope.name = d.text.substr(0, d.text.find(' '));
      break;
    default:
      scope.source = d.key.source;
      scope.until = Day(18000 + random.below(1500));
  }
  scope.copies = random.chance(30);
  return scope;
}

std::string document_of(const DocumentKey& key) {
  return key.source + "|" + key.article;
}

// The documents that a scope (without copies) means, worked out from the input alone: each field is asked of the
// document, whichever of its versions fits.
std::set<std::string> meant(const std::vector<StoredDocument>& documents, const Scope& scope) {
  const auto takes_part = [&](const auto& records, const auto& is) {
    return std::any_of(records.begin(), records.end(),
                       [&](const auto& r) { return std::any_of(r.parties.begin(), r.parties.end(), is); });
  };
  const auto party = [&](const StoredParty& p) {
    return p.code == scope.party || p.code.starts_with(scope.party + ":");
  };
  const std::pair<bool, std::function<bool(const StoredDocument&)>> fields[] = {
      {!scope.article.empty(), [&](const StoredDocument& d) { return d.key.article == scope.article; }},
      {!scope.source.empty(), [&](const StoredDocument& d) { return d.key.source == scope.source; }},
      {!scope.address.empty(),
       [&](const StoredDocument& d) { return normal_address(d.url) == normal_address(scope.address); }},
      {!scope.party.empty(),
       [&](const StoredDocument& d) { return takes_part(d.events, party) || takes_part(d.statements, party); }},
      {!scope.name.empty(),
       [&](const StoredDocument& d) { return says_words(d.text, scope.name) || says_words(d.title, scope.name); }},
      {scope.since || scope.until, [&](const StoredDocument& d) {
         return d.published && (!scope.since || *d.published >= *scope.since) &&
                (!scope.until || *d.published <= *scope.until);
       }}};
  std::optional<std::set<std::string>> out;
  for (const auto& [asked, fits] : fields) {
    if (!asked) continue;
    std::set<std::string> found;
    for (const StoredDocument& d : documents)
      if (fits(d) && (!out || out->contains(document_of(d.key)))) found.insert(document_of(d.key));
    out = std::move(found);
  }
  return out.value_or(std::set<std::string>());
}

TEST_F(RemovalTest, EqualsAFreshArchiveWithoutTheRemovedDocuments) {
  const int all = cases(15, 600);
  int emptied = 0, met = 0;
  std::int64_t sequences = 0;
  for (int n = 0; n < all; ++n) {
    SCOPED_TRACE(n);
    for (const char* part : {"", "-wal", "-shm", ".key"}) ::unlink((path_ + part).c_str());
    // The first: a removed event and the copy that counts instead of it share a day of a series.
    RandomDocuments random(static_cast<std::uint64_t>(n == 0 ? 1191 : 1000 + n));
    const std::vector<StoredDocument> documents = corpus(random, 4 + random.random().below(24));
    fill(path_, documents);
    auto at = desk();
    std::set<std::string> removed;
    const std::string whole = shown(at->database());
    std::vector<std::int64_t> reversible;
    const int requests = 1 + random.random().below(3);
    for (int r = 0; r < requests; ++r) {
      const Verb verbs[] = {Verb::erase, Verb::withdraw, Verb::restrict_};
      NewRequest request;
      request.verb = random.random().of(verbs);
      request.scope = random_scope(random.random(), documents);
      request.ground = "test";
      const std::string before = shown(at->database());
      const auto trial = at->try_out(request, test_time);
      ASSERT_TRUE(trial) << trial.error().message;
      ASSERT_EQ(shown(at->database()), before) << "a trial changed something";
      std::set<std::string> fit;
      for (const DocumentLine& line : trial->documents) fit.insert(line.source + "|" + line.article);
      std::set<std::string> expected = meant(documents, request.scope);
      if (!request.scope.copies) {
        std::set<std::string> gone_for_good;  // an erased document fits no more
        for (const std::string& d : expected)
          if (removed.contains(d) && !fit.contains(d)) gone_for_good.insert(d);
        for (const std::string& d : gone_for_good) expected.erase(d);
        ASSERT_EQ(fit, expected);
      }
      const auto done = at->execute(request, test_time);
      ASSERT_EQ(done.ok(), !fit.empty());
      if (!done) continue;
      ++met;
      ASSERT_EQ(done->document_count, static_cast<std::int64_t>(fit.size()));
      ASSERT_EQ(done->tally.size(), trial->tally.size());
      removed.insert(fit.begin(), fit.end());
      if (request.verb != Verb::erase) reversible.push_back(done->request_id);
      expect_sound(at->database());
      const auto scan = scan_residue(path_, done->request_id, {});
      ASSERT_TRUE(scan) << scan.error().message;
      for (const FileScan& file : scan->files) {
        ASSERT_TRUE(file.unreadable.empty()) << file.unreadable.front();
        ASSERT_EQ(file.found, 0) << file.where.front();
      }
      sequences += scan->sequences - scan->kept;
      ASSERT_FALSE(HasFatalFailure());
    }
    std::vector<StoredDocument> kept;
    for (const StoredDocument& d : documents)
      if (!removed.contains(document_of(d.key))) kept.push_back(d);
    emptied += kept.empty();
    const std::string other = folder_ + "/fresh";
    for (const char* part : {"", "-wal", "-shm"}) ::unlink((other + part).c_str());
    fill(other, kept);
    const auto fresh = open_archive(other, Database::Mode::create);
    ASSERT_TRUE(fresh) << fresh.error().message;
    ASSERT_EQ(shown(at->database()), shown(**fresh));
    // What was removed does not come back with the next add.
    fill(path_, documents);
    ASSERT_EQ(shown(at->database()), shown(**fresh)) << "a removed page came back";
    ASSERT_FALSE(HasFatalFailure());
  }
  EXPECT_GT(met, all / 2);
  EXPECT_LT(emptied, all / 2);
  EXPECT_GT(sequences, all * 10) << "there was little to look for";
}

TEST_F(RemovalTest, WhatNamesAnErasedPageElsewhereGoesWithIt) {
  RandomDocuments random(3);
  std::vector<StoredDocument> documents = {random.document("one", 4), random.document("two", 4)};
  fill(path_, documents);
  auto at = desk();
  const std::string page = documents[0].url.substr(8);
  ASSERT_TRUE(at->database().exec(fmt::format(
      "INSERT INTO import_set VALUES (1, 'other', 'gdelt');"
      "INSERT INTO imported_event (set_id, native_id, record_id, imported_at, address, json) VALUES "
      "(1, '1', 'im-1', 'x', '{}', '{{}}'), (1, '2', 'im-2', 'x', 'elsewhere.example/2', '{{}}');"
      "INSERT INTO reject (run_id, origin, article, reason, message) VALUES (1, 'p', 'one', 'no_text', 'x'), "
      "(1, '{}', '', 'no_text', 'x'), (1, 'other', 'other', 'no_text', 'x');"
      "UPDATE run SET input = 'in/{} more'",
      normal_address(page), documents[0].origin, documents[0].origin)));
  NewRequest other;
  other.verb = Verb::correct;
  other.scope.address = documents[0].url + "#top";
  ASSERT_TRUE(at->receive(other, test_time));
  NewRequest request;
  request.scope.article = "one";
  const auto done = at->execute(request, test_time);
  ASSERT_TRUE(done) << done.error().message;
  const auto left = [&](const char* sql) { return *at->database().integer(sql); };
  EXPECT_EQ(left("SELECT count(*) FROM imported_event"), 1);
  EXPECT_EQ(left("SELECT count(*) FROM reject"), 1);
  EXPECT_EQ(left("SELECT count(*) FROM run WHERE input LIKE '%one%'"), 0);
  EXPECT_EQ(left("SELECT count(*) FROM request_scope"), 0);
  const auto scan = scan_residue(path_, done->request_id, {});
  ASSERT_TRUE(scan) << scan.error().message;
  EXPECT_TRUE(scan->clean());
}

TEST_F(RemovalTest, WhatIsLiftedIsAsItWas) {
  for (int n = 0; n < cases(10, 200); ++n) {
    SCOPED_TRACE(n);
    for (const char* part : {"", "-wal", "-shm", ".key"}) ::unlink((path_ + part).c_str());
    RandomDocuments random(static_cast<std::uint64_t>(9000 + n));
    const std::vector<StoredDocument> documents = corpus(random, 4 + random.random().below(12));
    fill(path_, documents);
    auto at = desk();
    const std::string before = shown(at->database());
    const auto versions = at->database().integer("SELECT count(*) FROM version");
    NewRequest request;
    request.verb = random.random().chance(50) ? Verb::withdraw : Verb::restrict_;
    request.scope = random_scope(random.random(), documents);
    request.ground = "test";
    const auto done = at->execute(request, test_time);
    if (!done) continue;
    // Something else takes the row numbers meanwhile.
    std::vector<StoredDocument> more;
    for (int i = 0; i < 3; ++i) {
      StoredDocument d = random.document(fmt::format("later{}", i), 3);
      d.key.source = "Another Paper";
      d.url = "https://another.example/" + d.key.article;
      more.push_back(std::move(d));
    }
    fill(path_, more);
    const auto back = at->lift(done->request_id, "a mistake", test_time);
    ASSERT_TRUE(back) << back.error().message;
    ASSERT_EQ(*back, done->document_count);
    expect_sound(at->database());
    NewRequest erase;
    erase.verb = Verb::erase;
    erase.scope.source = "Another Paper";
    ASSERT_TRUE(at->execute(erase, test_time));
    ASSERT_EQ(shown(at->database()), before);
    ASSERT_EQ(*at->database().integer("SELECT count(*) FROM version"), *versions);
    fill(path_, documents);
    ASSERT_EQ(shown(at->database()), before) << "adding again finds all of it there";
    ASSERT_FALSE(HasFatalFailure());
  }
}

}  // namespace
}  // namespace demarche::store
