#include <gtest/gtest.h>

#include "stages/ingest/html_fragment.h"
#include "stages/ingest/ingest_folder_test.h"
#include "stages/ingest/recognise.h"

namespace demarche {
namespace {

const std::string p1 =
    "The minister of transport of Ruritania met his colleague from Sylvania in the harbour town on Monday, and they "
    "spoke about the ferry for two hours.";
const std::string p2 =
    "A spokesman said that the talks had been useful, although neither of the governments signed the agreement that "
    "was on the table.";
const std::string p3 =
    "They will meet again in June, when the new ferry is ready, to settle what is left of the dispute over the landing "
    "fees.";

class FeedTest : public IngestFolderTest {};

TEST_F(FeedTest, Rss) {
  const IngestedFile got = read(corpus("feed/rss.xml"));
  ASSERT_EQ(got.documents.size(), 2u);
  const Document& full = got.documents[0];
  EXPECT_EQ(full.id, "n-1");
  EXPECT_EQ(full.url, "https://news.example/1");
  EXPECT_EQ(full.title, "Ministers meet & talk");
  EXPECT_EQ(full.published->iso(), "2021-03-01");
  EXPECT_EQ(full.category, "Politics");
  EXPECT_EQ(full.publisher, "Example News");
  EXPECT_EQ(full.text, p1 + "\n" + p2 + "\n" + p3);  // the caption is left out
  EXPECT_EQ(got.documents[1].text, p1);
  ASSERT_EQ(got.documents[1].sources.size(), 1u);
  ASSERT_EQ(got.rejects.size(), 1u);
  EXPECT_EQ(got.rejects[0].reason, ErrorCode::no_text);
  EXPECT_EQ(got.rejects[0].id, "https://news.example/2");
}

TEST_F(FeedTest, AtomWithTombstones) {
  const IngestedFile got = read(corpus("feed/atom.xml"));
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_EQ(got.documents[0].id, "urn:example:1");
  EXPECT_EQ(got.documents[0].url, "https://news.example/1");
  EXPECT_EQ(got.documents[0].title, "Ministers meet");
  EXPECT_EQ(got.documents[0].published->iso(), "2021-03-01");
  EXPECT_EQ(got.documents[0].text, p1 + "\n" + p2);
  EXPECT_EQ(got.documents[1].published->iso(), "2021-03-05");
  ASSERT_EQ(got.notices.size(), 1u);
  const Signal& signal = got.notices[0].signal;
  EXPECT_EQ(signal.kind, SignalKind::withdrawn);
  EXPECT_EQ(signal.target, "urn:example:9");
  EXPECT_EQ(signal.when, "2021-03-06T12:00:00Z");
  EXPECT_EQ(signal.publisher, "Example News");
  EXPECT_EQ(signal.note, "deleted-entry: Published in error");
  EXPECT_EQ(got.rejects.size(), 1u);  // the one without a ref
}

TEST_F(FeedTest, WhatStandsBeforeDamageIsRead) {
  const IngestedFile got = read(corpus("feed/damaged.xml"));
  EXPECT_EQ(got.documents.size(), 1u);
  EXPECT_GE(got.rejects.size(), 1u);
  EXPECT_EQ(got.rejects.back().reason, ErrorCode::bad_input);
  const IngestedFile deep = read(corpus("feed/deep.xml"));
  EXPECT_TRUE(deep.documents.empty());
  EXPECT_EQ(deep.rejects.size(), 1u);
}

TEST_F(FeedTest, EntitiesOfTheFeedsOwnAreNotExpanded) {
  const IngestedFile got = read(corpus("feed/entities.xml"));
  ASSERT_EQ(got.documents.size(), 1u);
  EXPECT_EQ(got.documents[0].text.find("root:"), std::string::npos);
  EXPECT_LT(got.documents[0].text.size(), p1.size() + 20);
  EXPECT_EQ(read(corpus("feed/latin1.xml")).documents.at(0).title, "Caf\xC3\xA9");
  EXPECT_EQ(read(corpus("feed/rdf.xml")).documents.at(0).text, p1);
}

TEST_F(FeedTest, JsonFeed) {
  const IngestedFile got = read(corpus("ninjs/jsonfeed.json"));
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_EQ(got.documents[0].published->iso(), "2021-03-01");
  EXPECT_EQ(got.documents[0].publisher, "Example News");
  EXPECT_EQ(got.documents[1].id, "2");
  EXPECT_EQ(got.documents[1].text, p1 + "\n" + p3);
  EXPECT_EQ(got.rejects.size(), 1u);
}

TEST_F(FeedTest, NinjsOfBothGenerations) {
  const IngestedFile one = read(corpus("ninjs/one.json")), two = read(corpus("ninjs/two.json"));
  ASSERT_EQ(one.documents.size(), 1u);
  EXPECT_EQ(one.documents[0].text, p1 + "\n" + p2);
  EXPECT_EQ(one.documents[0].publisher, "Example News");
  ASSERT_EQ(two.documents.size(), 1u);
  EXPECT_EQ(two.documents[0].title, "Ministers meet");
  EXPECT_EQ(two.documents[0].text, p1 + "\n" + p3);
  EXPECT_EQ(two.documents[0].category, "transport");
}

TEST_F(FeedTest, PublicationStatusIsASignal) {
  const IngestedFile got = read(corpus("ninjs/lines.json"));
  EXPECT_EQ(got.documents.size(), 3u);
  ASSERT_EQ(got.notices.size(), 2u);
  EXPECT_EQ(got.notices[0].signal.kind, SignalKind::withdrawn);
  EXPECT_EQ(got.notices[0].signal.target, "https://news.example/n/1");
  EXPECT_EQ(got.notices[1].signal.kind, SignalKind::withheld);
  ASSERT_EQ(got.documents[2].signals.size(), 1u);
  EXPECT_EQ(got.documents[2].signals[0].when, "2021-04-01T00:00:00Z");
  EXPECT_EQ(got.rejects.size(), 1u);
}

TEST_F(FeedTest, NewsMl) {
  const IngestedFile got = read(corpus("newsml/message.xml"));
  ASSERT_EQ(got.documents.size(), 4u);
  EXPECT_EQ(got.documents[0].id, "urn:g:1");
  EXPECT_EQ(got.documents[0].title, "Ministers meet");
  EXPECT_EQ(got.documents[0].publisher, "Example News");
  EXPECT_EQ(got.documents[0].category, "transport");
  EXPECT_EQ(got.documents[0].published->iso(), "2021-02-28");
  EXPECT_EQ(got.documents[0].text, p1 + "\n" + p2 + "\n" + p3);
  EXPECT_EQ(got.documents[1].signals.size(), 1u);  // embargoed
  EXPECT_EQ(got.documents[2].text, p1 + " " + p2);
  EXPECT_EQ(got.documents[3].text, p1 + "\n" + p2);
  ASSERT_EQ(got.notices.size(), 2u);
  EXPECT_EQ(got.notices[0].signal.note, "pubStatus canceled");
  EXPECT_EQ(got.notices[1].signal.kind, SignalKind::withheld);
  EXPECT_EQ(got.rejects.size(), 1u);  // the package
  EXPECT_EQ(read(corpus("newsml/item.xml")).documents.size(), 1u);
  EXPECT_EQ(read(corpus("newsml/deep.xml")).rejects.size(), 1u);
}

TEST_F(FeedTest, OtherLanguagesAreRejectedUnlessWanted) {
  const std::string path =
      write("fr.xml",
            "<rss><channel><item><guid>1</guid><description>Le ministre des transports a rencontr\xC3\xA9 son "
            "coll\xC3\xA8gue "
            "dans la ville, et ils ont parl\xC3\xA9 pendant deux heures de la question qui est sur la table depuis "
            "longtemps.</description></item></channel></rss>");
  EXPECT_EQ(read(path).rejects.at(0).reason, ErrorCode::language);
  IngestOptions any;
  any.any_language = true;
  EXPECT_EQ(read(path, any).documents.at(0).language, "fr");
}

TEST(HtmlFragment, ParagraphsAndNothingElse) {
  EXPECT_EQ(html_fragment_text("<p>One <a href=x>two</a> three.</p><figure><img><figcaption>No</figcaption></figure>"
                               "<script>no()</script><ul><li>Four</li></ul>Five<br>six"),
            "One two three.\nFour\nFive\nsix");
  EXPECT_EQ(html_fragment_text(" plain \n\n text "), "plain\ntext");
  EXPECT_EQ(html_fragment_text("Tom &amp; Jerry"), "Tom & Jerry");
}

TEST(Recognise, TellsFormatsByTheirContent) {
  const std::pair<const char*, InputFormat> cases[] = {
      {"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", InputFormat::rss},
      {"<feed xmlns='http://www.w3.org/2005/Atom'>", InputFormat::atom},
      {"<x:newsMessage xmlns:x='y'>", InputFormat::newsml},
      {"<html><body>feed", InputFormat::automatic},
      {"WARC/1.1\r\n", InputFormat::warc},
      {"{\n \"version\": \"https://jsonfeed.org/version/1.1\"", InputFormat::json_feed},
      {"{\"uri\":\"a\",\"pubstatus\":\"usable\"}", InputFormat::ninjs},
      {"{\"text\":\"a\",\"uri\":\"x\",\"headline\":\"y\"}\n", InputFormat::jsonl},
      {"{\"articles\":[{\"url\":\"x\",\"seendate\":\"y\"}]}", InputFormat::article_list},
      {"id,title,text\n1,a,b\n", InputFormat::csv},
      {"URL,MobileURL,Date,Title\n", InputFormat::article_list},
      {"The minister, who was tired, said that the text, title and date were wrong.\nMore.\n", InputFormat::automatic},
      {"1 of 5 DOCUMENTS\n\nThe Paper\n\nHEADLINE: x\n", InputFormat::lexisnexis},
      {"HD\nx\nWC 5 words\nPD 1 May 2020\nSN Paper\nLP\n", InputFormat::factiva},
  };
  for (const auto& [beginning, format] : cases) EXPECT_EQ(recognise(beginning, "file"), format) << beginning;
}

}  // namespace
}  // namespace demarche
