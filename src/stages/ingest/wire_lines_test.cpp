#include "stages/ingest/wire_lines.h"

#include <gtest/gtest.h>

#include "stages/ingest/ingest.h"

namespace demarche {
namespace {

std::vector<Signal> signals_of(std::string title, std::string text) {
  Document document;
  document.title = std::move(title);
  document.text = std::move(text);
  document.publisher = "Example Wire";
  read_wire_lines(document);
  return document.signals;
}

TEST(WireLines, KillHoldAndCorrection) {
  const struct {
    const char* line;
    SignalKind kind;
    const char* target;
  } cases[] = {{"KILL: harbour-talks", SignalKind::withdrawn, "harbour-talks"},
               {"ATTENTION EDITORS: KILL grain-deal-0307 SENT IN ERROR", SignalKind::withdrawn, "grain-deal-0307"},
               {"ATTENTION EDITORS: STORY WITHDRAWN", SignalKind::withdrawn, ""},
               {"BULLETIN KILL - 7731/2 - sent in error", SignalKind::withdrawn, "7731/2"},
               {"HOLD FOR RELEASE", SignalKind::withheld, ""},
               {"(CORRECTS day of the meeting in second paragraph)", SignalKind::corrected, ""},
               {"Eds: x", SignalKind::corrected, nullptr},
               {"CORRECTION: https://wire.example/a1", SignalKind::corrected, "https://wire.example/a1"}};
  for (const auto& c : cases) {
    const std::vector<Signal> found = signals_of("", std::string(c.line) + "\nThe envoys met.");
    if (c.target == nullptr) {
      EXPECT_TRUE(found.empty()) << c.line;
      continue;
    }
    ASSERT_EQ(found.size(), 1u) << c.line;
    EXPECT_EQ(found[0].kind, c.kind) << c.line;
    EXPECT_EQ(found[0].target, c.target) << c.line;
    EXPECT_EQ(found[0].publisher, "Example Wire");
  }
  EXPECT_EQ(signals_of("CORRECTED: Envoys met on Monday", "They met.").size(), 1u);
}

TEST(WireLines, ReportsOfKillingsAndWithdrawalsAreNone) {
  for (const char* text :
       {"Kill the bill, protesters said.", "KILL the lights, said the mayor", "Withdrawn troops returned home.",
        "WITHDRAWN troops were seen", "The agency said it would hold talks.", "Correction officers went on strike.",
        "KILLED IN ACTION: a list", "One\nTwo\nThree\nFour\nFive\nSix\nSeven\nKILL: x-1"})
    EXPECT_TRUE(signals_of("", text).empty()) << text;
}

TEST(PageSignals, MetaElementsAndSchemaOrg) {
  const std::string page =
      "<html><head><title>Envoys met</title><meta name='robots' content='NOINDEX, nofollow'>"
      "<meta name='tdm-reservation' content='1'><script type='application/ld+json'>{\"@type\":\"NewsArticle\","
      "\"headline\":\"Envoys met\",\"correction\":{\"@type\":\"CorrectionComment\",\"text\":\"The day was wrong.\"}}"
      "</script></head><body><article><h1>Envoys met</h1><p>The envoys of both countries met in the harbour town on "
      "Monday and spoke about grain, the ministry said in a short note.</p><p>They will meet again in the autumn, it "
      "added, and the talks will go on for a week.</p></article></body></html>";
  std::vector<Ingested> out;
  ingest({page, "page.html", "page", InputFormat::html, {}}, {}, out);
  ASSERT_EQ(out.size(), 1u);
  const Document* document = std::get_if<Document>(&out[0]);
  ASSERT_NE(document, nullptr);
  std::vector<SignalKind> kinds;
  for (const Signal& s : document->signals) kinds.push_back(s.kind);
  EXPECT_EQ(kinds, (std::vector{SignalKind::no_index, SignalKind::no_mining, SignalKind::corrected}));
}

}  // namespace
}  // namespace demarche
