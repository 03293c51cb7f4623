#include "demarche/pages.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/limits.h"
#include "demarche/signatures.h"

namespace demarche {
namespace {

const Engine& engine() {
  static const Result<Engine> opened = Engine::open({.data_folder = DEMARCHE_DATA_DIR, .tier = {}});
  EXPECT_TRUE(opened);
  return *opened;
}

struct Got {
  std::vector<std::size_t> pages;
  std::string jsonl;
  RunSummary summary;
};

Got coded(const std::vector<Page>& pages, const RunOptions& options = {}) {
  Got got;
  const auto summary = code_pages(engine(), options, pages, [&](std::size_t page, std::string_view jsonl) {
    got.pages.push_back(page);
    got.jsonl += jsonl;
    return Status();
  });
  EXPECT_TRUE(summary);
  if (summary) got.summary = *summary;
  return got;
}

constexpr std::string_view visit = "The French president met the German chancellor in Berlin on Monday.";

TEST(Pages, ATextGivesTheRecordsOfItsLineOfJsonl) {
  const std::vector<PageSource> sources = {{2, "https://example.org/s"}};
  const Page page{.content = visit,
                  .id = "a",
                  .origin = "x.jsonl:1",
                  .url = "https://example.org/a",
                  .title = "Visit",
                  .published = "2022-12-30T10:00:00Z",
                  .sources = sources};
  const Got got = coded({page});
  EXPECT_EQ(got.summary.documents, 1u);
  EXPECT_GE(got.summary.events, 1u);
  EXPECT_TRUE(got.jsonl.starts_with(R"({"kind":"article","id":"a","origin":"x.jsonl:1","url":"https://example.org/a")"
                                    R"(,"title":"Visit","published":"2022-12-30")"));
  EXPECT_NE(got.jsonl.find(R"("sources":[{"n":2,"url":"https://example.org/s"}])"), std::string::npos);
  EXPECT_NE(got.jsonl.find(R"("type":"CONSULT")"), std::string::npos);
}

TEST(Pages, WithoutAnIdTheContentNamesIt) {
  const Got got = coded({{.content = visit}, {.content = visit}});
  EXPECT_EQ(got.jsonl.find(R"("id":"sha256-)"), std::string_view(R"({"kind":"article",)").size());
  EXPECT_EQ(got.pages, (std::vector<std::size_t>{0, 1}));
}

TEST(Pages, APageOfHtmlKeepsWhatItSaysOfItself) {
  const std::string html =
      "<html><head><title>From the page</title></head><body><article><h1>From the page</h1><p>The French president met "
      "the German chancellor in Berlin on Monday to speak about trade.</p><p>They agreed to meet again in the spring, "
      "and the ministers of finance are to prepare a report about the customs union by "
      "then.</p></article></body></html>";
  const Got got = coded(
      {{.content = html, .published_form = true, .id = "p", .title = "From the table", .published = "2022-12-30"}});
  EXPECT_NE(got.jsonl.find(R"("id":"p")"), std::string::npos);
  EXPECT_NE(got.jsonl.find(R"("title":"From the page","published":"2022-12-30")"), std::string::npos) << got.jsonl;
}

TEST(Pages, WhatCannotBeCodedIsAReject) {
  const std::string long_text(limits::text_bytes + 1, 'a');
  const Got got = coded({{.content = "", .id = "1"},
                         {.content = "ab\xFF", .id = "2"},
                         {.content = long_text, .id = "3"},
                         {.content = std::string_view("\0\1\2\3", 4), .published_form = true, .id = "4"},
                         {.content = visit, .id = "5"}});
  EXPECT_EQ(got.summary.rejects, 4u);
  EXPECT_EQ(got.summary.documents, 1u);
  for (const char* expected : {R"("id":"1","reason":"no_text")", R"("id":"2","reason":"bad_input")",
                               R"("id":"3","reason":"too_large")", R"("id":"4","reason":"bad_input")"})
    EXPECT_NE(got.jsonl.find(expected), std::string::npos) << expected;
}

TEST(Pages, ThreadsDoNotShow) {
  std::vector<std::string> texts;
  std::vector<Page> pages;
  for (int i = 0; i < 200; ++i) texts.push_back(std::string(visit) + " It was visit number " + std::to_string(i) + ".");
  for (const std::string& text : texts) pages.push_back({.content = text, .published = "2022-12-30"});
  RunOptions parallel;
  parallel.threads = 4;
  const Got one = coded(pages), four = coded(pages, parallel);
  EXPECT_EQ(one.jsonl, four.jsonl);
  EXPECT_EQ(one.pages, four.pages);
  EXPECT_EQ(one.pages.size(), 200u);
}

TEST(Pages, AnErrorOfTheReceiverStopsTheRun) {
  std::vector<Page> pages(500, Page{.content = visit});
  for (const unsigned threads : {1u, 3u}) {
    RunOptions options;
    options.threads = threads;
    std::size_t calls = 0;
    const auto summary = code_pages(engine(), options, pages, [&](std::size_t, std::string_view) -> Status {
      if (++calls < 40) return {};
      return Error{ErrorCode::io, "enough"};
    });
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().message, "enough");
    EXPECT_EQ(calls, 40u);
  }
}

TEST(Pages, NoPagesNoRecords) {
  EXPECT_TRUE(coded({}).jsonl.empty());
}

TEST(Pages, ASignatureRecordOnDemand) {
  const Page page{.content = visit, .id = "a", .published = "2022-12-30", .publisher = "Test Wire"};
  std::string jsonl;
  const auto keep = [&](std::size_t, std::string_view lines) {
    jsonl += lines;
    return Status();
  };
  ASSERT_TRUE(code_pages(engine(), {}, {&page, 1}, keep));
  EXPECT_EQ(jsonl.find(R"("kind":"signature")"), std::string::npos);
  ASSERT_TRUE(code_pages(engine(), {}, {&page, 1}, keep, {.signatures = true}));
  const std::size_t at = jsonl.find(R"({"kind":"signature","article":"a","source":"Test Wire")");
  ASSERT_NE(at, std::string::npos);
  const std::size_t begin = jsonl.find(R"("signature":")", at + 20) + 13;
  const std::string signature = jsonl.substr(begin, jsonl.find('"', begin) - begin);
  const auto blocks = signature_blocks(signature);
  ASSERT_TRUE(blocks);
  EXPECT_FALSE(blocks->empty());
  const auto link = judge_signatures(signature, signature);
  ASSERT_TRUE(link);
  EXPECT_TRUE(link->same_story) << "a text tells what it tells";
  EXPECT_EQ(link->kind, "copy");
}

TEST(Pages, SignaturesOfOthersAreRefused) {
  for (const char* text : {"", "no base64!", "AAAA"}) {
    EXPECT_FALSE(signature_blocks(text)) << text;
    EXPECT_FALSE(judge_signatures(text, text)) << text;
  }
}

TEST(Pages, ConnectedDocumentsBecomeAStory) {
  const std::vector<SignedDocument> documents = {{1, "Wire", "a", "2022-12-30", "2022-12-30"},
                                                 {2, "Post", "b", "2022-12-31", "2022-12-31"},
                                                 {3, "Mail", "c", "", ""}};
  const std::vector<SignedLink> links = {{0, 1, {true, "copy", 990, 1000, 990, 0, "same words"}}};
  const auto stories = signed_stories(documents, links);
  ASSERT_TRUE(stories);
  ASSERT_EQ(stories->size(), 2u);
  EXPECT_NE(stories->front().find(R"("independent_reports":1)"), std::string::npos) << stories->front();
  EXPECT_FALSE(signed_stories(documents, std::vector<SignedLink>{{0, 9, {true, "copy", 1, 1, 1, 0, ""}}}));
  EXPECT_FALSE(signed_stories(documents, std::vector<SignedLink>{{0, 1, {true, "quarrel", 1, 1, 1, 0, ""}}}));
}

}  // namespace
}  // namespace demarche
