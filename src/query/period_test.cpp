#include "query/period.h"

#include <gtest/gtest.h>

namespace demarche::query {
namespace {

std::string name(int year, int month, int day, Period period) {
  return period_name(period_start(Day::of(year, month, day), period), period);
}

TEST(Period, NamesAreThoseOfIso8601) {
  EXPECT_EQ(name(2021, 1, 3, Period::week), "2020-W53");
  EXPECT_EQ(name(2021, 1, 4, Period::week), "2021-W01");
  EXPECT_EQ(name(2022, 12, 30, Period::week), "2022-W52");
  EXPECT_EQ(name(2024, 12, 30, Period::week), "2025-W01");
  EXPECT_EQ(name(2022, 12, 30, Period::month), "2022-12");
  EXPECT_EQ(name(2022, 12, 30, Period::quarter), "2022-Q4");
  EXPECT_EQ(name(2022, 4, 1, Period::quarter), "2022-Q2");
  EXPECT_EQ(name(987, 6, 5, Period::year), "0987");
}

TEST(Period, FollowEachOtherWithoutGapsOrOverlaps) {
  for (Period period : {Period::week, Period::month, Period::quarter, Period::year}) {
    Day start = period_start(Day::of(1899, 12, 31), period);
    for (int n = 0; n < 800; ++n) {
      const Day next = next_period(start, period);
      for (Day day = start; day < next; day = day + 1) ASSERT_EQ(period_start(day, period), start);
      ASSERT_EQ(period_start(next, period), next);
      ASSERT_NE(period_name(next, period), period_name(start, period));
      start = next;
    }
  }
}

}  // namespace
}  // namespace demarche::query
