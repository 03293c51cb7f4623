// Sentences of our own; names are given by their words, countries spoken of come from the names themselves.
#include "stages/ground/places.h"

#include <gtest/gtest.h>

#include "codebook/codebook.h"

namespace demarche {
namespace {

const PlaceTable& table() {
  static const std::unique_ptr<const Codebook> book = [] {
    auto opened = Codebook::open(DEMARCHE_DATA_DIR "/codebook.pack");
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
    return std::move(opened).value();
  }();
  return book->places();
}

struct Given {
  std::string text;
  Tokens tokens;
  Names names;
};

// Every asked-for name becomes one word with the class LOC, and so do the other names.
Given given(std::string text, const std::vector<std::string>& places) {
  Given out;
  out.text = std::move(text);
  std::size_t at = 0;
  for (const std::string& place : places) {
    at = out.text.find(place, at);
    EXPECT_NE(at, std::string::npos) << place;
    const auto word = static_cast<std::uint32_t>(out.tokens.words.size());
    out.tokens.words.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + place.size())}, true});
    out.names.push_back({word, word + 1, NameClass::LOC});
    at += place.size();
  }
  return out;
}

std::vector<PlaceMention> places(const std::string& text, const std::vector<std::string>& names) {
  const Given g = given(text, names);
  return find_places(g.text, g.tokens, g.names, table(), Mentions{});
}

TEST(Places, ACommaSaysWhichOne) {
  const auto lebanon = places("Shops closed in Tripoli, Lebanon on Monday.", {"Tripoli", "Lebanon"});
  ASSERT_EQ(lebanon.size(), 2u);
  EXPECT_EQ(lebanon[0].country, "LBN");
  EXPECT_EQ(lebanon[0].precision, PlacePrecision::city);
  const auto texas = places("A fire broke out in Paris, Texas.", {"Paris", "Texas"});
  ASSERT_EQ(texas.size(), 2u);
  EXPECT_EQ(texas[0].country, "USA");
  EXPECT_NEAR(texas[0].latitude, 33660, 300);
}

TEST(Places, PeopleDecideWhereNothingElseDoes) {
  const auto found = places("A fair opened in Paris.", {"Paris"});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].country, "FRA");
}

TEST(Places, ANameMeansOnePlaceInADocument) {
  const auto found = places("Rain fell on Tripoli, Lebanon. Later Tripoli dried.", {"Tripoli", "Lebanon", "Tripoli"});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[2].country, "LBN");
}

TEST(Places, ACountryIsKnownAsOne) {
  const auto found = places("Farmers in Nigeria waited.", {"Nigeria"});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].country, "NGA");
  EXPECT_EQ(found[0].precision, PlacePrecision::country);
}

TEST(Places, UnknownNamesAreNoPlaces) {
  EXPECT_TRUE(places("They rested in Qwxyzville.", {"Qwxyzville"}).empty());
}

TEST(Places, AnUnknownNameLiesInWhatFollowsTheComma) {
  const Given g = given("They rested in Qwxyzville, Bavaria.", {"Qwxyzville", "Bavaria"});
  const auto found = place_at(g.text, g.tokens.words[0].span, g.tokens, g.names, table(), Mentions{});
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->country, "DEU");
  EXPECT_EQ(found->precision, PlacePrecision::area);
  EXPECT_EQ(found->span.begin, g.tokens.words[0].span.begin);
}

TEST(Places, SmallLettersAreNoNames) {
  EXPECT_TRUE(places("We ate turkey.", {"turkey"}).empty());
}

}  // namespace
}  // namespace demarche
