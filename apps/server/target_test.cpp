#include "target.h"

#include <gtest/gtest.h>

#include "parameters.h"
#include "routes.h"

namespace demarche::server {
namespace {

TEST(Target, TakesAnAddressApart) {
  const auto target = parse_target("/relation/RUS/CHN.json?period=month&q=a+b%21");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->steps, (std::vector<std::string>{"relation", "RUS", "CHN"}));
  EXPECT_EQ(target->form, "json");
  EXPECT_EQ(target->parameters, (Fields{{"period", "month"}, {"q", "a b!"}}));
  EXPECT_TRUE(parse_target("/")->steps.empty());
  EXPECT_EQ(parse_target("/.json")->form, "json");
  EXPECT_TRUE(parse_target("/.json")->steps.empty());
  EXPECT_EQ(parse_target("/events.manifest.json")->form, "manifest.json");
}

TEST(Target, AnIdMayHoldSlashesAndEndings) {
  const auto target = parse_target("/article/https%3A%2F%2Fa.example%2Fpage%2Ejson");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->steps[1], "https://a.example/page.json");
  EXPECT_EQ(target->form, "");
}

TEST(Target, WhatIsNoAddressIsNone) {
  for (const char* bad : {"", "events", "/a/../b", "/a/%2e%2e", "/%", "/%0", "/%zz", "/%00", "/%ff", "/%C3%28",
                          "/%ED%A0%80", "/%F5%80%80%80", "/a?%=1", "/a?b=%ff", "/a?=b", "/%1b"})
    EXPECT_FALSE(parse_target(bad)) << bad;
}

TEST(Target, CookiesAreFoundByTheirWholeName) {
  EXPECT_EQ(cookie_value("a=1; demarche=x; b=2", "demarche"), "x");
  EXPECT_EQ(cookie_value("xdemarche=1;demarche2=3", "demarche"), "");
  EXPECT_EQ(cookie_value("demarche=", "demarche"), "");
}

TEST(Parameters, AreReadOrRefused) {
  Question q;
  EXPECT_FALSE(read_question({{"limit", "20"}, {"since", "2024-02-29"}, {"min_confidence", "0.75"}, {"type", ""}},
                             "limit since min_confidence type", q));
  EXPECT_EQ(q.page.limit, 20u);
  EXPECT_EQ(q.filter.since, "2024-02-29");
  EXPECT_EQ(q.filter.min_confidence, 750);
  for (const auto& [name, value] : Fields{{"limit", "501"},
                                          {"limit", "-1"},
                                          {"since", "2023-02-29"},
                                          {"type", "MEET"},
                                          {"min_confidence", "1.5"},
                                          {"min_confidence", "x"},
                                          {"other", "1"}})
    EXPECT_TRUE(read_question({{name, value}}, "limit since min_confidence type", q)) << name << value;
  EXPECT_TRUE(read_question({{"limit", "1"}, {"limit", "1"}}, "limit", q));
}

TEST(Routes, EveryParameterIsKnownAndEveryAddressFindsItself) {
  for (const Route& route : all_routes()) {
    for (const std::string_view name : words_of(route.parameters, ' '))
      EXPECT_NE(find_parameter(name), nullptr) << name;
    std::vector<std::string> steps, names;
    for (const std::string_view step : words_of(route.path, '/'))
      steps.emplace_back(step.front() == '{' ? std::string("X") : std::string(step));
    EXPECT_EQ(find_route(steps, route.posts, names), &route) << route.path;
  }
}

}  // namespace
}  // namespace demarche::server
