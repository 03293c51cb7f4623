// The residue scan finds what was planted and nothing else; the decoder of files sees what SQLite sees.
#include "store/residue.h"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <fstream>
#include <functional>
#include <map>
#include <set>

#include "base/file.h"
#include "store/archive_file_test.h"
#include "store/decoded_file.h"
#include "store/random_documents_test.h"
#include "store/request_desk.h"
#include "store/schema.h"
#include "store/writer.h"

namespace demarche::store {
namespace {

class ResidueTest : public ArchiveFile {
 protected:
  // 40 articles, the tenth of which is long enough for overflow pages and is erased; a backup from before.
  void SetUp() override {
    RandomDocuments random(77);
    {
      auto writer = Writer::open(path_, true);
      ASSERT_TRUE(writer && (*writer)->begin_run({"e", "m", "c"}, "x", test_time));
      WriteBatch batch;
      for (int n = 0; n < 40; ++n)
        batch.documents.push_back(random.document(fmt::format("doc{}", n), n == 10 ? 150 : 4));
      removed_ = batch.documents[10];
      ASSERT_TRUE((*writer)->add(batch, test_time));
      ASSERT_TRUE((*writer)->database().exec("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    backup_ = folder_ + "/backup";
    std::filesystem::copy_file(path_, backup_);
    auto desk = RequestDesk::open(path_, "1.0", {});
    ASSERT_TRUE(desk) << desk.error().message;
    NewRequest request;
    request.scope.article = "doc10";
    request.ground = "test";
    const auto done = (*desk)->execute(request, test_time);
    ASSERT_TRUE(done) << done.error().message;
    id_ = done->request_id;
  }

  ResidueScan scan(const std::vector<std::string>& backups = {}) {
    auto out = scan_residue(path_, id_, backups);
    EXPECT_TRUE(out) << out.error().message;
    return out ? std::move(out).value() : ResidueScan();
  }
  void execute(const std::string& sql) {
    auto archive = open_archive(path_, Database::Mode::read_write);
    const Status status = (*archive)->exec(sql);
    ASSERT_TRUE(status) << status.error().message;
  }
  std::string words(std::size_t from, std::size_t size = 300) const { return removed_.text.substr(from, size); }
  // Bytes put into the file by hand, as a deletion that does not overwrite would leave them.
  void poke(std::uint64_t at, std::string_view bytes) {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(at));
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  std::uint32_t free_page() const {
    const auto bytes = read_file(path_, 1 << 30);
    std::uint32_t out = 0;
    for (int i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>((*bytes)[32 + static_cast<std::size_t>(i)]);
    return out;
  }

  StoredDocument removed_;
  std::string backup_;
  std::int64_t id_ = 0;
};

TEST_F(ResidueTest, CleanAfterAnErasureAndNotInTheBackup) {
  const ResidueScan now = scan();
  EXPECT_TRUE(now.clean());
  EXPECT_GT(now.sequences, 500);
  ASSERT_EQ(now.files.size(), 1u);
  EXPECT_EQ(now.files[0].form, "sqlite");
  EXPECT_GT(now.files[0].pages.cells, 500);
  EXPECT_GT(now.files[0].pages.free_pages, 0);
  const ResidueScan with_backup = scan({backup_});
  EXPECT_FALSE(with_backup.clean());
  EXPECT_EQ(with_backup.files[0].found, 0);
  EXPECT_GT(with_backup.files[1].found, 100);
  EXPECT_FALSE(scan({folder_ + "/no such backup"}).clean());
}

TEST_F(ResidueTest, PlantedIntoAFreePage) {
  const std::uint32_t page = free_page();
  ASSERT_GT(page, 0u);
  poke(static_cast<std::uint64_t>(page - 1) * 4096 + 2000, words(500));
  const ResidueScan found = scan();
  EXPECT_GT(found.files[0].found, 0);
  EXPECT_NE(found.files[0].where.front().find(fmt::format("page {}", page)), std::string::npos);
}

// A page as it was before the erasure, in the place of a free one.
TEST_F(ResidueTest, AnOldPageInAFreePlace) {
  const auto before = read_file(backup_, 1 << 30);
  const std::size_t at = before->find(words(40, 100));
  ASSERT_NE(at, std::string::npos);
  std::string old_page = before->substr(at / 4096 * 4096, 4096);
  const auto now = read_file(path_, 1 << 30);
  const std::uint32_t page = free_page();
  old_page.replace(0, 8, *now, static_cast<std::size_t>(page - 1) * 4096, 8);  // the free list's own numbers
  std::string trunk = now->substr(static_cast<std::size_t>(page - 1) * 4096, 4096);
  trunk.replace(3000, 1096, old_page, 3000, 1096);
  poke(static_cast<std::uint64_t>(page - 1) * 4096, trunk);
  EXPECT_FALSE(scan().clean());
}

TEST_F(ResidueTest, PlantedIntoRowsKeysAndGaps) {
  const std::pair<const char*, const char*> places[] = {
      {"INSERT INTO change (at, op, kind, reason) VALUES ('x', 'insert', 'x', '{}')",
       "DELETE FROM change WHERE at = 'x'"},
      {"UPDATE request SET ground = '{}' WHERE id = 1", "UPDATE request SET ground = '' WHERE id = 1"},
      {"CREATE TABLE extra (a TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO extra VALUES ('{}')", "DROP TABLE extra"},
      {"CREATE TABLE extra (a BLOB); INSERT INTO extra VALUES (CAST('{}' AS BLOB))", "DROP TABLE extra"}};
  for (const auto& [put, take] : places) {
    execute(fmt::format(fmt::runtime(put), words(900, 6000)));
    EXPECT_FALSE(scan().clean()) << put;
    execute(take);
    execute("PRAGMA wal_checkpoint(TRUNCATE)");
    EXPECT_TRUE(scan().clean()) << take;
  }
  // Without secure_delete the row is gone and its bytes are not.
  execute(
      fmt::format("PRAGMA secure_delete=OFF; INSERT INTO change (at, op, kind, reason) VALUES ('x','insert','x','{}'); "
                  "DELETE FROM change WHERE at = 'x'; PRAGMA wal_checkpoint(TRUNCATE)",
                  words(900, 600)));
  EXPECT_FALSE(scan().clean());
}

TEST_F(ResidueTest, PlantedIntoTheLog) {
  auto keep = open_archive(path_, Database::Mode::read_write);  // the log stays while somebody has the file open
  ASSERT_TRUE(keep);
  ASSERT_TRUE((*keep)->exec(fmt::format("UPDATE request SET ground = '{}' WHERE id = 1", words(0))));
  ASSERT_TRUE((*keep)->exec("UPDATE request SET ground = '' WHERE id = 1"));
  const ResidueScan found = scan();
  EXPECT_FALSE(found.clean());
  EXPECT_GT(found.files[0].pages.frames, 0);
  EXPECT_NE(found.files[0].where.front().find("log, frame"), std::string::npos) << found.files[0].where.front();
  ASSERT_TRUE((*keep)->exec("PRAGMA wal_checkpoint(TRUNCATE)"));
  EXPECT_TRUE(scan().clean());
}

TEST_F(ResidueTest, PlantedIntoExports) {
  std::string escaped;
  for (char c : words(200)) escaped += c == ' ' ? std::string("\\n") : std::string(1, c);
  const std::string text = "{\"kind\":\"event\"}\n{\"text\":\"" + escaped + "\"}\n";
  const auto gzip = [](const std::string& path, std::string_view bytes) {
    const gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
  };
  const auto zstd = [](const std::string& path, std::string_view bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
    ASSERT_TRUE(write_file(path, out));
  };
  const auto plain = [](const std::string& path, std::string_view bytes) { ASSERT_TRUE(write_file(path, bytes)); };
  const std::pair<std::string, std::function<void(const std::string&, std::string_view)>> forms[] = {
      {"a.jsonl", plain}, {"b.jsonl.gz", gzip}, {"c.jsonl.zst", zstd}};
  std::string harmless;
  for (int i = 0; i < 300000; ++i) harmless += fmt::format("line {} of what is kept\n", i);
  for (const auto& [name, write] : forms) {
    const std::string path = folder_ + "/" + name;
    execute(
        fmt::format("INSERT INTO export (written_at, path, form, query, cursor, records, bytes, sha256) VALUES "
                    "('x','{}','jsonl','{{}}',1,1,1,'')",
                    path));
    write(path, harmless);
    EXPECT_TRUE(scan().clean()) << name;
    write(path, harmless + text);
    EXPECT_FALSE(scan().clean()) << name;
    std::filesystem::remove(path);
    EXPECT_TRUE(scan().clean()) << "an export that is gone holds nothing";
  }
  // What cannot be decoded might hold anything.
  const std::string path = folder_ + "/a.jsonl";
  for (std::string bytes :
       {std::string("PAR1\0\0\1", 7), std::string("\x1f\x8b\x08 broken"), std::string("PK\3\4 broken")}) {
    ASSERT_TRUE(write_file(path, bytes));
    const ResidueScan broken = scan();
    EXPECT_FALSE(broken.clean());
    EXPECT_EQ(broken.files[1].unreadable.size(), 1u) << bytes;
  }
}

TEST_F(ResidueTest, DamageIsAFailure) {
  // The first page of the free list no longer belongs to it.
  poke(32, std::string_view("\0\0\0\0\0\0\0\0", 8));
  ResidueScan damaged = scan();
  EXPECT_FALSE(damaged.clean());
  EXPECT_NE(damaged.files[0].unreadable.front().find("belongs to no table"), std::string::npos)
      << damaged.files[0].unreadable.front();
}

// Random damage never crashes or hangs the decoder.
TEST_F(ResidueTest, TheDecoderTakesAnyBytes) {
  const auto good = read_file(path_, 1 << 30);
  Random random(8);
  for (int n = 0; n < 300; ++n) {
    std::string bad = *good;
    for (int i = 1 + random.below(20); i > 0; --i)
      bad[random.chance(50) ? static_cast<std::size_t>(random.below(static_cast<int>(bad.size())))
                            : static_cast<std::size_t>(random.below(static_cast<int>(bad.size() / 4096))) * 4096 +
                                  static_cast<std::size_t>(random.below(120))] = static_cast<char>(random.next());
    if (random.chance(10)) bad.resize(static_cast<std::size_t>(random.below(static_cast<int>(bad.size()))));
    const std::string other = folder_ + "/bad";
    ASSERT_TRUE(write_file(other, bad));
    auto file = PageFile::open(other);
    if (!file) continue;
    static_cast<void>(file->scan([](const std::string&, std::string_view) {}).ok());
  }
}

TEST_F(ResidueTest, TheDecoderSeesWhatSqliteSees) {
  auto archive = open_archive(path_, Database::Mode::read_write);
  ASSERT_TRUE(archive);
  // Part in the file, part in the log.
  ASSERT_TRUE(
      (*archive)->exec("PRAGMA wal_autocheckpoint=0; UPDATE version SET title = title || ' anew' WHERE id % 3 = 0; "
                       "DELETE FROM document WHERE id % 7 = 0"));
  std::map<std::string, std::multiset<std::string>> decoded, queried;
  auto file = PageFile::open(path_);
  ASSERT_TRUE(file) << file.error().message;
  const auto counts = file->scan([&](const std::string& where, std::string_view bytes) {
    if (const std::size_t comma = where.find(", page"); comma != std::string::npos)
      decoded[where.substr(0, comma)].emplace(bytes);
  });
  ASSERT_TRUE(counts) << counts.error().message;
  EXPECT_TRUE(file->problems().empty()) << file->problems().front();
  EXPECT_GT(counts->frames, 0);
  for (const char* table :
       {"version", "event_mention", "event_record", "event_party", "document", "sentence", "suppression"}) {
    auto select = (*archive)->prepare(fmt::format("SELECT * FROM {}", table));
    while (*select->step())
      for (int c = 0; c < select->columns(); ++c) {
        if (select->kind(c) == Statement::Kind::text) queried[table].emplace(select->text(c));
        if (select->kind(c) == Statement::Kind::blob) queried[table].emplace(select->blob(c));
      }
    EXPECT_EQ(decoded[table], queried[table]) << table;
  }
}

TEST(Unescape, JsonAndXml) {
  const auto of = [](std::string_view bytes) {
    std::string out;
    unescape(bytes, out);
    return out;
  };
  EXPECT_EQ(of("a\\nb\\\"c\\\\d"), "a b\"c\\d");
  EXPECT_EQ(of("caf\\u00e9 \\ud83d\\ude00"), "caf\u00e9 \U0001F600");
  EXPECT_EQ(of("R&amp;D &lt;b&gt; &#233; &#xe9; &nope; &"), "R&D <b> \u00e9 \u00e9 &nope; &");
  EXPECT_EQ(of("\\"), "\\");
  EXPECT_EQ(of("\\u12"), "u12");
}

}  // namespace
}  // namespace demarche::store
