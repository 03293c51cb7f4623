// What is kept of texts: nothing outside the evidence, and offsets that still fit, over random documents.
#include "store/keep_text.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "store/random_documents_test.h"

namespace demarche::store {
namespace {

std::string_view cut(std::string_view text, Span span) {
  const std::uint32_t from = byte_of_code_point(text, span.begin), to = byte_of_code_point(text, span.end);
  return text.substr(from, to - from);
}

TEST(KeepText, NamesGoBothWays) {
  for (const KeepText keep : {KeepText::all, KeepText::evidence, KeepText::none})
    EXPECT_EQ(keep_text_of(name_of(keep)), keep);
  EXPECT_FALSE(keep_text_of("some"));
  EXPECT_FALSE(keep_text_of(""));
}

TEST(KeepText, EvidenceKeepsItsSentencesAndTheirOffsets) {
  RandomDocuments random(3);
  std::size_t blanks = 0, kept = 0;
  for (int n = 0; n < 100; ++n) {
    const StoredDocument whole = random.document("d", 8);
    StoredDocument document = whole;
    reduce(document, KeepText::evidence);
    ASSERT_EQ(count_code_points(document.text), count_code_points(whole.text));
    std::vector<bool> evidence(count_code_points(whole.text));
    const auto expect_kept = [&](const StoredSentence& sentence) {
      if (sentence.title) return;
      ASSERT_EQ(cut(document.text, sentence.span), cut(whole.text, sentence.span));
      for (std::uint32_t at = sentence.span.begin; at < sentence.span.end; ++at) evidence[at] = true;
    };
    for (const StoredEvent& event : whole.events) expect_kept(event.sentence);
    for (const StoredStatement& statement : whole.statements) expect_kept(statement.sentence);
    std::size_t at = 0;
    for (std::size_t point = 0; at < document.text.size(); ++point) {
      const char32_t code = decode_utf8(document.text, at);
      kept += evidence[point];
      if (evidence[point]) continue;
      ASSERT_TRUE(code == ' ' || code == '\n') << "a word outside the evidence";
      ++blanks;
    }
    EXPECT_EQ(document.title, whole.title);
    EXPECT_EQ(document.sha256, whole.sha256);
    EXPECT_EQ(document.key.hash, whole.key.hash);
  }
  EXPECT_GT(blanks, 100u);
  EXPECT_GT(kept, 1000u);
}

TEST(KeepText, NoneKeepsNoWord) {
  RandomDocuments random(4);
  for (int n = 0; n < 20; ++n) {
    const StoredDocument whole = random.document("d", 8);
    StoredDocument document = whole;
    reduce(document, KeepText::none);
    EXPECT_EQ(document.text, "");
    EXPECT_EQ(document.title, "");
    ASSERT_EQ(document.events.size(), whole.events.size());
    for (std::size_t e = 0; e < whole.events.size(); ++e) {
      EXPECT_EQ(document.events[e].record_id, whole.events[e].record_id);
      EXPECT_EQ(document.events[e].trigger, whole.events[e].trigger);
    }
    StoredDocument same = whole;
    reduce(same, KeepText::all);
    EXPECT_EQ(same.text, whole.text);
  }
}

}  // namespace
}  // namespace demarche::store
