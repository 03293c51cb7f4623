#include "stages/ingest/jsonl.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "stages/ingest/ingest.h"

namespace demarche {
namespace {

std::variant<Document, Reject> read_line(std::string line) {
  return read_jsonl_line(line, "news.jsonl:7", "news:7");
}

Document document_of(std::string line) {
  auto result = read_line(std::move(line));
  if (const Reject* reject = std::get_if<Reject>(&result)) ADD_FAILURE() << reject->message;
  return std::holds_alternative<Document>(result) ? std::get<Document>(result) : Document{};
}

ErrorCode reason_of(std::string line) {
  const auto result = read_line(std::move(line));
  EXPECT_TRUE(std::holds_alternative<Reject>(result));
  const Reject* reject = std::get_if<Reject>(&result);
  if (reject == nullptr) return ErrorCode::usage;
  EXPECT_EQ(reject->origin, "news.jsonl:7");
  EXPECT_FALSE(reject->message.empty());
  return reject->reason;
}

TEST(Jsonl, TakesEveryField) {
  const Document d = document_of(
      R"({"id":"a1","url":"https://example.org/a","title":"Envoys meet","date":"2011-03-04T08:00:00Z",)"
      R"("category":"World","publisher":"Example","language":"en","sources":["https://x.example",{"n":4,"url":"https://y.example"}],)"
      R"("text":"The envoys met.\nThey left."})");
  EXPECT_EQ(d.id, "a1");
  EXPECT_EQ(d.origin, "news.jsonl:7");
  EXPECT_EQ(d.url, "https://example.org/a");
  EXPECT_EQ(d.title, "Envoys meet");
  ASSERT_TRUE(d.published);
  EXPECT_EQ(d.published->iso(), "2011-03-04");
  EXPECT_EQ(d.category, "World");
  EXPECT_EQ(d.publisher, "Example");
  EXPECT_EQ(d.language, "en");
  ASSERT_EQ(d.sources.size(), 2u);
  EXPECT_EQ(d.sources[0].url, "https://x.example");
  EXPECT_EQ(d.sources[1].number, 4);
  EXPECT_EQ(d.text, "The envoys met.\nThey left.");
}

TEST(Jsonl, TextIsVerbatim) {
  EXPECT_EQ(document_of(R"({"text":"  two  spaces\t\u00e9\ud83d\ude00\u0000 | Sources \r\n"})").text,
            std::string("  two  spaces\t\xC3\xA9\xF0\x9F\x98\x80\0 | Sources \r\n", 34));
  EXPECT_EQ(document_of(R"({"text":"Der Minister reiste nach Wien."})").text, "Der Minister reiste nach Wien.");
}

TEST(Jsonl, GivesAnIdWhereThereIsNone) {
  EXPECT_EQ(document_of(R"({"text":"x"})").id, "news:7");
  EXPECT_EQ(document_of(R"({"id":null,"text":"x"})").id, "news:7");
  EXPECT_EQ(document_of(R"({"id":42,"text":"x"})").id, "42");
}

TEST(Jsonl, PublishedWinsOverDate) {
  EXPECT_EQ(document_of(R"({"published":"2001-01-01","date":"2002-02-02","text":"x"})").published->iso(), "2001-01-01");
  EXPECT_EQ(document_of(R"({"date":"20020202","text":"x"})").published->iso(), "2002-02-02");
  EXPECT_FALSE(document_of(R"({"date":"2002-02-30","text":"x"})").published);
  EXPECT_FALSE(document_of(R"({"date":null,"text":"x"})").published);
}

TEST(Jsonl, RejectsWithAReason) {
  EXPECT_EQ(reason_of(R"({"id":"a","text":"half a li)"), ErrorCode::bad_input);
  EXPECT_EQ(reason_of(R"({"id":"a","text":"x"} trailing)"), ErrorCode::bad_input);
  EXPECT_EQ(reason_of("{\"text\":\"caf\xE9\"}"), ErrorCode::bad_input);
  EXPECT_EQ(reason_of(R"({"text":"\ud800"})"), ErrorCode::bad_input);
  EXPECT_EQ(reason_of(R"(["text"])"), ErrorCode::bad_input);
  EXPECT_EQ(reason_of("garbage"), ErrorCode::bad_input);
  EXPECT_EQ(reason_of(std::string(100, '\0')), ErrorCode::bad_input);
  EXPECT_EQ(reason_of(R"({"text":7})"), ErrorCode::bad_input);
  EXPECT_EQ(reason_of(R"({"id":"a"})"), ErrorCode::no_text);
  EXPECT_EQ(reason_of(R"({"text":null})"), ErrorCode::no_text);
  EXPECT_EQ(reason_of(R"({"text":" \n"})"), ErrorCode::no_text);
  EXPECT_EQ(reason_of("{\"text\":\"" + std::string(limits::text_bytes + 1, 'a') + "\"}"), ErrorCode::too_large);
}

TEST(Jsonl, DeepNestingIsAnErrorAndNotACrash) {
  EXPECT_EQ(reason_of("{\"text\":\"x\",\"a\":" + std::string(100'000, '[')), ErrorCode::bad_input);
  EXPECT_EQ(document_of(R"({"a":[[[[1]]]],"text":"x"})").text, "x");
}

TEST(Jsonl, IsRecognisedByItsLines) {
  EXPECT_TRUE(looks_like_jsonl("{\"text\":\"x\"}\n{\"te"));
  EXPECT_TRUE(looks_like_jsonl("\xEF\xBB\xBF\n{ \"text\":\"x\"}\nbroken\n{}\n"));
  EXPECT_FALSE(looks_like_jsonl("{\n \"text\": \"x\",\n \"id\": 1\n}\n"));
  EXPECT_FALSE(looks_like_jsonl("Plain text\n"));
  EXPECT_FALSE(looks_like_jsonl(""));
}

TEST(Jsonl, ARecordOfSeveralLinesGivesSeveralDocuments) {
  std::vector<Ingested> out;
  IngestOptions options;
  options.reference = Day::of(1999, 5, 6);
  ingest(Record{"{\"text\":\"one\"}\n\nbad\n{\"date\":\"2000-01-02\",\"text\":\"two\"}\n", "-", "stdin",
                InputFormat::jsonl},
         options, out);
  ASSERT_EQ(out.size(), 3u);
  EXPECT_EQ(std::get<Document>(out[0]).published->iso(), "1999-05-06");
  EXPECT_EQ(std::get<Reject>(out[1]).origin, "-:3");
  EXPECT_EQ(std::get<Document>(out[2]).id, "stdin:4");
  EXPECT_EQ(std::get<Document>(out[2]).published->iso(), "2000-01-02");
}

}  // namespace
}  // namespace demarche
