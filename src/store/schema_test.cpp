#include "store/schema.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "base/file.h"
#include "store/archive_file_test.h"
#include "store/check.h"
#include "store/random_documents_test.h"
#include "store/writer.h"

namespace demarche::store {
namespace {

class SchemaTest : public ArchiveFile {
 protected:
  void write(const std::string& bytes) { std::ofstream(path_, std::ios::binary) << bytes; }
  std::string error(Database::Mode mode) {
    const auto opened = open_archive(path_, mode, 50);
    return opened ? "" : opened.error().message;
  }
  void make(int documents) {
    auto writer = Writer::open(path_, true);
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE((*writer)->begin_run({"e", "m", "c"}, "x", test_time));
    RandomDocuments random(9);
    std::vector<StoredDocument> all;
    for (int i = 0; i < documents; ++i) all.push_back(random.document(fmt::format("doc{}", i)));
    ASSERT_TRUE((*writer)->add({all, {}, 0}, test_time));
  }
};

void expect_line(const std::string& message, const std::string& path, const char* part) {
  EXPECT_NE(message.find(path), std::string::npos) << message;
  EXPECT_NE(message.find(part), std::string::npos) << message;
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
}

TEST_F(SchemaTest, WhatIsNoArchiveIsSaidInOneLine) {
  expect_line(error(Database::Mode::read_only), path_, "no archive at");
  expect_line(error(Database::Mode::read_write), path_, "no archive at");
  write("");
  expect_line(error(Database::Mode::read_only), path_, "empty");
  write(
      "just some text that is long enough to be looked at as a database header by anything that tries to read it, "
      "really; "
      "one hundred bytes are needed and here they are");
  expect_line(error(Database::Mode::read_only), path_, "not a Demarche archive");
  expect_line(error(Database::Mode::create), path_, "not a Demarche archive");
  path_ = folder_;
  expect_line(error(Database::Mode::create), path_, "is a folder");
  path_ = folder_ + "/missing/file";
  expect_line(error(Database::Mode::create), path_, "cannot open");
}

TEST_F(SchemaTest, AnotherProgramsDatabaseIsLeftAlone) {
  {
    auto other = Database::open(path_, Database::Mode::create);
    ASSERT_TRUE(other);
    ASSERT_TRUE((*other)->exec("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)"));
  }
  const auto before = read_file(path_, 1 << 20);
  expect_line(error(Database::Mode::create), path_, "of another program");
  expect_line(error(Database::Mode::read_only), path_, "of another program");
  const auto after = read_file(path_, 1 << 20);
  EXPECT_TRUE(*before == *after);
}

TEST_F(SchemaTest, CutAndOverwrittenFilesAreErrorsAndNoCrash) {
  make(30);
  const auto whole = read_file(path_, 64 << 20);
  ASSERT_TRUE(whole);
  Random random(3);
  for (int round = 0; round < 60; ++round) {
    std::string bytes = *whole;
    if (round % 3 == 0) {
      bytes.resize(random.next() % bytes.size());
    } else {
      for (int n = 0; n < 200; ++n) bytes[random.next() % bytes.size()] = static_cast<char>(random.next());
      if (round % 3 == 1) bytes.replace(0, 100, *whole, 0, 100);  // a sound header leads further in
    }
    write(bytes);
    const auto opened = open_archive(path_, Database::Mode::read_only, 50);
    if (!opened) continue;
    const auto problems = check(**opened);
    EXPECT_TRUE(!problems || !problems->empty() || bytes == *whole) << "round " << round;
  }
}

TEST_F(SchemaTest, ANewerSchemaIsRefusedAndKept) {
  make(1);
  {
    auto archive = Database::open(path_, Database::Mode::read_write);
    ASSERT_TRUE((*archive)->exec(fmt::format("PRAGMA user_version={}", schema_version() + 3)));
  }
  expect_line(error(Database::Mode::read_only), path_, "newer Demarche");
  expect_line(error(Database::Mode::create), path_, "newer Demarche");
}

TEST_F(SchemaTest, MigrationsGoForwardOneByOne) {
  make(3);
  std::vector<const char*> steps(migrations().begin(), migrations().end());
  steps.insert(steps.end(),
               {"CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT", "ALTER TABLE later ADD COLUMN word TEXT"});
  expect_line(open_archive(path_, Database::Mode::read_only, 50, steps).error().message, path_, "older Demarche");
  {
    auto archive = open_archive(path_, Database::Mode::read_write, 50, steps);
    ASSERT_TRUE(archive) << archive.error().message;
    EXPECT_EQ(*(*archive)->integer("PRAGMA user_version"), schema_version() + 2);
    EXPECT_EQ(*(*archive)->integer("SELECT count(*) FROM version"), 3);
    EXPECT_EQ(*(*archive)->integer("PRAGMA foreign_keys"), 1);
    EXPECT_TRUE((*archive)->exec("INSERT INTO later (word) VALUES ('x')"));
  }
  EXPECT_TRUE(open_archive(path_, Database::Mode::read_only, 50, steps));
}

TEST_F(SchemaTest, AFailedMigrationLeavesTheOlderSchemaWhole) {
  make(3);
  std::vector<const char*> steps(migrations().begin(), migrations().end());
  steps.insert(steps.end(), {"CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT",
                             "CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)"});
  EXPECT_FALSE(open_archive(path_, Database::Mode::read_write, 50, steps));
  const auto archive = Database::open(path_, Database::Mode::read_only);
  EXPECT_EQ(*(*archive)->integer("PRAGMA user_version"), schema_version() + 1);
  EXPECT_EQ(*(*archive)->integer("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
  EXPECT_EQ(*(*archive)->integer("SELECT count(*) FROM version"), 3);
}

TEST_F(SchemaTest, ALockedArchiveSaysSo) {
  make(1);
  auto first = Writer::open(path_, false);
  ASSERT_TRUE(first);
  Transaction held((*first)->database());
  ASSERT_TRUE(held.begin());
  auto second = Writer::open(path_, false, 50);
  ASSERT_TRUE(second) << second.error().message;
  const Status run = (*second)->begin_run({"e", "m", "c"}, "x", test_time);
  ASSERT_FALSE(run);
  expect_line(run.error().message, path_, "locked");
  EXPECT_TRUE(open_archive(path_, Database::Mode::read_only, 50)) << "readers are not kept out";
}

TEST_F(SchemaTest, AFullDiskLosesNothingAcknowledged) {
  make(5);
  std::uint64_t acknowledged = 5;
  {
    auto writer = Writer::open(path_, false);
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->begin_run({"e", "m", "c"}, "x", test_time));
    const auto pages = (*writer)->database().integer("PRAGMA page_count");
    ASSERT_TRUE((*writer)->database().integer(fmt::format("PRAGMA max_page_count={}", *pages + 40)));
    RandomDocuments random(10);
    bool full = false;
    for (int i = 0; i < 200 && !full; ++i) {
      const auto added = (*writer)->add({{random.document(fmt::format("more{}", i))}, {}, 0}, test_time);
      if (added) {
        acknowledged += added->versions;
      } else {
        expect_line(added.error().message, path_, "disk is full");
        full = true;
      }
    }
    EXPECT_TRUE(full);
    // The same writer goes on once there is room.
    ASSERT_TRUE((*writer)->database().integer("PRAGMA max_page_count=1000000"));
    const auto added = (*writer)->add({{random.document("last")}, {}, 0}, test_time);
    ASSERT_TRUE(added) << added.error().message;
    acknowledged += added->versions;
  }
  const auto archive = open_archive(path_, Database::Mode::read_only);
  ASSERT_TRUE(archive);
  EXPECT_EQ(*(*archive)->integer("SELECT count(*) FROM version"), static_cast<std::int64_t>(acknowledged));
  EXPECT_TRUE(check(**archive)->empty());
}

// In a child without privileges, because root may write anywhere.
TEST_F(SchemaTest, AReadOnlyFolderCanBeReadAndSaysWhyItCannotBeWritten) {
  make(4);
  ASSERT_EQ(::chmod(path_.c_str(), 0444), 0);
  ASSERT_EQ(::chmod(folder_.c_str(), 0555), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (::geteuid() == 0 && ::setresuid(65534, 65534, 65534) != 0) _exit(9);
    auto reader = open_archive(path_, Database::Mode::read_only, 50);
    if (!reader || *(*reader)->integer("SELECT count(*) FROM version") != 4 || !check(**reader)->empty()) _exit(1);
    const auto writer = Writer::open(path_, false, 50);
    if (writer || writer.error().message.find("cannot be written") == std::string::npos) _exit(2);
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ::chmod(folder_.c_str(), 0755);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(SchemaTest, AReadOnlyFileInAWritableFolderCanBeRead) {
  make(2);
  ASSERT_EQ(::chmod(path_.c_str(), 0444), 0);
  const auto reader = open_archive(path_, Database::Mode::read_only, 50);
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_EQ(*(*reader)->integer("SELECT count(*) FROM version"), 2);
}

TEST_F(SchemaTest, ReadersChangeNothingAndLeaveNothingBehind) {
  make(3);
  const auto before = read_file(path_, 64 << 20);
  {
    const auto reader = open_archive(path_, Database::Mode::read_only);
    ASSERT_TRUE(reader);
    EXPECT_TRUE(check(**reader)->empty());
    for (const char* sql : {"DELETE FROM version", "CREATE TABLE t (x)", "PRAGMA user_version=7", "VACUUM"})
      static_cast<void>((*reader)->exec(sql).ok());
    EXPECT_FALSE((*reader)->exec("DELETE FROM version"));
  }
  const auto after = read_file(path_, 64 << 20);
  EXPECT_TRUE(*before == *after);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) EXPECT_EQ(entry.path(), path_);
}

// Four processes make and fill the same archive at once.
TEST_F(SchemaTest, WritersTakeTurns) {
  constexpr int writers = 4, batches = 8;
  std::vector<pid_t> children;
  for (int w = 0; w < writers; ++w) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto writer = Writer::open(path_, true, 60000);
      if (!writer) ::_exit(1);
      if (!(*writer)->begin_run({"e", "m", "c"}, "x", test_time)) ::_exit(2);
      RandomDocuments random(static_cast<std::uint64_t>(w + 1));
      for (int b = 0; b < batches; ++b)
        if (!(*writer)->add({{random.document(fmt::format("w{}-{}", w, b))}, {}, 0}, test_time)) ::_exit(3);
      ::_exit((*writer)->finish_run(test_time) ? 0 : 4);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  const auto archive = open_archive(path_, Database::Mode::read_only);
  ASSERT_TRUE(archive) << archive.error().message;
  EXPECT_EQ(*(*archive)->integer("SELECT count(*) FROM version"), writers * batches);
  EXPECT_EQ(*(*archive)->integer("SELECT count(*) FROM run"), writers);
  EXPECT_TRUE(check(**archive)->empty());
}

TEST_F(SchemaTest, OddFileNamesAreOnlyNames) {
  for (const char* name : {"/a?mode=memory", "/b#c", "/d%20e", "/file:f", "/g h'i\"j", "/ünïcode"}) {
    path_ = folder_ + name;
    make(1);
    EXPECT_TRUE(std::filesystem::exists(path_)) << path_;
    EXPECT_TRUE(open_archive(path_, Database::Mode::read_only));
  }
}

}  // namespace
}  // namespace demarche::store
