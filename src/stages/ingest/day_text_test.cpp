#include "stages/ingest/day_text.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

std::string day(std::string_view text) {
  const auto found = find_day(text);
  return found ? found->day.iso() : "";
}

TEST(DayText, ReadsTheUsualShapes) {
  for (const char* text : {"2021-05-04", "2021/05/04", "2021.5.4", "20210504", "4 May 2021", "04 May, 2021",
                           "4th of May 2021", "May 4, 2021", "May 4th 2021", "Tuesday, May 04, 2021 10:30 AM",
                           "Tue, 04 May 2021 10:30:00 GMT", "2021-05-04T10:30:00+02:00", "05/04/2021", "04.05.2021",
                           "4-May-2021", "MAY 4 2021", "Updated 10:30 on 4 May 2021", "2021 May 4"})
    EXPECT_EQ(day(text), "2021-05-04") << text;
  EXPECT_EQ(day("25/12/2020"), "2020-12-25");
  EXPECT_EQ(day("12-25-2020"), "2020-12-25");
  EXPECT_EQ(day("Sept. 3, 1998"), "1998-09-03");
}

TEST(DayText, LeavesTheRest) {
  for (const char* text : {"", "May 2021", "4 May", "30 February 2021", "12345678901", "in 2021", "10:30", "1.2.3",
                           "+1 202 456 1111", "version 2021.13.40"})
    EXPECT_EQ(day(text), "") << text;
}

TEST(DayText, SaysWhere) {
  const auto found = find_day("Oslo, 4 May 2021, evening");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->begin, 6u);
  EXPECT_EQ(found->end, 16u);
}

}  // namespace
}  // namespace demarche
