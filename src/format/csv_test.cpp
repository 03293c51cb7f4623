#include "format/csv.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace demarche {
namespace {

TEST(Csv, RowsOfOneKind) {
  auto table = CsvTable::of("reject");
  ASSERT_TRUE(table.ok());
  std::string out;
  table->append_header(out);
  table->append_rows(
      out,
      "{\"kind\":\"reject\",\"origin\":\"a,b\",\"id\":null,\"reason\":\"io\",\"message\":\"say \\\"no\\\"\"}\n"
      "{\"kind\":\"article\",\"id\":\"x\"}\n");
  EXPECT_EQ(out, "origin,id,reason,message\n\"a,b\",,io,\"say \"\"no\"\"\"\n");
}

TEST(Csv, ListsNumbersAndMissingValues) {
  auto table = CsvTable::of("event");
  ASSERT_TRUE(table.ok());
  std::string header, row;
  table->append_header(header);
  table->append_rows(
      row,
      "{\"kind\":\"event\",\"id\":\"e\",\"date\":null,\"plover_score\":-2.5,\"goldstein\":null,\"confidence\":0.500,"
      "\"actors\":[{\"code\":\"RUS:GOV\"},{\"code\":\"CHN:GOV\"}],\"recipients\":[],\"trigger\":{\"text\":\"met\\n\","
      "\"span\":[3,6]}}\n");
  EXPECT_EQ(std::count(header.begin(), header.end(), ','), std::count(row.begin(), row.end(), ','));
  EXPECT_NE(row.find(",-2.5,,RUS:GOV;CHN:GOV,;,"), std::string::npos) << row;
  EXPECT_NE(row.find("\"met\n\",3,6"), std::string::npos) << row;
  EXPECT_NE(row.find(",0.500,"), std::string::npos) << row;
}

TEST(Csv, UnknownKind) {
  EXPECT_FALSE(CsvTable::of("").ok());
  EXPECT_FALSE(CsvTable::of("evnt").ok());
}

TEST(Csv, DamagedLinesArePassedOver) {
  auto table = CsvTable::of("article");
  std::string out;
  table->append_rows(out, "{\"kind\":\n\n[]\n3\n{\"kind\":\"article\",\"id\":\"a\"}");
  EXPECT_EQ(out.substr(0, 2), "a,");
}

}  // namespace
}  // namespace demarche
