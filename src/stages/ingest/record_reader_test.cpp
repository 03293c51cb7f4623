#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/limits.h"
#include "stages/ingest/byte_source.h"
#include "stages/ingest/ingest.h"
#include "stages/ingest/input_buffer.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

std::string gzip(const std::string& bytes) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, bytes.size()) + 32, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

std::string zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

class RecordReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "demarche-ingest-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  /// "stem|bytes" of records and "!reason" of rejects.
  std::vector<std::string> read(std::vector<std::string> paths, InputFormat format = InputFormat::automatic) {
    std::vector<std::string> out;
    RecordReader(std::move(paths), format).run([&](std::variant<Record, Reject> item) {
      if (const Reject* reject = std::get_if<Reject>(&item)) {
        out.push_back(std::string("!") + error_code_name(reject->reason));
        last_reject_ = *reject;
      } else {
        const Record& record = std::get<Record>(item);
        out.push_back(record.name + "|" + record.bytes);
        last_origin_ = record.origin;
      }
      return true;
    });
    return out;
  }

  using Lines = std::vector<std::string>;
  fs::path folder_;
  Reject last_reject_;
  std::string last_origin_;
};

const std::string two_lines = "{\"text\":\"one\"}\n{\"text\":\"two\"}\n";

TEST_F(RecordReaderTest, SplitsJsonlIntoARecordALine) {
  const std::string path = write("news.jsonl", "\xEF\xBB\xBF" + two_lines + "\n{\"half");
  EXPECT_EQ(read({path}), (Lines{"news:1|{\"text\":\"one\"}", "news:2|{\"text\":\"two\"}", "news:4|{\"half"}));
  EXPECT_EQ(last_origin_, path + ":4");
}

TEST_F(RecordReaderTest, WalksFoldersByByteOrderOfNames) {
  write("in/b.txt", "B");
  write("in/B.html.gz", gzip("<p>upper"));
  write("in/a/z.txt", "Z");
  write("in/a.txt", "A");
  EXPECT_EQ(read({(folder_ / "in").string()}), (Lines{"B|<p>upper", "z|Z", "a|A", "b|B"}));
}

TEST_F(RecordReaderTest, EntersALoopOfFoldersOnce) {
  write("in/a.txt", "A");
  fs::create_directory_symlink("..", folder_ / "in" / "loop");
  fs::create_directory_symlink(".", folder_ / "in" / "self");
  EXPECT_EQ(read({(folder_ / "in").string()}), (Lines{"a|A"}));
}

TEST_F(RecordReaderTest, ReadsGzipAndZstdByContent) {
  EXPECT_EQ(read({write("x.jsonl", gzip(two_lines) + gzip("{\"text\":\"three\"}") + std::string(600, '\0'))}).size(),
            3u);
  EXPECT_EQ(read({write("y", zstd("{\"text\":\"one\"}\n") + zstd("{\"text\":\"two\"}\n"))}).size(), 2u);
  EXPECT_EQ(read({write("page.txt.zst", zstd("Some text."))}), (Lines{"page|Some text."}));
}

TEST_F(RecordReaderTest, KeepsWhatCameBeforeDamage) {
  std::string lines;
  for (int i = 0; i < 100'000; ++i) lines += "{\"text\":\"line " + std::to_string(i * 7919) + "\"}\n";
  for (const std::string& packed : {gzip(lines), zstd(lines)}) {
    const Lines got = read({write("cut", packed.substr(0, packed.size() / 2)), write("next.txt", "after")});
    ASSERT_GT(got.size(), 1000u);
    EXPECT_LT(got.size(), 100'000u);
    EXPECT_EQ(got[0], "cut:1|{\"text\":\"line 0\"}");
    EXPECT_EQ(got[got.size() - 2], "!corrupt");
    EXPECT_EQ(got.back(), "next|after");
  }
  EXPECT_EQ(read({write("page.gz", gzip("<p>page</p>").substr(0, 20))}), (Lines{"!corrupt"}));
  EXPECT_EQ(read({write("tail.gz", gzip("<p>page</p>") + "junk")}), (Lines{"!corrupt"}));
  EXPECT_EQ(read({write("tail.zst", zstd("<p>page</p>") + "junk")}), (Lines{"!corrupt"}));
}

TEST_F(RecordReaderTest, RejectsWhatIsNotThereAndGoesOn) {
  const Lines got = read({(folder_ / "missing").string(), write("empty.jsonl", ""), write("b.txt", "B")});
  EXPECT_EQ(got, (Lines{"!not_found", "!no_text", "b|B"}));
}

TEST_F(RecordReaderTest, PassesOverALineBeyondTheLimit) {
  const std::string path = write("big.jsonl", "{\"text\":\"one\"}\n{\"text\":\"" +
                                                  std::string(limits::document_bytes, 'a') + "\"}\n{\"text\":\"two\"}");
  EXPECT_EQ(read({path}), (Lines{"big:1|{\"text\":\"one\"}", "!too_large", "big:3|{\"text\":\"two\"}"}));
  EXPECT_EQ(last_reject_.origin, path + ":2");
  EXPECT_EQ(read({write("big.txt", std::string(limits::document_bytes + 1, 'a'))}), (Lines{"!too_large"}));
}

TEST_F(RecordReaderTest, StopsWhenTheReceiverHasEnough) {
  int n = 0;
  RecordReader({write("x.jsonl", two_lines), write("y.txt", "Y")}, InputFormat::automatic).run([&](auto) {
    ++n;
    return false;
  });
  EXPECT_EQ(n, 1);
}

TEST_F(RecordReaderTest, CutsConlluBetweenSentences) {
  std::string sentence = "# text = a\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n\n", all;
  for (int i = 0; i < 5000; ++i) all += sentence;
  const Lines got = read({write("t.conllu", all)});
  ASSERT_GT(got.size(), 1u);
  std::string back;
  for (const std::string& record : got) {
    EXPECT_TRUE(record.ends_with("\n\n"));
    back += record.substr(2);
  }
  EXPECT_EQ(back, all);
}

TEST(InputBuffer, GivesLinesWhateverTheSizeOfReads) {
  for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{1000}}) {
    const std::string text = "a\n\nbcd\r\nlast";
    InputBuffer input([text, at = std::size_t{0}, step](char* out, std::size_t size) mutable -> Result<std::size_t> {
      const std::size_t n = std::min({size, step, text.size() - at});
      text.copy(out, n, at);
      at += n;
      return n;
    });
    std::string line;
    std::vector<std::string> lines;
    while (input.next_line(line, 3) == InputBuffer::Line::whole) lines.push_back(line);
    EXPECT_EQ(lines, (std::vector<std::string>{"a", ""}));  // "bcd\r" is beyond the limit
    EXPECT_EQ(input.next_line(line, 10), InputBuffer::Line::whole);
    EXPECT_EQ(line, "last");
    EXPECT_EQ(input.next_line(line, 10), InputBuffer::Line::end);
  }
}

}  // namespace
}  // namespace demarche
