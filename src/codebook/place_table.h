// Where names lie: cities, the areas that hold them, countries. A view into the pack; nothing is parsed at start.
//
// A name is looked up by its atoms (letters and digits, case and Latin accents folded: find_atoms), so "Sanaa" and
// "São Paulo" / "Sao Paulo" need no second entry. One name has many places: stages choose, the table never does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "codebook/pack.h"

namespace demarche {

enum class PlaceKind : std::uint8_t { city, area, district, country };

/// One place of the world. Degrees times 1000; strings live in the pack.
struct PlaceRow {
  std::string_view name;
  std::uint32_t country = 0;  // number of the country: an index, not a code
  std::uint32_t area = 0;     // the first-level area that holds it (itself for such an area); 0: none known
  std::int32_t latitude = 0;
  std::int32_t longitude = 0;
  std::uint32_t people = 0;
  PlaceKind kind = PlaceKind::city;
  bool seat = false;     // capital of its country or area
  bool located = false;  // has coordinates
};

class PlaceTable {
 public:
  PlaceTable() = default;
  explicit PlaceTable(const Pack& pack);

  struct Candidates {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool empty() const { return first == last; }
  };
  /// All places of that name, more people first; text is the name as written.
  Candidates find(std::string_view text) const;
  std::uint32_t row_of(std::uint32_t candidate) const { return candidates_[candidate] >> 1; }
  /// False when the name is one of the place's other names.
  bool own_name(std::uint32_t candidate) const { return (candidates_[candidate] & 1) != 0; }
  PlaceRow row(std::uint32_t number) const;

  std::uint32_t countries() const { return static_cast<std::uint32_t>(country_codes_.size()); }
  /// "FRA" for the number of a country.
  std::string_view country_code(std::uint32_t country) const { return country_codes_[country]; }
  /// The number of "FRA"; countries() when unknown.
  std::uint32_t country_of(std::string_view code) const { return numbers_.find(code).value_or(countries()); }
  bool empty() const { return names_.size() == 0; }

 private:
  StringMap keys_;        // hash of the atoms, eight bytes -> index into starts_
  WordArray starts_;      // first candidate of each name, and the end
  WordArray candidates_;  // row << 1 | own name
  WordArray rows_;        // six words a row
  StringList names_;      // of the rows
  StringMap numbers_;     // country code -> number
  StringList country_codes_;
};

/// The key of a name in the pack: eight bytes, or none for a text without letters.
std::string place_key(std::string_view text);

/// Reads places/ (and the names of countries in actors/) under `folder`; errors name file and line.
Status compile_places(const std::string& folder, PackBuilder& builder);

}  // namespace demarche
