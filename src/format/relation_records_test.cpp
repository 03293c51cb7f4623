#include "demarche/relation_records.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

Relation sample() {
  Relation relation;
  relation.first = "RUS";
  relation.second = "CHN";
  RelationPoint point;
  point.period = "2022-12";
  point.start = "2022-12-01";
  point.events = 3;
  point.unconfirmed_events = 1;
  point.counts[0] = 2;
  point.counts[3] = 1;
  point.score_thousandths = -2500;
  point.articles = 7;
  relation.points.push_back(point);
  return relation;
}

TEST(RelationRecords, Json) {
  EXPECT_EQ(
      relation_json(sample()),
      "{\"kind\":\"relation\",\"first\":\"RUS\",\"second\":\"CHN\",\"period\":\"month\",\"points\":[{\"period\":\"2022-"
      "12\","
      "\"start\":\"2022-12-01\",\"events\":3,\"other_events\":0,\"unconfirmed_events\":1,\"verbal_cooperation\":2,"
      "\"material_cooperation\":0,"
      "\"verbal_conflict\":0,\"material_conflict\":1,\"plover_score\":-2.5,\"goldstein\":0,\"articles\":7}]}\n");
}

TEST(RelationRecords, Csv) {
  EXPECT_EQ(relation_csv(sample()),
            "first,second,period,start,events,other_events,unconfirmed_events,verbal_cooperation,material_cooperation,"
            "verbal_conflict,"
            "material_conflict,plover_score,goldstein,articles\n"
            "RUS,CHN,2022-12,2022-12-01,3,0,1,2,0,0,1,-2.5,0,7\n");
}

}  // namespace
}  // namespace demarche
