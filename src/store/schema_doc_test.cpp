// docs/reference/archive.md holds a table for each table of the schema, made from the schema's own comments as SQLite
// keeps them. This test makes them anew and compares; with DEMARCHE_BLESS=1 it writes them instead.
#include <cstdlib>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "store/archive_file_test.h"
#include "store/schema.h"

namespace demarche::store {
namespace {

constexpr std::string_view begin_mark = "<!-- made from the schema: begin -->\n";
constexpr std::string_view end_mark = "<!-- made from the schema: end -->\n";

class SchemaDoc : public ArchiveFile {
 protected:
  void SetUp() override {
    auto opened = open_archive(path_, Database::Mode::create);
    ASSERT_TRUE(opened) << opened.error().message;
    archive_ = std::move(opened).value();
  }

  static std::string cell(std::string_view text) {
    std::string out;
    for (char c : text) (out += c == '|' ? "\\" : "") += c;
    return out;
  }

  static std::string sentence(std::string_view text) {
    std::string out(text);
    if (is_ascii_lower(out.front())) out.front() = static_cast<char>(out.front() - 32);
    return out + '.';
  }

  // "  code TEXT NOT NULL,  -- actor code" gives the name, the declaration and the meaning.
  void column(std::string& out, std::string_view line, std::set<std::string>& documented) {
    const std::size_t comment = line.find("  -- ");
    std::string_view declaration = trim(line.substr(0, std::min(comment, line.size())));
    if (declaration.ends_with(',')) declaration.remove_suffix(1);
    const std::size_t space = declaration.find(' ');
    if (space == std::string_view::npos || !is_ascii_lower(declaration.front())) return;
    const std::string name(declaration.substr(0, space));
    std::string meaning(comment == std::string_view::npos ? "" : line.substr(comment + 5));
    if (name == "id" && meaning.empty()) meaning = "row number";
    if (const std::size_t to = declaration.find("REFERENCES "); meaning.empty() && to != std::string_view::npos)
      meaning = "row of " + std::string(split(declaration.substr(to + 11), ' ').front());
    EXPECT_FALSE(meaning.empty()) << "no comment on column " << name;
    out += "| `" + name + "` | " + cell(declaration.substr(space + 1)) + " | " + cell(meaning) + " |\n";
    documented.insert(name);
  }

  std::string table(const std::string& name, const std::string& sql) {
    const std::vector<std::string_view> lines = split(sql, '\n');
    const std::size_t comment = lines[0].find("  -- ");
    EXPECT_NE(comment, std::string_view::npos) << "no comment on table " << name;
    std::string out = "### " + name + "\n\n" + sentence(lines[0].substr(comment + 5)) + "\n\n";
    out += "| column | declared | meaning |\n|---|---|---|\n";
    std::set<std::string> documented;
    for (std::size_t n = 1; n < lines.size(); ++n) column(out, lines[n], documented);
    auto columns = archive_->prepare("SELECT name FROM pragma_table_info(?1)");
    columns->bind(1, name);
    while (*columns->step())
      EXPECT_TRUE(documented.count(std::string(columns->text(0)))) << name << "." << columns->text(0);
    std::string keys;
    auto indexes = archive_->prepare(
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY name");
    indexes->bind(1, name);
    while (*indexes->step()) {
      std::string_view text = indexes->text(0);
      text.remove_prefix(text.find(" ON ") + 4 + name.size() + 1);
      keys += "Index on " + std::string(text) + ".\n";
    }
    for (std::size_t n = 1; n < lines.size(); ++n) {
      std::string_view line = trim(lines[n]);
      if (line.ends_with(',')) line.remove_suffix(1);
      if (line.starts_with("UNIQUE") || line.starts_with("PRIMARY KEY"))
        keys += (line.starts_with("UNIQUE") ? "Unique: " : "Primary key: ") + std::string(line.substr(line.find('('))) +
                ".\n";
    }
    return out + (keys.empty() ? "" : "\n" + keys) + "\n";
  }

  std::string view(const std::string& name, const std::string& sql) {
    const std::size_t comment = sql.find("  -- ") + 5;
    std::string out =
        "### " + name + " (view)\n\n" + sentence(std::string_view(sql).substr(comment, sql.find('\n') - comment));
    out += "\n\nColumns: ";
    auto columns = archive_->prepare("SELECT group_concat(name, ', ') FROM pragma_table_info(?1)");
    columns->bind(1, name);
    EXPECT_TRUE(*columns->step());
    return out + std::string(columns->text(0)) + ".\n\n";
  }

  std::unique_ptr<Database> archive_;
};

TEST_F(SchemaDoc, TheReferenceIsTheSchemas) {
  std::string made;
  auto entries = archive_->prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY "
      "rowid");
  ASSERT_TRUE(entries);
  while (*entries->step()) {
    const std::string name(entries->text(1)), sql(entries->text(2));
    made += entries->text(0) == "table" ? table(name, sql) : view(name, sql);
  }
  const std::string path = std::string(DEMARCHE_SOURCE_DIR) + "/docs/reference/archive.md";
  auto page = read_file(path, 1 << 20);
  ASSERT_TRUE(page) << page.error().message;
  const std::size_t begin = page->find(begin_mark), end = page->find(end_mark);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos && begin < end)
      << "the marks are gone from " << path;
  const std::size_t from = begin + begin_mark.size();
  if (std::getenv("DEMARCHE_BLESS") != nullptr) {
    page->replace(from, end - from, "\n" + made);
    ASSERT_TRUE(write_file(path, *page));
    return;
  }
  EXPECT_EQ(page->substr(from, end - from), "\n" + made)
      << "the schema and its reference differ: DEMARCHE_BLESS=1 store_test --gtest_filter='SchemaDoc*' writes it anew";
}

TEST_F(SchemaDoc, TheExamplesRun) {
  const auto page = read_file(std::string(DEMARCHE_SOURCE_DIR) + "/docs/reference/archive.md", 1 << 20);
  ASSERT_TRUE(page);
  int examples = 0;
  for (std::size_t at = page->find("```sql\n"); at != std::string::npos; at = page->find("```sql\n", at)) {
    at += 7;
    auto statement = archive_->prepare(std::string_view(*page).substr(at, page->find("```", at) - at));
    ASSERT_TRUE(statement) << statement.error().message;
    EXPECT_TRUE(statement->run());
    ++examples;
  }
  EXPECT_GE(examples, 2);
}

}  // namespace
}  // namespace demarche::store
