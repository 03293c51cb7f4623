#include "codebook/place_table.h"

#include <array>
#include <bit>
#include <cstring>

#include "codebook/actor_table.h"

namespace demarche {

namespace {
constexpr std::size_t words_a_row = 6;
}

PlaceTable::PlaceTable(const Pack& pack)
    : keys_(pack.section("places.keys")),
      starts_(pack.section("places.starts")),
      candidates_(pack.section("places.candidates")),
      rows_(pack.section("places.rows")),
      names_(pack.section("places.names")),
      numbers_(pack.section("places.numbers")),
      country_codes_(pack.section("places.countries")) {}

std::string place_key(std::string_view text) {
  thread_local std::vector<Atom> atoms;
  atoms.clear();
  find_atoms(text, 0, static_cast<std::uint32_t>(text.size()), atoms);
  if (atoms.empty()) return {};
  std::uint64_t hash = 0;
  for (const Atom& atom : atoms) hash = extend_name(hash, atom.hash);
  std::string key(8, '\0');
  std::memcpy(key.data(), &hash, 8);
  return key;
}

PlaceTable::Candidates PlaceTable::find(std::string_view text) const {
  const std::string key = place_key(text);
  if (key.empty()) return {};
  const std::optional<std::uint32_t> at = keys_.find(key);
  return at ? Candidates{starts_[*at], starts_[*at + 1]} : Candidates{};
}

PlaceRow PlaceTable::row(std::uint32_t number) const {
  const std::size_t at = number * words_a_row;
  PlaceRow row;
  row.name = names_[number];
  row.country = rows_[at];
  row.area = rows_[at + 1];
  row.latitude = std::bit_cast<std::int32_t>(rows_[at + 2]);
  row.longitude = std::bit_cast<std::int32_t>(rows_[at + 3]);
  row.people = rows_[at + 4];
  row.kind = static_cast<PlaceKind>(rows_[at + 5] & 3);
  row.seat = (rows_[at + 5] & 4) != 0;
  row.located = (rows_[at + 5] & 8) != 0;
  return row;
}

}  // namespace demarche
