// A word form -> the rows of the embedding tables that describe it. Shared by training and inference, so that both see
// the same numbers.
//
// The form is normalised first: typographic quotes and dashes become ASCII, letters lower case (Unicode), digits 0.
// Each feature is a hash into a table of its own; two tables for the whole form make it rare that two words collide in
// both.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace demarche {

inline constexpr std::size_t feature_count = 7;
/// Rows of each table: form A, form B, prefix 3, suffix 4, suffix 3, suffix 2, shape.
inline constexpr std::array<std::uint32_t, feature_count> feature_rows = {16384, 16384, 4096, 8192, 4096, 1024, 1024};
inline constexpr std::size_t shape_feature = 6;
constexpr std::uint32_t total_feature_rows() {
  std::uint32_t sum = 0;
  for (const std::uint32_t rows : feature_rows) sum += rows;
  return sum;
}

/// Row numbers in the concatenation of all tables.
using FeatureRows = std::array<std::uint32_t, feature_count>;

FeatureRows features_of(std::string_view form);
/// Only the row of the shape ("Xxx", "ddd"): what letter case changes.
std::uint32_t shape_row(std::string_view form);

/// Quotes and dashes as ASCII, letters lower case; digits stay. Appends to `out`.
void append_normal_form(std::string_view form, std::string& out);

}  // namespace demarche
