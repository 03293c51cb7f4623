#include "base/day.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

TEST(Day, KnownDays) {
  EXPECT_EQ(Day::of(1970, 1, 1).count(), 0);
  EXPECT_EQ(Day::of(2022, 12, 31).iso(), "2022-12-31");
  EXPECT_EQ(Day::of(2022, 12, 31).weekday(), 5);  // a Saturday
  EXPECT_EQ(Day::of(1973, 10, 6).weekday(), 5);   // the October war began on a Saturday
  EXPECT_EQ(Day::of(2024, 3, 1) - Day::of(2024, 2, 28), 2);
}

TEST(Day, ParseTakesOnlyDaysThatExist) {
  EXPECT_EQ(Day::parse("2016-02-29T10:00:00Z"), Day::of(2016, 2, 29));
  for (const char* bad : {"2015-02-29", "2015-13-01", "2015-1-01", "20150101", "2015-01-010", "", "abcd-ef-gh"})
    EXPECT_FALSE(Day::parse(bad)) << bad;
}

TEST(Day, CivilIsTheInverseOfOf) {
  for (Day d = Day::of(1890, 1, 1); d < Day::of(2110, 1, 1); d = d + 1) {
    const CivilDate c = d.civil();
    ASSERT_TRUE(Day::valid(c.year, c.month, c.day));
    ASSERT_EQ(Day::of(c.year, c.month, c.day), d);
    ASSERT_EQ((d + 1).weekday(), (d.weekday() + 1) % 7);
  }
}

}  // namespace
}  // namespace demarche
