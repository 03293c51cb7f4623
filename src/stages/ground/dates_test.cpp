// Tables of sentences: single expressions.
#include "stages/ground/dates_test_support.h"

namespace demarche {
namespace {

TEST(Dates, Numeric) {
  static constexpr Case cases[] = {
      {"The treaty of 1979-03-26 still holds.", "2001-01-01", "1979-03-26", "1979-03-26", "1979-03-26"},
      {"Filed 12/30/2022 in Moscow.", "2023-01-05", "12/30/2022", "2022-12-30", "2022-12-30"},
      {"Filed 30/12/2022 in Minsk.", "2023-01-05", "30/12/2022", "2022-12-30", "2022-12-30"},
      {"Stamped 30.12.2022 by the notary.", "2023-01-05", "30.12.2022", "2022-12-30", "2022-12-30"},
      {"Stamped 5.3.2014 by the notary.", "2014-05-05", "5.3.2014", "2014-03-05", "2014-03-05"},
      {"The note is dated 4/5/98.", "2001-05-05", "4/5/98", "1998-04-05", "1998-04-05"},
      {"Signed 23-Sep-2019 in Vienna.", "2020-01-01", "23-Sep-2019", "2019-09-23", "2019-09-23"},
      {"They voted on 11/8 in both states.", "2016-12-01", "11/8", "2016-11-08", "2016-11-08"},
      {"Exports of 2015-03 were weak.", "2016-01-01", "2015-03", "2015-03-01", "2015-03-31"},
      {"In the 2008-09 season harvests failed.", "2016-01-01", "2008-09", "2008-01-01", "2009-12-31"},
      {"Two thirds, or 2/3, of members agreed.", "2016-01-01", "", "", ""},
      {"The hotline answers 24/7 and free.", "2016-01-01", "", "", ""},
      {"Zenit won 2-1 against Spartak.", "2016-01-01", "", "", ""},
      {"Call +7 495 697-03-49 for details.", "2016-01-01", "", "", ""},
      {"Write to 138-2010-2015 at once.", "2016-01-01", "", "", ""},
      {"The bureau found that 2.4 million homes stood empty.", "2016-01-01", "", "", ""},
      {"They were briefed on 1-2 August.", "2016-09-01", "1-2 August", "2016-08-01", "2016-08-02"},
      {"The 1500-strong village voted.", "2016-01-01", "", "", ""},
      {"The remaining quarter went to Cuba.", "2016-01-01", "", "", ""},
      {"Growth slowed to 3.5 percent.", "2016-01-01", "", "", ""},
      {"The form 2015-13-40 is broken.", "2016-01-01", "", "", ""},
      {"Those days after 9/11 changed policy.", "2006-01-01", "9/11", "2001-09-11", "2001-09-11"},
      {"See https://news.example.org/2014/05/20/gas for more.", "2016-01-01", "", "", ""},
  };
  check_all(cases);
}

TEST(Dates, MonthsAndDays) {
  static constexpr Case cases[] = {
      {"The call of 31 December 2022 was brief.", "2023-02-01", "31 December 2022", "2022-12-31", "2022-12-31"},
      {"They spoke on Dec. 30 by video.", "2022-12-31", "Dec. 30", "2022-12-30", "2022-12-30"},
      {"On December 31st, 2022, it ended.", "2023-02-01", "December 31st, 2022", "2022-12-31", "2022-12-31"},
      {"On the 5th of May the envoys arrived.", "2010-05-09", "the 5th of May", "2010-05-05", "2010-05-05"},
      {"On 5 May the envoys arrived.", "2010-05-09", "5 May", "2010-05-05", "2010-05-05"},
      {"The envoys arrived on May 5.", "2010-05-09", "May 5", "2010-05-05", "2010-05-05"},
      {"The envoys will arrive on May 20.", "2010-05-09", "May 20", "2010-05-20", "2010-05-20"},
      {"The court sat on 12 November.", "2010-05-09", "12 November", "2009-11-12", "2009-11-12"},
      {"The court will sit on 12 January.", "2010-11-09", "12 January", "2011-01-12", "2011-01-12"},
      {"The deal of May 2014 was huge.", "2016-01-01", "May 2014", "2014-05-01", "2014-05-31"},
      {"In September of 1978 they met.", "1980-01-01", "September of 1978", "1978-09-01", "1978-09-30"},
      {"The truce began in October.", "2022-12-31", "October", "2022-10-01", "2022-10-31"},
      {"Elections will be held in March.", "2022-12-31", "March", "2023-03-01", "2023-03-31"},
      {"The vote is to be held in November.", "2006-09-10", "November", "2006-11-01", "2006-11-30"},
      {"Due to floods the vote in May failed.", "2016-08-01", "May", "2016-05-01", "2016-05-31"},
      {"They planned for years and set the vote of 6 November.", "2005-10-12", "6 November", "2005-11-06",
       "2005-11-06"},
      {"He confirmed the November 6 vote.", "2005-10-12", "November 6", "2005-11-06", "2005-11-06"},
      {"The Council voted on 25 February and China abstained.", "2022-12-31", "25 February", "2022-02-25",
       "2022-02-25"},
      {"It has fought since 24 February.", "2022-12-31", "since 24 February", "2022-02-24", "2022-12-31"},
      {"He said he wanted the changes by Christmas.", "2005-10-27", "Christmas", "2005-12-25", "2005-12-25"},
      {"It is the first session since the December vote.", "2006-03-08", "since the December", "2005-12-01",
       "2006-03-08"},
      {"They set a deadline of 24 November.", "2006-04-07", "24 November", "2006-11-24", "2006-11-24"},
      {"The attacks of September 11 shocked them.", "2006-05-05", "September 11", "2001-09-11", "2001-09-11"},
      {"The law allowed for May elections.", "2005-04-27", "May", "2005-05-01", "2005-05-31"},
      {"He took office in May.", "2016-03-01", "May", "2015-05-01", "2015-05-31"},
      {"He said that on 8 February the paper would publish it.", "2006-02-03", "8 February", "2006-02-08",
       "2006-02-08"},
      {"He said on 1 February that nobody would come.", "2006-02-03", "1 February", "2006-02-01", "2006-02-01"},
      {"On September the twenty-first talks opened.", "2001-10-10", "September the twenty-first", "2001-09-21",
       "2001-09-21"},
      {"It fell on January first.", "2001-10-10", "January first", "2001-01-01", "2001-01-01"},
      {"Since Feb. 29 the border was shut.", "2013-01-10", "Since Feb. 29", "2012-02-29", "2013-01-10"},
      {"He signed it in June last year.", "2013-01-10", "June last year", "2012-06-01", "2012-06-30"},
      {"He signed it on 3 June this year.", "2013-11-10", "3 June this year", "2013-06-03", "2013-06-03"},
      {"Budget day is the 15th day of next month.", "2013-12-10", "the 15th day of next month", "2014-01-15",
       "2014-01-15"},
      {"Parliament reopened on the 21st.", "2013-12-24", "the 21st", "2013-12-21", "2013-12-21"},
      {"It was February 30 in his diary.", "2013-12-24", "", "", ""},
      {"The September 11 attacks shocked them.", "2006-05-05", "September 11", "2001-09-11", "2001-09-11"},
      {"Lawmakers may meet again.", "2013-12-24", "", "", ""},
      {"This may or may not help.", "2013-12-24", "", "", ""},
      {"May I come in, she asked.", "2013-12-24", "", "", ""},
      {"Protesters march to the palace.", "2013-12-24", "", "", ""},
      {"They march 5 kilometres.", "2013-12-24", "", "", ""},
      {"Theresa May flew to Brussels; an aide to May spoke.", "2018-12-24", "", "", ""},
      {"Jan Kubis briefed the council.", "2018-12-24", "", "", ""},
      {"Black September claimed it.", "1972-12-24", "", "", ""},
      {"Veterans of the October War marched.", "1999-12-24", "", "", ""},
      {"An august assembly convened.", "1999-12-24", "", "", ""},
  };
  check_all(cases);
}

TEST(Dates, YearsDecadesCenturies) {
  static constexpr Case cases[] = {
      {"The party took power in 2012.", "2022-12-31", "2012", "2012-01-01", "2012-12-31"},
      {"The 2014 elections were calm.", "2022-12-31", "2014", "2014-01-01", "2014-12-31"},
      {"By 1848 the press was free.", "2022-12-31", "1848", "1848-01-01", "1848-12-31"},
      {"Output doubled by the year 2000.", "2022-12-31", "the year 2000", "2000-01-01", "2000-12-31"},
      {"The army lost 2000 men there.", "2022-12-31", "", "", ""},
      {"Some 1945 trucks crossed over.", "2022-12-31", "", "", ""},
      {"It spread in 2000 villages.", "2022-12-31", "", "", ""},
      {"It cost $2014 a head.", "2022-12-31", "", "", ""},
      {"Resolution 1973 passed with abstentions.", "2022-12-31", "", "", ""},
      {"He got 2014 million from the fund.", "2022-12-31", "", "", ""},
      {"A crowd of 2,012 cheered.", "2022-12-31", "", "", ""},
      {"In the 1990s trade was thin.", "2022-12-31", "the 1990s", "1990-01-01", "1999-12-31"},
      {"In the 1970's trade was thin.", "2022-12-31", "the 1970's", "1970-01-01", "1979-12-31"},
      {"In the '80s trade was thin.", "2022-12-31", "the '80s", "1980-01-01", "1989-12-31"},
      {"In the nineties trade was thin.", "2022-12-31", "the nineties", "1990-01-01", "1999-12-31"},
      {"In the late 1990s trade grew.", "2022-12-31", "the late 1990s", "1997-01-01", "1999-12-31"},
      {"In the mid-1990s trade grew.", "2022-12-31", "the mid-1990s", "1993-01-01", "1996-12-31"},
      {"The 19th century was theirs.", "2022-12-31", "The 19th century", "1800-01-01", "1899-12-31"},
      {"He was born in nineteen eighty six.", "2022-12-31", "nineteen eighty six", "1986-01-01", "1986-12-31"},
      {"It begins in two thousand and fifteen.", "2012-12-31", "two thousand and fifteen", "2015-01-01", "2015-12-31"},
  };
  check_all(cases);
}

TEST(Dates, Weekdays) {
  // 31 December 2022 is a Saturday.
  static constexpr Case cases[] = {
      {"The leaders spoke on Friday.", "2022-12-31", "Friday", "2022-12-30", "2022-12-30"},
      {"The leaders spoke Saturday by video.", "2022-12-31", "Saturday", "2022-12-31", "2022-12-31"},
      {"The leaders will speak on Friday.", "2022-12-31", "Friday", "2023-01-06", "2023-01-06"},
      {"The leaders are due to speak on Monday.", "2022-12-31", "Monday", "2023-01-02", "2023-01-02"},
      {"Talks are scheduled for Tuesday.", "2022-12-31", "Tuesday", "2023-01-03", "2023-01-03"},
      {"They met last Friday in Sochi.", "2022-12-30", "last Friday", "2022-12-23", "2022-12-23"},
      {"They meet next Friday in Sochi.", "2022-12-28", "next Friday", "2023-01-06", "2023-01-06"},
      {"Consultations begin on the next Thursday.", "2007-02-21", "the next Thursday", "2007-02-22", "2007-02-22"},
      {"They meet this Friday in Sochi.", "2022-12-28", "this Friday", "2022-12-30", "2022-12-30"},
      {"They meet this coming Friday in Sochi.", "2022-12-28", "this coming Friday", "2022-12-30", "2022-12-30"},
      {"Shells fell on Friday evening.", "2022-12-31", "Friday evening", "2022-12-30", "2022-12-30"},
      {"At 3 pm on Friday shells fell.", "2022-12-31", "Friday", "2022-12-30", "2022-12-30"},
      {"On Friday, 30 December, they spoke.", "2023-01-20", "Friday, 30 December", "2022-12-30", "2022-12-30"},
      {"On Tuesday the 11th they spoke.", "2019-06-20", "Tuesday the 11th", "2019-06-11", "2019-06-11"},
      {"They spoke on Tuesday of last week.", "2022-12-31", "Tuesday of last week", "2022-12-20", "2022-12-20"},
      {"Talks resume next week on Tuesday.", "2022-12-28", "next week on Tuesday", "2023-01-03", "2023-01-03"},
      {"The cabinet meets every Monday.", "2022-12-31", "", "", ""},
      {"The cabinet meets on Mondays.", "2022-12-31", "", "", ""},
      {"The Sunday Times asked first.", "2022-12-31", "", "", ""},
      {"The families of Bloody Sunday waited.", "2022-12-31", "", "", ""},
      {"The sun rose and he sat down.", "2022-12-31", "", "", ""},
      {"Friday's raid killed three.", "2022-12-31", "Friday", "2022-12-30", "2022-12-30"},
      {"Late on Thursday the bridge was hit.", "2022-12-31", "Late on Thursday", "2022-12-29", "2022-12-29"},
  };
  check_all(cases);
}

TEST(Dates, CountedFromTheReferenceDay) {
  static constexpr Case cases[] = {
      {"He resigned today.", "2022-12-31", "today", "2022-12-31", "2022-12-31"},
      {"He resigned yesterday.", "2022-12-31", "yesterday", "2022-12-30", "2022-12-30"},
      {"He resigns tomorrow.", "2022-12-31", "tomorrow", "2023-01-01", "2023-01-01"},
      {"Five died overnight in Gaza.", "2006-11-01", "overnight", "2006-10-31", "2006-11-01"},
      {"An overnight raid killed five.", "2006-11-01", "", "", ""},
      {"He speaks tonight.", "2022-12-31", "tonight", "2022-12-31", "2022-12-31"},
      {"He spoke last night.", "2022-12-31", "last night", "2022-12-30", "2022-12-30"},
      {"He spoke this morning.", "2022-12-31", "this morning", "2022-12-31", "2022-12-31"},
      {"He resigned the day before yesterday.", "2022-12-31", "the day before yesterday", "2022-12-29", "2022-12-29"},
      {"He resigns the day after tomorrow.", "2022-12-31", "the day after tomorrow", "2023-01-02", "2023-01-02"},
      {"He resigned three days ago.", "2022-12-31", "three days ago", "2022-12-28", "2022-12-28"},
      {"He resigned two weeks ago.", "2022-12-31", "two weeks ago", "2022-12-17", "2022-12-17"},
      {"He resigned a week ago.", "2022-12-31", "a week ago", "2022-12-24", "2022-12-24"},
      {"He resigned a couple of days ago.", "2022-12-31", "a couple of days ago", "2022-12-29", "2022-12-29"},
      {"He resigned two months ago.", "2022-12-31", "two months ago", "2022-10-01", "2022-10-31"},
      {"He resigned 14 years ago.", "2005-07-04", "14 years ago", "1991-01-01", "1991-12-31"},
      {"He resigned twenty-five years ago.", "2005-07-04", "twenty-five years ago", "1980-01-01", "1980-12-31"},
      {"The pact expires 10 days from now.", "2022-12-31", "10 days from now", "2023-01-10", "2023-01-10"},
      {"The pact will lapse in two weeks.", "2022-12-31", "two weeks", "2023-01-14", "2023-01-14"},
      {"The pact lapses in two months' time.", "2022-12-31", "two months' time", "2023-02-28", "2023-02-28"},
      {"The bridge was built in two years.", "2022-12-31", "", "", ""},
      {"He is the third premier in four months.", "2022-12-31", "", "", ""},
      {"The siege lasted for three weeks.", "2022-12-31", "", "", ""},
      {"A two-week truce held.", "2022-12-31", "", "", ""},
      {"The 27-year-old was freed.", "2022-12-31", "", "", ""},
      {"A girl of two years survived.", "2022-12-31", "", "", ""},
      {"Wait a second, he said.", "2022-12-31", "", "", ""},
      {"They meet 2 weeks from January 15 in Oslo.", "2016-11-07", "2 weeks from January 15", "2017-01-29",
       "2017-01-29"},
      {"He fled three days before Christmas.", "2016-12-28", "three days before Christmas", "2016-12-22", "2016-12-22"},
      {"It starts four months from tomorrow.", "2016-11-07", "four months from tomorrow", "2017-03-08", "2017-03-08"},
      {"In early May, two weeks before the summit, he called.", "2012-06-01", "two weeks before", "2012-05-01",
       "2012-05-10"},
  };
  check_all(cases);
}

TEST(Dates, LastThisNext) {
  static constexpr Case cases[] = {
      {"Prices rose last week.", "2022-12-31", "last week", "2022-12-19", "2022-12-25"},
      {"Prices rise this week.", "2022-12-31", "this week", "2022-12-26", "2023-01-01"},
      {"Prices will rise next week.", "2022-12-31", "next week", "2023-01-02", "2023-01-08"},
      {"An envoy came this month.", "2022-12-31", "this month", "2022-12-01", "2022-12-31"},
      {"An envoy came last month.", "2023-01-31", "last month", "2022-12-01", "2022-12-31"},
      {"An envoy comes next month.", "2022-12-31", "next month", "2023-01-01", "2023-01-31"},
      {"Trade grew last year.", "2022-12-31", "last year", "2021-01-01", "2021-12-31"},
      {"Last year's coup failed.", "2022-12-31", "Last year", "2021-01-01", "2021-12-31"},
      {"The party votes next year.", "2022-12-31", "next year", "2023-01-01", "2023-12-31"},
      {"They fought last weekend.", "2022-12-28", "last weekend", "2022-12-24", "2022-12-25"},
      {"They vote this weekend.", "2022-12-28", "this weekend", "2022-12-31", "2023-01-01"},
      {"Output fell last quarter.", "2019-07-04", "last quarter", "2019-04-01", "2019-06-30"},
      {"The next decade decides.", "2016-11-07", "next decade", "2020-01-01", "2029-12-31"},
      {"In the past month five died.", "2006-08-29", "past month", "2006-07-29", "2006-08-29"},
      {"The last three weeks were bloody.", "2022-12-31", "The last three weeks", "2022-12-10", "2022-12-31"},
      {"The past few days were bloody.", "2006-08-14", "The past few days", "2006-08-11", "2006-08-14"},
      {"The next 3 days will decide.", "2022-12-28", "The next 3 days", "2022-12-29", "2022-12-31"},
      {"Sales over the past two quarters fell.", "2019-07-04", "the past two quarters", "2019-01-01", "2019-06-30"},
      {"The week after next they vote.", "2018-07-02", "The week after next", "2018-07-16", "2018-07-22"},
      {"He was ousted last May.", "2022-12-31", "last May", "2022-05-01", "2022-05-31"},
      {"He retires next April.", "2022-12-31", "next April", "2023-04-01", "2023-04-30"},
      {"The last day of talks was tense.", "2022-12-31", "", "", ""},
      {"The last week of the campaign was tense.", "2022-12-31", "", "", ""},
      {"It was the same year after year.", "2022-12-31", "", "", ""},
  };
  check_all(cases);
}

}  // namespace
}  // namespace demarche
