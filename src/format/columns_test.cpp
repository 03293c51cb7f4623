#include "demarche/columns.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "format/record_kinds.h"

namespace demarche {
namespace {

// Rows of a table as a reader of the C data interface sees them.
class Table {
 public:
  explicit Table(Columns columns) {
    columns.schema(&schema_);
    columns.take(&rows_);
  }
  ~Table() {
    schema_.release(&schema_);
    rows_.release(&rows_);
  }
  std::int64_t rows() const { return rows_.length; }
  const ArrowArray& array(const std::string& name) const { return *rows_.children[at(name)]; }
  std::string format(const std::string& name) const { return schema_.children[at(name)]->format; }

  static std::string text(const ArrowArray& array, std::int64_t row) {
    if (is_null(array, row)) return "null";
    const auto* offsets = static_cast<const std::int32_t*>(array.buffers[1]);
    return {static_cast<const char*>(array.buffers[2]) + offsets[row],
            static_cast<std::size_t>(offsets[row + 1] - offsets[row])};
  }
  template <typename T>
  static T value(const ArrowArray& array, std::int64_t row) {
    return static_cast<const T*>(array.buffers[1])[row];
  }
  static bool is_null(const ArrowArray& array, std::int64_t row) {
    const auto* bits = static_cast<const std::uint8_t*>(array.buffers[0]);
    return bits != nullptr && ((bits[row / 8] >> (row % 8)) & 1) == 0;
  }

 private:
  std::int64_t at(const std::string& name) const {
    for (std::int64_t i = 0; i < schema_.n_children; ++i)
      if (schema_.children[i]->name == name) return i;
    ADD_FAILURE() << "no column " << name;
    return 0;
  }
  ArrowSchema schema_{};
  ArrowArray rows_{};
};

constexpr const char* lines =
    R"({"kind":"article","id":"a","text":"x"})"
    "\n"
    R"({"kind":"event","id":"e1","article":"a","date":{"start":"1970-01-03","end":"1970-01-04"},"goldstein":-2.5,)"
    R"("actors":[{"code":"FRA","span":[3,9]},{"code":"DEU","span":null}],"recipients":[],"confidence":0.750})"
    "\n"
    R"({"kind":"event","id":"e2","article":"a","date":null,"goldstein":null,"actors":[{"code":"ITA"}]})"
    "\n"
    R"({"kind":"event", broken)"
    "\n";

TEST(Columns, TextNumbersDaysAndNulls) {
  auto columns = Columns::of("event");
  ASSERT_TRUE(columns);
  columns->append(lines);
  EXPECT_EQ(columns->rows(), 2);
  const Table table(*columns);
  ASSERT_EQ(table.rows(), 2);
  EXPECT_EQ(Table::text(table.array("id"), 1), "e2");
  EXPECT_EQ(table.format("start"), "tdD");
  EXPECT_EQ(Table::value<std::int32_t>(table.array("start"), 0), 2);
  EXPECT_TRUE(Table::is_null(table.array("start"), 1));
  EXPECT_EQ(Table::value<double>(table.array("goldstein"), 0), -2.5);
  EXPECT_TRUE(Table::is_null(table.array("goldstein"), 1));
  EXPECT_EQ(table.array("goldstein").null_count, 1);
  EXPECT_EQ(columns->rows(), 0) << "take() begins anew";
}

TEST(Columns, ListsKeepTheirMembersApart) {
  auto columns = Columns::of("event");
  columns->append(lines);
  const Table table(*columns);
  const ArrowArray& actors = table.array("actors");
  EXPECT_EQ(table.format("actors"), "+l");
  EXPECT_EQ(Table::value<std::int32_t>(actors, 1), 2);
  EXPECT_EQ(Table::value<std::int32_t>(actors, 2), 3);
  EXPECT_EQ(Table::text(*actors.children[0], 1), "DEU");
  EXPECT_EQ(Table::text(*actors.children[0], 2), "ITA");
  const ArrowArray& begins = *table.array("actor_begins").children[0];
  EXPECT_EQ(Table::value<std::int32_t>(begins, 0), 3);
  EXPECT_TRUE(Table::is_null(begins, 1)) << "a party without a place of its own still has its position in the list";
  EXPECT_EQ(table.array("recipients").null_count, 0) << "an empty list is no null";
}

TEST(Columns, EveryLineWithItsPage) {
  auto columns = Columns::of("record", true);
  columns->append(lines, 7);
  const Table table(*columns);
  ASSERT_EQ(table.rows(), 3);
  EXPECT_EQ(table.format("page"), "l");
  EXPECT_EQ(Table::value<std::int64_t>(table.array("page"), 2), 7);
  EXPECT_EQ(Table::text(table.array("article"), 0), "a") << "an article's own id";
  EXPECT_EQ(Table::text(table.array("record"), 0), R"({"kind":"article","id":"a","text":"x"})");
}

TEST(Columns, ARowAPeriodOfARelation) {
  auto columns = Columns::of("relation");
  columns->append(
      R"({"kind":"relation","first":"CHN","second":"RUS","points":[{"period":"2022","events":3,"goldstein":1},)"
      R"({"period":"2023","events":4000000000,"goldstein":2.25}]})");
  const Table table(*columns);
  ASSERT_EQ(table.rows(), 2);
  EXPECT_EQ(Table::text(table.array("second"), 1), "RUS");
  EXPECT_EQ(Table::value<double>(table.array("goldstein"), 0), 1.0) << "a whole number in a column of numbers";
  EXPECT_TRUE(Table::is_null(table.array("events"), 1)) << "beyond its type";
}

TEST(Columns, AnUnknownKindNamesTheKnown) {
  const auto columns = Columns::of("events");
  ASSERT_FALSE(columns);
  EXPECT_NE(columns.error().message.find("event, statement"), std::string::npos);
}

TEST(Columns, ManyRowsKeepTheirBits) {
  auto columns = Columns::of("statement");
  for (int i = 0; i < 1000; ++i)
    columns->append(i % 3 == 0 ? R"({"kind":"statement","id":"s","direct":true})"
                               : R"({"kind":"statement","direct":false})");
  const Table table(*columns);
  for (std::int64_t i = 0; i < 1000; ++i) {
    EXPECT_EQ(Table::is_null(table.array("id"), i), i % 3 != 0);
    EXPECT_EQ((Table::value<std::uint8_t>(table.array("direct"), i / 8) >> (i % 8)) & 1, i % 3 == 0 ? 1 : 0);
  }
}

TEST(Columns, DescribeThemselves) {
  for (const std::string& kind : Columns::kinds()) {
    const auto columns = Columns::of(kind);
    ASSERT_TRUE(columns);
    EXPECT_EQ(columns->describe().size(), find_record_kind(kind)->columns.size());
  }
}

}  // namespace
}  // namespace demarche
