// Random operations against a model in memory: adding, new versions, copies, withdraw, restrict, erase, lift, opening
// anew. The model knows documents, who holds them and what stays out; it shares no code with the archive but the rule
// that makes pairs of parties.
//
// 15 sequences in the normal suite; DEMARCHE_SLOW=1 makes it 1,000.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "store/archive_file_test.h"
#include "store/check.h"
#include "store/dyads.h"
#include "store/random_documents_test.h"
#include "store/request_desk.h"
#include "store/schema.h"
#include "store/writer.h"

namespace demarche::store {
namespace {

struct ModelDocument {
  DocumentKey key;
  std::vector<StoredDocument> versions;  // the last is current
  std::int64_t held_by = 0;              // request
};

class Model {
 public:
  void add(const StoredDocument& d) {
    ModelDocument* known = find(d.key);
    if (known != nullptr && known->held_by == 0)
      for (const StoredDocument& v : known->versions)
        if (v.key.hash == d.key.hash) return;
    for (const auto& [request, out] : stays_out_)
      for (const std::string& mark : marks_of(d))
        if (out.contains(mark)) return;
    if (known == nullptr) {
      documents_.push_back({d.key, {}, 0});
      known = &documents_.back();
    }
    known->versions.push_back(d);
  }

  // The documents are those whose source and article are given. Says how many were met.
  int remove(Verb verb, std::int64_t request, const std::set<std::string>& meant, bool whole_source) {
    int met = 0;
    for (auto at = documents_.begin(); at != documents_.end();) {
      if (!meant.contains(at->key.source + "|" + at->key.article)) {
        ++at;
        continue;
      }
      ++met;
      if (whole_source) stays_out_[request].insert("source " + at->key.source);
      // A restriction leaves alone what is held already.
      if (at->held_by != 0 && verb == Verb::restrict_) {
        ++at;
        continue;
      }
      for (const StoredDocument& v : at->versions)
        for (const std::string& mark : marks_of(v))
          if (!mark.starts_with("source")) stays_out_[request].insert(mark);
      if (verb == Verb::erase) {
        at = documents_.erase(at);
      } else {
        at->held_by = request;
        ++at;
      }
    }
    return met;
  }

  void lift(std::int64_t request) {
    stays_out_.erase(request);
    for (ModelDocument& d : documents_)
      if (d.held_by == request) d.held_by = 0;
  }

  const std::vector<ModelDocument>& documents() const { return documents_; }

  std::string shown() const {
    std::string out;
    std::map<std::string, std::array<std::int64_t, 3>> cells;
    std::map<std::int32_t, int> days;
    for (const ModelDocument& d : documents_) {
      if (d.held_by != 0) continue;
      const StoredDocument& v = d.versions.back();
      const bool counts = counted(v);
      out += fmt::format("{} {} {} {}\n", d.key.source, d.key.article, v.key.hash, counts ? 1 : 0);
      for (const StoredEvent& e : v.events) out += e.json + "\n";
      for (const StoredStatement& s : v.statements) out += s.json + "\n";
      if (v.published) ++days[v.published->count()];
      if (counts) add_cells(v, cells);
    }
    for (const auto& [key, sums] : cells) out += fmt::format("{} {} {} {}\n", key, sums[0], sums[1], sums[2]);
    for (const auto& [day, n] : days) out += fmt::format("{} {}\n", day, n);
    return out;
  }

 private:
  ModelDocument* find(const DocumentKey& key) {
    for (ModelDocument& d : documents_)
      if (d.key.source == key.source && d.key.article == key.article) return &d;
    return nullptr;
  }

  static std::vector<std::string> marks_of(const StoredDocument& d) {
    std::vector<std::string> out = {"key " + d.key.source + "|" + d.key.article, "url " + d.url,
                                    "source " + d.key.source};
    if (d.copy_key != 0) out.push_back(fmt::format("text {}", d.copy_key));
    return out;
  }

  // Of copies the first by day, source and id.
  bool counted(const StoredDocument& v) const {
    if (v.copy_key == 0) return true;
    const auto rank = [](const StoredDocument& d) {
      return std::tuple(!d.published, d.published ? d.published->count() : 0, d.key.source, d.key.article);
    };
    for (const ModelDocument& d : documents_)
      if (d.held_by == 0 && d.versions.back().copy_key == v.copy_key && rank(d.versions.back()) < rank(v)) return false;
    return true;
  }

  static void add_cells(const StoredDocument& v, std::map<std::string, std::array<std::int64_t, 3>>& cells) {
    for (const StoredEvent& e : v.events) {
      const std::optional<Day> day = e.date ? e.date->start : v.published;
      if (!day) continue;
      for (const Dyad& dyad : dyads_of(e.parties)) {
        auto& sums = cells[fmt::format("{} {} {} {}{}{}", dyad.first, dyad.second, day->count(), dyad.direction, e.quad,
                                       standing_of(e.newness, e.factuality))];
        sums[0] += 1;
        sums[1] += e.plover_score;
        sums[2] += e.goldstein.value_or(0);
      }
    }
  }

