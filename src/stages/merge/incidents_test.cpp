#include "stages/merge/incidents.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace demarche {
namespace {

EventView event(const char* id, EventType type, std::vector<const char*> actors, std::vector<const char*> recipients,
                std::optional<int> day, std::uint64_t document = 1) {
  EventView out;
  out.record_id = id;
  out.document = document;
  out.story = 1;
  out.report = static_cast<std::uint32_t>(document);
  out.type = type;
  for (const char* code : actors) out.actors.push_back({code, code, "country"});
  for (const char* code : recipients) out.recipients.push_back({code, code, "country"});
  if (day) out.date = Interval{Day(*day), Day(*day)};
  out.published = Day(101);
  return out;
}

TEST(Tellings, TypePartiesAndDayBringMentionsTogether) {
  const auto tellings = tellings_of({event("a", EventType::CONSULT, {"RUS:GOV", "CHN:GOV"}, {}, 100),
                                     event("b", EventType::CONSULT, {"CHN:GOV"}, {"RUS:GOV"}, 100, 2),
                                     event("c", EventType::CONSULT, {"RUS:GOV", "CHN:GOV"}, {}, 70, 2),
                                     event("d", EventType::ACCUSE, {"RUS:GOV"}, {"CHN:GOV"}, 100, 2)});
  ASSERT_EQ(tellings.size(), 3u);
  EXPECT_EQ(std::count_if(tellings.begin(), tellings.end(), [](const Telling& t) { return t.mentions.size() == 2; }),
            1);
}

TEST(Tellings, AMissingPartyOrDayIsNoObstacleWithinAStory) {
  EventView undated = event("b", EventType::ASSAULT, {}, {"UKR:CVL"}, std::nullopt, 2);
  const auto tellings = tellings_of({event("a", EventType::ASSAULT, {"RUS:MIL"}, {"UKR:CVL"}, 100), undated});
  EXPECT_EQ(tellings.size(), 1u);
}

TEST(Tellings, AnniversariesAndDenialsFoundNothing) {
  EventView anniversary = event("a", EventType::ASSAULT, {"RUS:MIL"}, {"UKR:GOV"}, 100 - 365);
  anniversary.newness = Newness::background;
  EventView denial = event("b", EventType::ASSAULT, {"RUS:MIL"}, {"GEO:GOV"}, 100);
  denial.factuality = Factuality::negated;
  for (const Telling& telling : tellings_of({anniversary, denial})) EXPECT_FALSE(telling.founding);
  // With a mention that stands for itself they belong to it.
  const auto joined = tellings_of({denial, event("c", EventType::ASSAULT, {"RUS:MIL"}, {"GEO:GOV"}, 100, 2)});
  ASSERT_EQ(joined.size(), 1u);
  EXPECT_TRUE(joined[0].founding);
}

TEST(Tellings, TownsTellAttacksApart) {
  EventView one = event("a", EventType::ASSAULT, {"RUS:MIL"}, {"UKR:GOV"}, 100);
  EventView two = event("b", EventType::ASSAULT, {"RUS:MIL"}, {"UKR:GOV"}, 100, 2);
  one.place = IncidentPlace{"Lviv", "UKR", std::nullopt, "city"};
  two.place = IncidentPlace{"Kyiv", "UKR", std::nullopt, "city"};
  const auto tellings = tellings_of({one, two});
  ASSERT_EQ(tellings.size(), 2u);
  EXPECT_EQ(tellings[0].kin, tellings[1].kin);
  const auto incidents = incidents_of(7, {one, two}, {{0}, {1}});
  ASSERT_EQ(incidents.size(), 2u);
  EXPECT_NE(incidents[0].id, incidents[1].id);
}

TEST(Incidents, EvidenceDecidesRolesAndDay) {
  EventView late = event("c", EventType::ACCUSE, {"USA:GOV"}, {"IRN:GOV"}, 101, 3);
  late.dated_by_publication = true;
  const std::vector<EventView> mentions = {event("a", EventType::ACCUSE, {"USA:GOV"}, {"IRN:GOV"}, 100, 1),
                                           event("b", EventType::ACCUSE, {"IRN:GOV"}, {"USA:GOV"}, 100, 2), late};
  const auto incidents = incidents_of(7, mentions, {{0, 1, 2}});
  ASSERT_EQ(incidents.size(), 1u);
  ASSERT_EQ(incidents[0].actors.size(), 1u);
  EXPECT_EQ(incidents[0].actors[0].code, "USA:GOV");
  EXPECT_EQ(incidents[0].recipients[0].code, "IRN:GOV");
  EXPECT_EQ(incidents[0].date->start, Day(100));
  EXPECT_EQ(incidents[0].documents, 3u);
  EXPECT_EQ(incidents[0].reports, 3u);
}

TEST(Incidents, AccountsStaySideBySide) {
  EventView claimed = event("a", EventType::ASSAULT, {"RUS:MIL"}, {"UKR:GOV"}, 100, 1);
  claimed.factuality = Factuality::alleged;
  claimed.attributed_to = IncidentParty{"UKR:GOV", "Kyiv", "country"};
  EventView denied = event("b", EventType::ASSAULT, {"RUS:MIL"}, {"UKR:GOV"}, 100, 2);
  denied.factuality = Factuality::negated;
  denied.attributed_to = IncidentParty{"RUS:GOV", "Moscow", "country"};
  const auto incidents = incidents_of(7, {claimed, denied}, {{0, 1}});
  ASSERT_EQ(incidents.size(), 1u);
  EXPECT_EQ(incidents[0].factuality, Factuality::alleged);
  ASSERT_EQ(incidents[0].accounts.size(), 2u);
  EXPECT_EQ(incidents[0].accounts[0].factuality, Factuality::negated);
  EXPECT_EQ(incidents[0].accounts[0].attributed_to->code, "RUS:GOV");
}

}  // namespace
}  // namespace demarche
