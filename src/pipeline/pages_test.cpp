#include "demarche/pages.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/limits.h"

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

}  // namespace
}  // namespace demarche