  std::vector<ModelDocument> documents_;
  std::map<std::int64_t, std::set<std::string>> stays_out_;
};

std::vector<std::string> lines(const Database& archive, const char* sql) {
  std::vector<std::string> out;
  auto select = archive.prepare(sql);
  while (*select->step()) out.emplace_back(select->text(0));
  return out;
}

std::string shown_by(const Database& archive) {
  std::string out;
  auto documents = archive.prepare(
      "SELECT s.name || ' ' || d.article || ' ' || v.hash || ' ' || v.counted, v.id FROM version v JOIN document d ON "
      "d.id = v.document_id JOIN source s ON s.id = d.source_id WHERE v.current = 1 ORDER BY d.id");
  while (*documents->step()) {
    (out += documents->text(0)) += '\n';
    for (const char* kind : {"event", "statement"})
      for (const std::string& json :
           lines(archive, fmt::format("SELECT json FROM {0}_mention m JOIN {0}_record r ON r.{0}_id = m.id WHERE "
                                      "m.version_id = {1} ORDER BY m.position",
                                      kind, documents->integer(1))
                              .c_str()))
        out += json + "\n";
  }
  std::vector<std::string> cells =
      lines(archive,
            "SELECT first || ' ' || second || ' ' || day || ' ' || direction || quad || standing || ' ' || events || "
            "' ' || plover_score || ' ' || goldstein FROM dyad_day");
  std::sort(cells.begin(), cells.end(), [](const std::string& a, const std::string& b) {
    const auto key = [](const std::string& s) {
      std::size_t at = 0;
      for (int i = 0; i < 4; ++i) at = s.find(' ', at) + 1;
      return s.substr(0, at - 1);
    };
    return key(a) < key(b);
  });
  for (const std::string& cell : cells) out += cell + "\n";
  for (const std::string& day : lines(archive, "SELECT day || ' ' || articles FROM article_day ORDER BY day"))
    out += day + "\n";
  return out;
}

class RemovalModelTest : public ArchiveFile {
 protected:
  StoredDocument random_document(RandomDocuments& random, int number) {
    StoredDocument d = random.document(fmt::format("doc{}", random.random().below(9)), 2);
    if (!seen_.empty() && random.random().chance(35)) {  // the same again, or a copy elsewhere
      const StoredDocument& other =
          seen_[static_cast<std::size_t>(random.random().below(static_cast<int>(seen_.size())))];
      if (random.random().chance(50)) return other;
      const DocumentKey key = d.key;
      const std::string url = d.url;
      d = other;
      d.key = key;
      d.url = url;
      for (std::size_t e = 0; e < d.events.size(); ++e) d.events[e].record_id = fmt::format("ev-{}-{}", number, e);
      RandomDocuments::finish(d);
    }
    d.copy_key = std::hash<std::string>()(d.text) >> 1 | 1;
    seen_.push_back(d);
    return d;
  }

  std::vector<StoredDocument> seen_;
};

TEST_F(RemovalModelTest, RandomSequencesAgreeWithTheModel) {
  const int sequences = std::getenv("DEMARCHE_SLOW") != nullptr ? 1000 : 15;
  int removals = 0, lifts = 0;
  for (int n = 0; n < sequences; ++n) {
    SCOPED_TRACE(n);
    for (const char* part : {"", "-wal", "-shm", ".key"}) ::unlink((path_ + part).c_str());
    seen_.clear();
    RandomDocuments random(static_cast<std::uint64_t>(50000 + n));
    Model model;
    std::vector<std::int64_t> done;
    auto writer = Writer::open(path_, true);
    ASSERT_TRUE(writer && (*writer)->begin_run({"e", "m", "c"}, "x", test_time));
    auto desk = RequestDesk::open(path_, "1.0", {});
    ASSERT_TRUE(desk) << desk.error().message;
    for (int op = 0; op < 16; ++op) {
      SCOPED_TRACE(op);
      const int what = op < 2 ? 0 : random.random().below(10);
      if (what < 4) {
        WriteBatch batch;
        for (int i = 1 + random.random().below(5); i > 0; --i)
          batch.documents.push_back(random_document(random, n * 1000 + op * 10 + i));
        const auto added = (*writer)->add(batch, test_time);
        ASSERT_TRUE(added) << added.error().message;
        for (const StoredDocument& d : batch.documents) model.add(d);
      } else if (what < 8 && !model.documents().empty()) {
        const auto& documents = model.documents();
        const DocumentKey key =
            documents[static_cast<std::size_t>(random.random().below(static_cast<int>(documents.size())))].key;
        NewRequest request;
        constexpr Verb verbs[] = {Verb::erase, Verb::withdraw, Verb::restrict_};
        request.verb = random.random().of(verbs);
        const bool whole_source = random.random().chance(20);
        request.scope.source = key.source;
        if (!whole_source) request.scope.article = key.article;
        std::set<std::string> meant;
        for (const ModelDocument& d : documents)
          if (d.key.source == key.source && (whole_source || d.key.article == key.article))
            meant.insert(d.key.source + "|" + d.key.article);
        const auto effect = (*desk)->execute(request, test_time);
        ASSERT_TRUE(effect) << effect.error().message;
        ASSERT_EQ(effect->document_count, model.remove(request.verb, effect->request_id, meant, whole_source));
        done.push_back(effect->request_id);
        ++removals;
      } else if (what == 8 && !done.empty()) {
        const std::size_t at = static_cast<std::size_t>(random.random().below(static_cast<int>(done.size())));
        ASSERT_TRUE((*desk)->lift(done[at], "test", test_time));
        model.lift(done[at]);
        done.erase(done.begin() + static_cast<std::ptrdiff_t>(at));
        ++lifts;
      } else {
        desk = RequestDesk::open(path_, "1.0", {});
        ASSERT_TRUE(desk) << desk.error().message;
      }
      ASSERT_EQ(shown_by((*desk)->database()), model.shown());
    }
    const auto problems = check((*desk)->database());
    ASSERT_TRUE(problems && problems->empty()) << problems->front();
    ASSERT_FALSE(HasFatalFailure());
  }
  EXPECT_GT(removals, sequences * 2);
  EXPECT_GT(lifts, sequences / 3);
}

}  // namespace
}  // namespace demarche::store
