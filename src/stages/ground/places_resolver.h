// The choice among places of one name, for all names of a document together. Scores are whole numbers, the order of
// the table breaks ties; work is linear in the names (each has at most 64 candidates and looks at a few neighbours).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "codebook/place_table.h"
#include "types/mentions.h"

namespace demarche {

struct PlaceName {
  Span span;
  PlaceTable::Candidates candidates;
  std::uint32_t row = 0;  // the chosen place; 0: none
  std::int32_t score = 0;
  std::uint32_t same = 0;  // the first name of the document with these candidates
  bool beside = false;     // a comma and the next name follow: "Tripoli, Lebanon"
};

class PlaceResolver {
 public:
  PlaceResolver(std::string_view text, const PlaceTable& table, const std::vector<Span>& spans);
  void resolve(const Mentions& mentions);
  const std::vector<PlaceName>& names() const { return names_; }
  /// The place after the comma of an unknown name; 0: none.
  std::uint32_t holder(std::size_t index) const;
  /// The country spoken of most; countries() of the table when none.
  std::uint32_t main_country() const;

 private:
  PlaceTable::Candidates look_up(std::string_view name) const;
  void count_countries(const Mentions& mentions);
  void choose(bool with_neighbours);
  std::int32_t fit(const PlaceName& name, std::uint32_t candidate, const PlaceRow& row) const;
  std::int32_t nearness(std::size_t index, const PlaceRow& row) const;
  bool inside(const PlaceRow& row, const PlaceName& holder) const;

  std::string_view text_;
  const PlaceTable& table_;
  std::vector<PlaceName> names_;
  std::vector<std::uint32_t> weight_;  // of each country
  std::uint32_t total_ = 0;
};

}  // namespace demarche
