// Tables of sentences: parts, seasons, ranges, holidays, narrative.
#include "stages/ground/dates_test_support.h"

namespace demarche {
namespace {

TEST(Dates, PartsAndSeasons) {
  static constexpr Case cases[] = {
      {"The envoy toured Mali in early February.", "2022-12-31", "early February", "2022-02-01", "2022-02-10"},
      {"The envoy toured Mali in mid-July.", "2022-12-31", "mid-July", "2022-07-11", "2022-07-20"},
      {"The envoy toured Mali in late March 2013.", "2022-12-31", "late March 2013", "2013-03-21", "2013-03-31"},
      {"Quotas end at the end of this month.", "2006-08-07", "the end of this month", "2006-08-21", "2006-08-31"},
      {"Quotas end by the end of the year.", "2006-08-07", "the end of the year", "2006-09-01", "2006-12-31"},
      {"It opened at the beginning of 2014.", "2016-08-07", "the beginning of 2014", "2014-01-01", "2014-04-30"},
      {"It opened in mid-2014.", "2016-08-07", "mid-2014", "2014-05-01", "2014-08-31"},
      {"It opens early next week.", "2017-11-08", "early next week", "2017-11-13", "2017-11-15"},
      {"It opened earlier this month.", "2018-05-20", "earlier this month", "2018-05-01", "2018-05-20"},
      {"It opens later this week.", "2008-02-24", "later this week", "2008-02-24", "2008-02-24"},
      {"It opens later in the year.", "2008-02-24", "later in the year", "2008-02-24", "2008-12-31"},
      {"It opened earlier in July.", "2006-07-22", "earlier in July", "2006-07-01", "2006-07-22"},
      {"It opened earlier today.", "2006-07-22", "earlier today", "2006-07-22", "2006-07-22"},
      {"The queen is expected in Lagos in the spring.", "2022-12-31", "the spring", "2023-03-01", "2023-05-31"},
      {"They fought in the summer of 1982.", "1990-01-01", "the summer of 1982", "1982-06-01", "1982-08-31"},
      {"They fought last winter.", "2013-06-01", "last winter", "2012-12-01", "2013-02-28"},
      {"They regrouped in autumn 2014.", "2016-01-01", "autumn 2014", "2014-09-01", "2014-11-30"},
      {"The fall of Saigon ended it.", "2016-01-01", "", "", ""},
      {"The Arab Spring ended it.", "2016-01-01", "", "", ""},
      {"Prices fall and crowds spring up.", "2016-01-01", "", "", ""},
      {"GDP grew in the third quarter of 2016.", "2017-01-01", "the third quarter of 2016", "2016-07-01", "2016-09-30"},
      {"GDP grew in Q3 2016.", "2017-01-01", "Q3 2016", "2016-07-01", "2016-09-30"},
      {"GDP grew in the first half of 2016.", "2017-01-01", "the first half of 2016", "2016-01-01", "2016-06-30"},
      {"They scored in the second half.", "2017-01-01", "", "", ""},
      {"Trade grew in the first nine months of 2014.", "2017-01-01", "the first nine months of 2014", "2014-01-01",
       "2014-09-30"},
      {"In the last week of July they met.", "2016-11-07", "the last week of July", "2016-07-25", "2016-07-31"},
      {"On the first Monday in May they met.", "2016-11-07", "the first Monday in May", "2016-05-02", "2016-05-02"},
      {"For the rest of the year he stays.", "2016-11-07", "rest of the year", "2016-11-07", "2016-12-31"},
  };
  check_all(cases);
}

TEST(Dates, RangesSinceUntil) {
  static constexpr Case cases[] = {
      {"Drills ran from 3 to 12 September.", "2016-11-07", "from 3 to 12 September", "2016-09-03", "2016-09-12"},
      {"Drills ran between May and July.", "2016-11-07", "between May and July", "2016-05-01", "2016-07-31"},
      {"Drills of May-June 2012 were small.", "2016-11-07", "May-June 2012", "2012-05-01", "2012-06-30"},
      {"The 2014-2016 plan failed.", "2018-11-07", "2014-2016", "2014-01-01", "2016-12-31"},
      {"The 1961\xE2\x80\x93"
       "90 average was lower.",
       "2018-11-07",
       "1961\xE2\x80\x93"
       "90",
       "1961-01-01", "1990-12-31"},
      {"The camp ran from 2014 to May 2018.", "2018-11-07", "from 2014 to May 2018", "2014-01-01", "2018-05-31"},
      {"They met from 5 to 17 September 1978.", "1980-01-01", "from 5 to 17 September 1978", "1978-09-05",
       "1978-09-17"},
      {"The visit of March 20-22, 2023 was his first.", "2023-06-01", "March 20-22, 2023", "2023-03-20", "2023-03-22"},
      {"The visit of 20-22 March 2023 was his first.", "2023-06-01", "20-22 March 2023", "2023-03-20", "2023-03-22"},
      {"They fought from November 2009 to February 2010.", "2012-01-01", "from November 2009 to February 2010",
       "2009-11-01", "2010-02-28"},
      {"They fought from Nov. to Feb. 2010 there.", "2012-01-01", "from Nov. to Feb. 2010", "2009-11-01", "2010-02-28"},
      {"He served from 1999 until 2004.", "2012-01-01", "from 1999 until 2004", "1999-01-01", "2004-12-31"},
      {"Strikes ran from Monday to Thursday.", "2022-12-31", "from Monday to Thursday", "2022-12-26", "2022-12-29"},
      {"They have ruled since 2012.", "2022-12-31", "since 2012", "2012-01-01", "2022-12-31"},
      {"They have ruled since May.", "2006-08-07", "since May", "2006-05-01", "2006-08-07"},
      {"They have ruled since last week.", "2006-08-07", "since last week", "2006-07-31", "2006-08-07"},
      {"Prices doubled since the siege began in February.", "2022-12-31", "since the siege began in February",
       "2022-02-01", "2022-12-31"},
      {"They have ruled since the start of the year.", "2006-11-01", "since the start of the year", "2006-01-01",
       "2006-11-01"},
      {"The truce will hold until Friday.", "2022-12-28", "until Friday", "2022-12-28", "2022-12-30"},
      {"He governed until 1981.", "2022-12-28", "1981", "1981-01-01", "1981-12-31"},
      {"Between 10 and 12 people died.", "2022-12-28", "", "", ""},
      {"Talks ran from 10 to 11:30.", "2022-12-28", "", "", ""},
      {"He rose from captain to general.", "2022-12-28", "", "", ""},
      {"Since then nothing moved.", "2022-12-28", "", "", ""},
  };
  check_all(cases);
}

TEST(Dates, Holidays) {
  static constexpr Case cases[] = {
      {"He was freed on Christmas Eve.", "2016-12-28", "Christmas Eve", "2016-12-24", "2016-12-24"},
      {"They struck at Easter.", "2019-06-12", "Easter", "2019-04-21", "2019-04-21"},
      {"Good Friday services were held.", "2019-06-12", "Good Friday", "2019-04-19", "2019-04-19"},
      {"The Good Friday Agreement held.", "2019-06-12", "", "", ""},
      {"He spoke on New Year's Eve.", "2023-01-05", "New Year's Eve", "2022-12-31", "2022-12-31"},
      {"They gathered on Thanksgiving 2010.", "2013-01-05", "Thanksgiving 2010", "2010-11-25", "2010-11-25"},
      {"They rallied on May Day.", "2013-07-05", "May Day", "2013-05-01", "2013-05-01"},
      {"A Christmas tree burned.", "2013-07-05", "", "", ""},
      {"A new year of talks is ahead.", "2013-07-05", "", "", ""},
  };
  check_all(cases);
}

TEST(Dates, Narrative) {
  static constexpr Case cases[] = {
      {"He came on 19 November 1977. A day later he spoke in the Knesset.", "1990-01-01", "A day later", "1977-11-20",
       "1977-11-20"},
      {"Cairo fell silent in 1981. A year earlier it had cheered.", "1990-01-01", "A year earlier", "1980-01-01",
       "1980-12-31"},
      {"The bomb of 3 March 2004 killed ten. The following day police struck.", "2010-01-01", "following day",
       "2004-03-04", "2004-03-04"},
      {"The bomb of 3 March 2004 killed ten. The day before, a note came.", "2010-01-01", "The day before",
       "2004-03-02", "2004-03-02"},
      {"He won on 3 March 2004 and left that month.", "2010-01-01", "that month", "2004-03-01", "2004-03-31"},
      {"In 2004 he fled. A few days earlier a note came.", "2005-04-20", "A few days earlier", "2005-04-13",
       "2005-04-19"},
      {"A fortnight later it fell.", "2021-05-20", "A fortnight later", "2021-06-03", "2021-06-03"},
      {"It was the third month of the war in Tigray.", "2021-01-20", "the third month of the war in Tigray",
       "2021-01-04", "2021-02-03"},
  };
  check_all(cases);
}

}  // namespace
}  // namespace demarche
