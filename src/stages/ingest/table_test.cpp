#include "stages/ingest/table.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "stages/ingest/article_list.h"
#include "stages/ingest/ingest_folder_test.h"

namespace demarche {
namespace {

class TableTest : public IngestFolderTest {};

TEST_F(TableTest, ColumnsAreGuessedAndTextIsVerbatim) {
  const std::string path = write("corpus.csv",
                                 "id,title,body,date,source\r\n"
                                 "7,\"One, two\",\"He said: \"\"No.\"\"\n\n  Second  paragraph. \",2021-03-01,Paper\r\n"
                                 "8,Three,Nur ein Satz.,03/02/2021,Paper\r\n");
  const IngestedFile got = read(path);
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_TRUE(got.rejects.empty());
  EXPECT_EQ(got.documents[0].id, "7");
  EXPECT_EQ(got.documents[0].title, "One, two");
  EXPECT_EQ(got.documents[0].text, "He said: \"No.\"\n\n  Second  paragraph. ");
  EXPECT_EQ(got.documents[0].publisher, "Paper");
  EXPECT_EQ(got.documents[0].origin, path + ":2");
  EXPECT_EQ(got.documents[1].origin, path + ":5");
  EXPECT_EQ(got.documents[1].published->iso(), "2021-03-02");
}

TEST_F(TableTest, ColumnsAreNamedByTheUser) {
  const std::string path = write("corpus.csv", "Titel;Inhalt;Tag\nEins;A sentence.;2021-03-01\n");
  const IngestedFile bare = read(path);
  ASSERT_EQ(bare.rejects.size(), 1u);
  EXPECT_NE(bare.rejects[0].message.find("--columns text=NAME"), std::string::npos);
  EXPECT_NE(bare.rejects[0].message.find("Inhalt"), std::string::npos);
  const IngestedFile got = read(path, {}, "text=inhalt,title=Titel,date=3");
  ASSERT_EQ(got.documents.size(), 1u);
  EXPECT_EQ(got.documents[0].text, "A sentence.");
  EXPECT_EQ(got.documents[0].title, "Eins");
  EXPECT_EQ(got.documents[0].published->iso(), "2021-03-01");
  EXPECT_EQ(got.documents[0].id, "corpus:2");
  EXPECT_EQ(read(path, {}, "text=nothing").rejects.size(), 1u);
  // Numbers alone: no header.
  const IngestedFile plain = read(write("plain.csv", "1,First sentence.\n2,Second sentence.\n"), {}, "id=1,text=2");
  ASSERT_EQ(plain.documents.size(), 2u);
  EXPECT_EQ(plain.documents[0].text, "First sentence.");
  EXPECT_FALSE(check_mapping("text"));
  EXPECT_FALSE(check_mapping("words=body"));
  EXPECT_TRUE(check_mapping("published=day, text=body"));
}

TEST_F(TableTest, TabsWithAndWithoutQuoting) {
  const IngestedFile got =
      read(write("corpus.tsv", "title\ttext\n\"Never,\" he said\t\"Stop,\" said the guard.\n\"A\"\t\"Two\nlines\"\n"));
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_EQ(got.documents[1].text, "Two\nlines");
  EXPECT_EQ(got.documents[1].title, "A");
}

TEST_F(TableTest, DamagedRowsAreOneRejectEach) {
  const IngestedFile got = read(write("corpus.csv", "id,text\n1,one\n2\n3,three,more\n4,\n5,five\n6,\"open\n7,x\n"));
  EXPECT_EQ(got.documents.size(), 2u);
  ASSERT_EQ(got.rejects.size(), 4u);
  EXPECT_NE(got.rejects[0].message.find("1 cells, the header 2"), std::string::npos);
  EXPECT_EQ(got.rejects[3].reason, ErrorCode::corrupt);
  EXPECT_EQ(read(write("latin1.csv", "title,text\nCaf\xE9,Un caf\xE9.\n")).documents.at(0).text, "Un caf\xC3\xA9.");
  EXPECT_EQ(read(write("none.csv", "title,text\n")).rejects.at(0).reason, ErrorCode::no_text);
}

const std::string page =
    "<html><head><title>Ministers meet</title></head><body><p>The ministers met in the harbour town on Monday, and "
    "they "
    "spoke about the ferry for two hours, as the people of the town had asked them to do.</p></body></html>";

TEST_F(TableTest, ArticleListsFindTheirPagesBesideThem) {
  const std::string second = "https://news.example/b?x=1";
  write("news.example/a.html", page);
  write(sha256_hex(second) + ".html", page);
  const std::string list = write("list.json", R"({"articles":[
    {"url":"https://news.example/a.html","title":"From the list","seendate":"20210301T101500Z","domain":"news.example"},
    {"url":")" + second + R"(","title":"B","seendate":"20210302T101500Z","domain":"news.example"},
    {"url":"https://news.example/../../etc/passwd","title":"C"},
    {"url":"https://news.example/missing","title":"D"}]})");
  const IngestedFile got = read(list);
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_EQ(got.documents[0].id, "https://news.example/a.html");
  EXPECT_EQ(got.documents[0].title, "Ministers meet");  // the page knows better
  EXPECT_EQ(got.documents[0].published->iso(), "2021-03-01");
  EXPECT_EQ(got.documents[0].publisher, "news.example");
  EXPECT_EQ(got.documents[1].url, second);
  ASSERT_EQ(got.rejects.size(), 2u);
  EXPECT_EQ(got.rejects[0].reason, ErrorCode::not_found);
}

