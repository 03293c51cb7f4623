// The best sequence of name labels (BILOU): a name is one unit, or begin, inside..., last of one class.
#pragma once

#include <cstddef>
#include <vector>

#include "types/names.h"

namespace demarche {

/// 0 outside, else 1 + 4 * class + {begin 0, inside 1, last 2, unit 3}.
inline constexpr int name_label_count = 1 + 4 * static_cast<int>(name_class_names.size());

/// `scores`: name_label_count floats a word, `stride` floats apart. Linear in the words; ties go to the lower label.
void decode_names(const float* scores, std::size_t stride, std::size_t words, std::vector<int>& labels);

}  // namespace demarche
