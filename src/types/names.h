// Named spans with their class.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace demarche {

enum class NameClass : std::uint8_t { PER, LOC, ORG, NORP, EVENT, FAC, DATE, MONEY, OTHER };
inline constexpr std::array<std::string_view, 9> name_class_names = {"PER", "LOC",  "ORG",   "NORP", "EVENT",
                                                                     "FAC", "DATE", "MONEY", "OTHER"};
constexpr std::string_view name_of(NameClass c) {
  return name_class_names[static_cast<std::size_t>(c)];
}

/// Words [first, last).
struct Name {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  NameClass name_class = NameClass::OTHER;
};

using Names = std::vector<Name>;  // ascending, not overlapping

}  // namespace demarche