TEST_F(TableTest, ArticleListsOpenNothingOutsideOfTheirFolder) {
  write("secret.html", page);
  write("in/page.html", page);
  std::filesystem::create_symlink("../secret.html", folder_ / "in" / "link.html");
  const std::string list =
      write("in/list.csv",
            "url,title,file\nhttps://a.example/1,A,page.html\nhttps://a.example/2,B,../secret.html\n"
            "https://a.example/3,C,link.html\nhttps://a.example/4,D," +
                (folder_ / "secret.html").string() + "\n");
  const IngestedFile got = read(list);
  EXPECT_EQ(got.documents.size(), 1u);
  ASSERT_EQ(got.rejects.size(), 3u);
  EXPECT_EQ(got.rejects[0].reason, ErrorCode::bad_input);
  EXPECT_EQ(got.rejects[1].reason, ErrorCode::not_found);  // the kernel refuses the link
  EXPECT_EQ(path_of_address("https://a.example/x/"), "a.example/x/index.html");
  EXPECT_EQ(path_of_address("https://a.example/../x"), "");
}

class PressExportTest : public IngestFolderTest {};

TEST_F(PressExportTest, LexisNexis) {
  const IngestedFile got = read(corpus("press_export/lexis.txt"));
  ASSERT_EQ(got.documents.size(), 2u);
  EXPECT_EQ(got.documents[0].title, "Ministers meet in harbour town");
  EXPECT_EQ(got.documents[0].publisher, "The Example Times");
  EXPECT_EQ(got.documents[0].published->iso(), "2021-03-01");
  EXPECT_EQ(got.documents[0].category, "NEWS");
  EXPECT_TRUE(got.documents[0].text.starts_with("The minister of transport"));
  EXPECT_EQ(std::count(got.documents[0].text.begin(), got.documents[0].text.end(), '\n'), 1);
  EXPECT_TRUE(got.documents[0].text.ends_with("on the table."));
  EXPECT_EQ(got.documents[1].title, "Ferry talks end without a signature");
  const IngestedFile newer = read(corpus("press_export/nexis.txt"));
  ASSERT_EQ(newer.documents.size(), 1u);
  EXPECT_EQ(newer.documents[0].title, "Ministers meet in harbour town");
  EXPECT_EQ(newer.documents[0].publisher, "The Example Times (London)");
  EXPECT_EQ(newer.documents[0].published->iso(), "2021-03-01");
  EXPECT_NE(newer.documents[0].text.find("A spokesman said: the talks"), std::string::npos);
}

TEST_F(PressExportTest, Factiva) {
  for (const char* name : {"press_export/factiva.txt", "press_export/factiva_plain.txt"}) {
    const IngestedFile got = read(corpus(name));
    ASSERT_EQ(got.documents.size(), 2u) << name;
    EXPECT_EQ(got.documents[0].title, "Ministers meet in harbour town") << name;
    EXPECT_EQ(got.documents[0].publisher, "Example Newswire") << name;
    EXPECT_EQ(got.documents[0].published->iso(), "2021-03-01") << name;
    EXPECT_TRUE(got.documents[0].text.starts_with("The minister of transport")) << name;
    EXPECT_TRUE(got.documents[0].id.starts_with("EXNW")) << name;
  }
}

}  // namespace
}  // namespace demarche
