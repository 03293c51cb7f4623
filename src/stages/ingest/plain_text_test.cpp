#include "stages/ingest/plain_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "stages/ingest/furniture.h"
#include "stages/ingest/ingest.h"
#include "stages/ingest/plain_head.h"

namespace demarche {
namespace {

Document read(const std::string& text) {
  const Decoded page = decode(text);
  Document document;
  read_plain_text(page, document);
  // Whatever is taken out, the map leads every piece of the text back to the same characters.
  for (const RawPiece& piece : document.raw_map) {
    if (piece.length != piece.raw_length) continue;
    std::string raw = text.substr(piece.raw_begin, piece.raw_length);
    std::replace(raw.begin(), raw.end(), '\n', ' ');  // a joined line
    EXPECT_EQ(document.text.substr(piece.text_begin, piece.length), raw);
  }
  return document;
}

const std::string body = "The two ministers met in Oslo.\nThey agreed to open a border crossing.";

TEST(PlainText, WithoutFurnitureIsKeptWhole) {
  EXPECT_EQ(read(body).text, body);
  EXPECT_EQ(read(body + "\n").text, body);
  const std::string headed = "A short heading\n\nThe senator resigned.\n\nNobody knows why.";
  EXPECT_EQ(read(headed).text, "A short heading\nThe senator resigned.\nNobody knows why.");
  EXPECT_EQ(read(headed).title, "");
  const std::string dated = "On 4 May 2021 the court opened in The Hague.\nIt sat for an hour.";
  EXPECT_EQ(read(dated).text, dated);
  EXPECT_FALSE(read(dated).published);
}

TEST(PlainText, ReadsTheHeadOfAPage) {
  for (const char* head :
       {"date 2021-05-04 World\n", " Date: 2021-05-04 | World\n", "World | 4 May 2021\n", "World, May 4th, 2021\n",
        "Published on Tue, 04 May 2021 10:30 GMT - World\n", "04.05.2021 World\n", "World\n4 May 2021, 10.30am\n"}) {
    const Document d = read(std::string(head) + "Ministers meet in Oslo\n" + body);
    ASSERT_TRUE(d.published) << head;
    EXPECT_EQ(d.published->iso(), "2021-05-04") << head;
    EXPECT_EQ(d.category, "World") << head;
    EXPECT_EQ(d.title, "Ministers meet in Oslo") << head;
    EXPECT_EQ(d.text, body) << head;
  }
  const Document after = read("Ministers meet in Oslo\n4 May 2021 | World\nBy Ann Example\n\n" + body);
  EXPECT_EQ(after.title, "Ministers meet in Oslo");
  EXPECT_EQ(after.text, body);
  const Document labelled =
      read("Title: Ministers meet\nDate: 4 May 2021\nPublisher: The Example\nURL: https://example.org/1\n\n" + body);
  EXPECT_EQ(labelled.title, "Ministers meet");
  EXPECT_EQ(labelled.publisher, "The Example");
  EXPECT_EQ(labelled.url, "https://example.org/1");
  EXPECT_EQ(labelled.text, body);
}

TEST(PlainText, AHeadWithoutABodyIsTheBody) {
  const Document d = read("4 May 2021\nMinisters meet in Oslo");
  EXPECT_EQ(d.text, "4 May 2021\nMinisters meet in Oslo");
  EXPECT_EQ(d.published->iso(), "2021-05-04");
}

TEST(PlainText, APlaceBesideADateIsNoCategory) {
  EXPECT_EQ(read("Vienna, 4 May 2021\nTalks resume in Vienna\n" + body).category, "");
  EXPECT_FALSE(read_date_line("The treaty of 4 May 2021 was signed by both of the presidents"));
}

TEST(PlainText, TakesTheSourceListAndTheContactLines) {
  const std::string tail =
      "\n|\nSources\n1/ https://example.org/a?b=c\n[2] Example Wire, 3 May\n3. https://example.com/d.\n|\n"
      "If you are named here you can contact us to have it removed\nWrite to us at [email protected] to request a "
      "correction\n";
  const Document d = read("2021-05-04 World\nMinisters meet in Oslo\n" + body + tail);
  EXPECT_EQ(d.text, body);
  ASSERT_EQ(d.sources.size(), 2u);
  EXPECT_EQ(d.sources[0].number, 1);
  EXPECT_EQ(d.sources[0].url, "https://example.org/a?b=c");
  EXPECT_EQ(d.sources[1].number, 3);
  EXPECT_EQ(d.sources[1].url, "https://example.com/d");
}

TEST(PlainText, ASourceLineAtTheEnd) {
  const Document d = read(body + "\nSource: https://example.org/wire/7\n(c) 2021 Example. All rights reserved.");
  EXPECT_EQ(d.text, body);
  ASSERT_EQ(d.sources.size(), 1u);
  EXPECT_EQ(d.sources[0].url, "https://example.org/wire/7");
}

TEST(PlainText, AnArticleMayGoOnAfterASourceList) {
  const std::string more =
      "The crossing had been closed since the war of that year, and nobody had expected it to open again.";
  EXPECT_EQ(read(body + "\nSources:\n1. https://example.org/a\n" + more).text, body + "\n" + more);
}

TEST(PlainText, JoinsHardWrappedLines) {
  const std::string wrapped =
      "The two ministers met in Oslo on the first day of the month and\nagreed, after a night of talks, to open the "
      "border crossing that\n"
      "had been closed since the war.\n\nThey will meet again in the autumn, as their spokesmen told those\nwho had "
      "waited outside.\n";
  EXPECT_EQ(read(wrapped).text,
            "The two ministers met in Oslo on the first day of the month and agreed, after a night of talks, to open "
            "the border "
            "crossing that had been closed since the war.\nThey will meet again in the autumn, as their spokesmen told "
            "those who "
            "had waited outside.");
}

TEST(PlainText, MapsBackThroughLineEndsAndBlankLines) {
  const std::string text = "2021-05-04\r\nMinisters meet\r\n\r\nOne sentence here.\r\n\r\n  Another one.\r\n";
  const Document d = read(text);
  EXPECT_EQ(d.text, "One sentence here.\nAnother one.");
  ASSERT_EQ(d.raw_map.size(), 2u);
  EXPECT_EQ(text.substr(d.raw_map[1].raw_begin, d.raw_map[1].raw_length), "Another one.");
}

TEST(PlainText, TheFoundingPage) {
  const std::string folder = std::string(DEMARCHE_SOURCE_DIR) + "/../shared/seed";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  const auto bytes = read_file(folder + "/page.txt", 1 << 20);
  ASSERT_TRUE(bytes);
  const Document d = read(*bytes);
  ASSERT_TRUE(d.published);
  EXPECT_EQ(d.published->iso(), "2022-12-31");
  EXPECT_EQ(d.category, "Politics");
  EXPECT_NE(bytes->find(d.title + "\n"), std::string::npos);
  EXPECT_EQ(std::count(d.text.begin(), d.text.end(), '\n'), 17);
  ASSERT_EQ(d.sources.size(), 1u);
  EXPECT_EQ(d.sources[0].number, 2);
  EXPECT_TRUE(d.sources[0].url.starts_with("https://www.ft.com/"));
}

TEST(Furniture, TellsLinesApart) {
  EXPECT_TRUE(is_bar("|"));
  EXPECT_TRUE(is_bar("* * *"));
  EXPECT_FALSE(is_bar("..."));
  EXPECT_TRUE(is_source_heading("## Sources:"));
  EXPECT_FALSE(is_source_heading("Sources said the talks failed."));
  EXPECT_TRUE(is_contact_line("Contact us at news@example.org"));
  EXPECT_TRUE(is_contact_line("For removal requests: [email protected]"));
  EXPECT_TRUE(is_contact_line("If you own this text and want it changed or removed, click here."));
  EXPECT_TRUE(is_contact_line("Let us know of any mistake in this report"));
  EXPECT_FALSE(is_contact_line("The minister asked the parties to contact the mission."));
  EXPECT_FALSE(is_contact_line("Anyone with information was asked to contact the police."));
  EXPECT_FALSE(is_contact_line("The ministry did not respond to a request for comment."));
  EXPECT_FALSE(is_contact_line("Parliament voted to remove the article from the constitution."));
  EXPECT_TRUE(is_copyright_line("Copyright 2020 The Example"));
  EXPECT_TRUE(is_page_line("Share this article"));
  EXPECT_FALSE(is_page_line("The share of imports fell."));
  EXPECT_EQ(address_in("see (https://example.org/a_(b)), they said"), "https://example.org/a_(b)");
}

std::vector<Ingested> ingest_bytes(std::string bytes, const std::string& name = "page") {
  std::vector<Ingested> out;
  ingest(Record{std::move(bytes), name + ".txt", name, InputFormat::automatic}, {}, out);
  EXPECT_EQ(out.size(), 1u);
  return out;
}
ErrorCode reason(std::string bytes) {
  const auto out = ingest_bytes(std::move(bytes));
  const Reject* reject = std::get_if<Reject>(&out[0]);
  return reject == nullptr ? ErrorCode::usage : reject->reason;
}

TEST(Ingest, RejectsWhatIsNoText) {
  EXPECT_EQ(reason(""), ErrorCode::no_text);
  EXPECT_EQ(reason(" \n\t\n"), ErrorCode::no_text);
  EXPECT_EQ(reason(std::string(1000, '\0')), ErrorCode::bad_input);
  EXPECT_EQ(reason(std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)), ErrorCode::bad_input);
  EXPECT_EQ(reason(std::string("\x7f"
                               "ELF\2\1\1\0\0\0\0",
                               11)),
            ErrorCode::bad_input);
  EXPECT_EQ(reason("%PDF-1.4\n1 0 obj"), ErrorCode::bad_input);
  EXPECT_EQ(reason("{\n  \"text\": \"pretty\"\n}\n"), ErrorCode::bad_input);
  std::string noise;
  for (unsigned i = 0, x = 12345; i < 4096; ++i) noise += static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
  EXPECT_EQ(reason(noise), ErrorCode::bad_input);
}

TEST(Ingest, ReadsOtherCharacterSets) {
  const std::u16string text = u"The caf\u00e9 in \u0141\u00f3d\u017a was closed \U0001F600.";
  std::string utf16;
  for (const char16_t c : text) {
    utf16 += static_cast<char>(c & 0xFF);
    utf16 += static_cast<char>(c >> 8);
  }
  const std::string expected =
      "The caf\xC3\xA9 in \xC5\x81\xC3\xB3"
      "d\xC5\xBA was closed \xF0\x9F\x98\x80.";
  EXPECT_EQ(std::get<Document>(ingest_bytes(utf16)[0]).text, expected);
  EXPECT_EQ(std::get<Document>(ingest_bytes("\xFF\xFE" + utf16)[0]).text, expected);
  EXPECT_EQ(std::get<Document>(ingest_bytes("The \x93"
                                            "caf\xE9\x94 closed.")[0])
                .text,
            "The \xE2\x80\x9C"
            "caf\xC3\xA9\xE2\x80\x9D closed.");
}

TEST(Ingest, VerbatimTakesNothingOut) {
  const std::string text =
      "date 2021-05-04 World\nDas ist der Text und er ist nicht auf Englisch.\n\nSources\n1/ https://example.org\n";
  std::vector<Ingested> out;
  IngestOptions options;
  options.verbatim = true;
  ingest(Record{text, "a.txt", "a", InputFormat::automatic}, options, out);
  EXPECT_EQ(std::get<Document>(out.at(0)).text, text);
}

}  // namespace
}  // namespace demarche
