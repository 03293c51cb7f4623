#include "codebook/actor_table.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// The shipped tables with one row added, compiled; the error's message, or "" when all is well.
std::string compiled_with(const std::string& file, const std::string& row) {
  const fs::path folder = fs::path(testing::TempDir()) / "demarche_actor_tables";
  fs::remove_all(folder);
  for (const char* name : {"actors", "offices"}) {
    fs::create_directories(folder / name);
    for (const auto& entry : fs::directory_iterator(fs::path(DEMARCHE_SOURCE_DIR) / "codebooks" / name))
      if (entry.is_regular_file()) fs::copy(entry.path(), folder / name / entry.path().filename());
  }
  if (!file.empty()) std::ofstream(folder / file, std::ios::app) << row << "\n";
  PackBuilder builder;
  const Status status = compile_actors(folder.string(), builder);
  fs::remove_all(folder);
  return status.ok() ? "" : status.error().message;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(ActorTables, TheShippedTablesAreSound) {
  EXPECT_EQ(compiled_with("", ""), "");
}

TEST(ActorTables, BadRowsAreNamedWithFileLineAndReason) {
  EXPECT_TRUE(has(compiled_with("actors/bodies.tsv", "XYZ:GOV\tbody\t\t\tNobody\t"), "'XYZ' is not a country code"));
  EXPECT_TRUE(has(compiled_with("actors/bodies.tsv", "FRA:ABC\tbody\t\t\tNobody\t"), "'ABC' is not a PLOVER sector"));
  EXPECT_TRUE(
      has(compiled_with("actors/bodies.tsv", "FRA:GOV\tthing\t\t\tNobody\t"), "'thing' is not a way of naming"));
  EXPECT_TRUE(
      has(compiled_with("actors/bodies.tsv", "FRA:GOV\tbody\t2001-02-30\t\tNobody\t"), "'2001-02-30' is not a day"));
  EXPECT_TRUE(
      has(compiled_with("actors/bodies.tsv", "FRA:GOV\tbody\t2001-03-02\t2001-03-01\tNobody\t"), "before it starts"));
  EXPECT_TRUE(has(compiled_with("actors/bodies.tsv", "FRA:GOV\tbody"), "2 columns, expected 6"));
  EXPECT_TRUE(
      has(compiled_with("actors/bodies.tsv", "LBN:GOV\tgroup\t2000-01-01\t\tHezbollah\t"), "already means LBN:REB"));
  EXPECT_TRUE(
      has(compiled_with("actors/countries.tsv", "fra\tFrance\tstate\t\t\t"), "is not an ISO 3166 alpha-3 code"));
  EXPECT_TRUE(has(compiled_with("actors/country_names_own.tsv", "France\tDEU\tname\t\t"), "'France' already means"));
  EXPECT_TRUE(has(compiled_with("actors/agents.tsv", "police\tCOP\tcount\tgroup"), "'police' stands twice"));
  EXPECT_TRUE(has(compiled_with("offices/holders.tsv", "FRA\tking-of-hearts\tA B\t2001-01-01\t\tB\t"),
                  "is not an office of titles.tsv"));
  const std::string message = compiled_with("offices/titles.tsv", "boss\tpresident\tXXX");
  EXPECT_TRUE(has(message, "offices/titles.tsv:")) << message;
  EXPECT_TRUE(has(message, "'XXX' is not a PLOVER sector")) << message;
}

class Lookup : public testing::Test {
 protected:
  Lookup() : pack_(Pack::open(DEMARCHE_DATA_DIR "/codebook.pack").value()), table_(pack_) {}

  /// The name that the table finds at the start of the text, as "atoms:code of the first fitting sense".
  std::string found(std::string_view text) const {
    std::vector<Atom> atoms;
    find_atoms(text, 0, static_cast<std::uint32_t>(text.size()), atoms);
    if (atoms.empty()) return "";
    const auto match = table_.longest(atoms.data(), atoms.size());
    if (!match) return "";
    for (std::uint32_t s = table_.first_sense(match->entry); s < table_.last_sense(match->entry); ++s)
      if (table_.fits(table_.sense(s), atoms.data(), match->atoms))
        return std::to_string(match->atoms) + ":" + std::string(table_.text(table_.sense(s).code));
    return "";
  }

  Pack pack_;
  ActorTable table_;
};

TEST_F(Lookup, SpellingDoesNotMatterCapitalsDo) {
  EXPECT_EQ(found("Côte d'Ivoire"), "3:CIV");
  EXPECT_EQ(found("Cote d’Ivoire"), "3:CIV");
  EXPECT_EQ(found("U.S. troops"), "2:USA");
  EXPECT_EQ(found("US troops"), "1:USA");
  EXPECT_EQ(found("us"), "");
  EXPECT_EQ(found("turkey"), "");
  EXPECT_EQ(found("Turkey"), "1:TUR");
  EXPECT_EQ(found("al Qaeda"), "2:IMG:al-Qaeda");
  EXPECT_EQ(found("North Korea"), "2:PRK");
}

TEST_F(Lookup, PunctuationBetweenNamesSeparatesThem) {
  EXPECT_EQ(found("United, States"), "");
  EXPECT_EQ(found("European (Union)"), "1:IGO:EU");
}

TEST_F(Lookup, OfficesAreHeldBetweenDays) {
  const std::uint8_t president = *table_.office("president");
  const std::uint32_t france = *table_.string_of("FRA");
  const auto on = [&](const char* day) {
    const auto holder = table_.holder(france, president, Day::parse(day)->count());
    return holder ? std::string(table_.text(holder->name)) : std::string();
  };
  EXPECT_EQ(on("1995-05-16"), "François Mitterrand");
  EXPECT_EQ(on("1995-05-17"), "Jacques Chirac");
  EXPECT_EQ(on("2010-01-01"), "Nicolas Sarkozy");
  EXPECT_EQ(on("1944-01-01"), "");
}

TEST(Atoms, OddBytesGiveAtomsWithoutHarm) {
  std::vector<Atom> atoms;
  const std::string odd = "\xFF\xC3 a\xE2\x80 --- \xF0\x9F\x98\x80 Z";
  find_atoms(odd, 0, static_cast<std::uint32_t>(odd.size()), atoms);
  for (const Atom& a : atoms) EXPECT_LT(a.begin, a.end);
  atoms.clear();
  find_atoms("", 0, 0, atoms);
  EXPECT_TRUE(atoms.empty());
}

}  // namespace
}  // namespace demarche
