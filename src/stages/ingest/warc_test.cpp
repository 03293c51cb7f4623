#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "stages/ingest/content_coding.h"
#include "stages/ingest/ingest_folder_test.h"
#include "stages/ingest/warc_stream.h"

namespace demarche {
namespace {

const std::string opening =
    "The minister of transport of Ruritania met his colleague from Sylvania in the harbour town on Monday, and they "
    "spoke about the ferry for two hours.";

class WarcTest : public IngestFolderTest {
 protected:
  static IngestedFile sample(const std::string& name) { return read(corpus("warc/" + name)); }
};

TEST_F(WarcTest, PagesComeUnderTheirAddressWithTheirPlace) {
  const IngestedFile got = sample("plain.warc");
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_TRUE(got.rejects.empty());  // warcinfo, request and revisit are passed over
  const Document& page = got.documents[0];
  EXPECT_EQ(page.id, "https://news.example/ferry");
  EXPECT_EQ(page.url, "https://news.example/ferry");
  EXPECT_EQ(page.title, "Ministers meet");
  EXPECT_EQ(page.published->iso(), "2021-03-01");
  EXPECT_TRUE(page.text.starts_with(opening));
  EXPECT_EQ(got.documents[1].id, "https://news.example/second");
  // The place leads back to the record.
  const std::size_t colon = page.origin.rfind(':');
  std::ifstream file(corpus("warc/plain.warc"), std::ios::binary);
  file.seekg(std::stoll(page.origin.substr(colon + 1)));
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(line, "WARC/1.0\r");
}

TEST_F(WarcTest, MembersOfACompressedFileHaveTheirOwnOffsets) {
  const IngestedFile got = sample("members.warc.gz");
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_TRUE(got.rejects.empty());
  EXPECT_EQ(got.documents[0].text, got.documents[1].text);
  std::ifstream file(corpus("warc/members.warc.gz"), std::ios::binary);
  for (const Document& document : got.documents) {
    file.seekg(std::stoll(document.origin.substr(document.origin.rfind(':') + 1)));
    EXPECT_EQ(file.get(), 0x1f);
    EXPECT_EQ(file.get(), 0x8b);
  }
  const IngestedFile one = sample("one_member.warc.gz");
  ASSERT_EQ(one.documents.size(), 2u);
  EXPECT_NE(one.documents[0].origin, one.documents[1].origin);
}

TEST_F(WarcTest, BodiesAreDecoded) {
  for (const char* name : {"chunked_gzip.warc", "deflate.warc", "raw_deflate.warc", "wet.warc"}) {
    const IngestedFile got = sample(name);
    ASSERT_EQ(got.documents.size(), 1u) << name;
    EXPECT_TRUE(got.documents[0].text.starts_with(opening)) << name;
  }
  const IngestedFile arc = sample("records.arc");
  ASSERT_EQ(arc.documents.size(), 2u);
  EXPECT_EQ(arc.documents[0].id, "https://news.example/a%20page");
  ASSERT_EQ(arc.rejects.size(), 1u);
}

// Each of these files holds one bad record and at least one good one behind it.
TEST_F(WarcTest, DamageIsOneRejectAndTheRestIsRead) {
  const std::pair<const char*, ErrorCode> cases[] = {
      {"long_length.warc", ErrorCode::too_large},
      {"short_length.warc", ErrorCode::corrupt},
      {"swallowing_length.warc", ErrorCode::corrupt},
      {"no_length.warc", ErrorCode::bad_input},
      {"damaged_member.warc.gz", ErrorCode::corrupt},
      {"bomb_body.warc.gz", ErrorCode::too_large},
      {"unknown_coding.warc", ErrorCode::bad_input},
      {"image.warc", ErrorCode::bad_input},
      {"cut.warc.gz", ErrorCode::corrupt},
  };
  for (const auto& [name, reason] : cases) {
    const IngestedFile got = sample(name);
    ASSERT_EQ(got.rejects.size(), 1u) << name;
    EXPECT_EQ(got.rejects[0].reason, reason) << name << ": " << got.rejects[0].message;
    EXPECT_GE(got.documents.size(), 1u) << name;
  }
  EXPECT_EQ(sample("damaged_member.warc.gz").documents.size(), 2u);
  const IngestedFile cut = sample("cut.warc");
  EXPECT_TRUE(cut.documents.empty());
  ASSERT_EQ(cut.rejects.size(), 1u);
  EXPECT_EQ(cut.rejects[0].reason, ErrorCode::corrupt);
}

// An honest record beyond the limit is passed over, whatever stands in it.
TEST_F(WarcTest, ARecordWithinAHugeRecordIsNotRead) {
  const auto record = [](const std::string& block) {
    return fmt::format(
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: "
        "text/plain\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
        block.size(), block);
  };
  const std::string inner = record(opening);
  const std::string outer = record("x\r\n\r\n" + inner + std::string(11u << 20, 'x'));
  const IngestedFile got = read(write("huge.warc", outer + record(opening + " " + opening)));
  ASSERT_EQ(got.documents.size(), 1u);
  EXPECT_EQ(got.documents[0].text, opening + " " + opening);
  ASSERT_EQ(got.rejects.size(), 1u);
  EXPECT_EQ(got.rejects[0].reason, ErrorCode::too_large);
}

TEST_F(WarcTest, AMemberThatGrowsWithoutEndIsGivenUp) {
  const std::string head = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 400000000\r\n\r\n";
  const std::string blank(1u << 20, ' ');
  std::string packed(8u << 20, '\0');
  z_stream z{};
  deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  z.next_out = reinterpret_cast<Bytef*>(packed.data());
  z.avail_out = static_cast<uInt>(packed.size());
  for (int i = 0; i <= 300; ++i) {
    const std::string& piece = i == 0 ? head : blank;
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    z.avail_in = static_cast<uInt>(piece.size());
    deflate(&z, i == 300 ? Z_FINISH : Z_NO_FLUSH);
  }
  packed.resize(z.total_out);
  deflateEnd(&z);
  std::ifstream good(corpus("warc/members.warc.gz"), std::ios::binary);
  const std::string rest{std::istreambuf_iterator<char>(good), {}};
  const IngestedFile got = read(write("bomb.warc.gz", packed + rest));
  EXPECT_EQ(got.rejects.size(), 1u);
  EXPECT_EQ(got.documents.size(), 2u);
}

TEST_F(WarcTest, NamesAreNeverPaths) {
  const IngestedFile got = sample("path_names.warc");
  ASSERT_EQ(got.documents.size(), 3u);
  for (const Document& document : got.documents) EXPECT_TRUE(document.text.starts_with(opening));
  EXPECT_EQ(got.documents[0].id, "file:///../../etc/passwd");
}

TEST_F(WarcTest, StatusesAndHeaderFieldsAreSignals) {
  const IngestedFile got = sample("statuses.warc");
  ASSERT_EQ(got.notices.size(), 3u);
  EXPECT_EQ(got.notices[0].signal.kind, SignalKind::not_found);
  EXPECT_EQ(got.notices[1].signal.kind, SignalKind::withdrawn);
  EXPECT_EQ(got.notices[1].signal.target, "https://news.example/410");
  EXPECT_EQ(got.notices[1].signal.publisher, "news.example");
  EXPECT_EQ(got.notices[2].signal.note, "HTTP 451");
  EXPECT_EQ(got.rejects.size(), 2u);  // a redirect, a server's error
  const IngestedFile robots = sample("robots.warc");
  ASSERT_EQ(robots.documents.size(), 1u);
  ASSERT_EQ(robots.documents[0].signals.size(), 2u);
  EXPECT_EQ(robots.documents[0].signals[0].kind, SignalKind::no_index);
  EXPECT_EQ(robots.documents[0].signals[1].kind, SignalKind::no_mining);
}

TEST(ContentCoding, ChunksAndCodingsAreBounded) {
  EXPECT_EQ(join_chunks("5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n"), "hello world");
  EXPECT_EQ(join_chunks("not chunked at all"), "not chunked at all");
  EXPECT_EQ(join_chunks("ff\r\ncut"), "cut");
  EXPECT_EQ(join_chunks("fffffffffffffffff\r\nx"), "fffffffffffffffff\r\nx");
  EXPECT_EQ(*decode_content("as it is", "", 100), "as it is");
  EXPECT_EQ(*decode_content("as it is", "gzip", 100), "as it is");  // decoded by the crawler already
  EXPECT_EQ(decode_content("x", "a,b,c,d,e", 100).error().code, ErrorCode::bad_input);
  EXPECT_EQ(decode_content("\x0b\x02\x80hello\x03", "br", 100).value(), "hello");
  EXPECT_EQ(decode_content("\x0b\x02\x80hello\x03", "br", 3).error().code, ErrorCode::too_large);
}

// Public samples of web archives, where the checkout has them beside it.
TEST_F(WarcTest, PublicSamplesAreReadOrRejectedWithAReason) {
  const std::filesystem::path samples = DEMARCHE_SOURCE_DIR "/../shared/data/articles/warc_samples.tar.gz";
  if (!std::filesystem::exists(samples)) GTEST_SKIP() << "no " << samples;
  ASSERT_EQ(std::system(fmt::format("tar -xzf '{}' -C '{}'", samples.string(), folder_.string()).c_str()), 0);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file() || name == "LICENSE" || name.find("arc") == std::string::npos) continue;
    ++files;
    const IngestedFile got = read(entry.path().string());
    EXPECT_GE(got.documents.size() + got.rejects.size() + got.notices.size(), 1u) << name;
    for (const Reject& reject : got.rejects) EXPECT_FALSE(reject.message.empty()) << name;
    if (name.find("bad") != std::string::npos && name.find("uri") == std::string::npos &&
        name.find("non-chunked") == std::string::npos) {
      EXPECT_FALSE(got.rejects.empty()) << name;
    }
  }
  EXPECT_GE(files, 15u);
}

}  // namespace
}  // namespace demarche
