#include "stages/merge/word_weight.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "stages/merge/common_words.h"

namespace demarche {
namespace {

constexpr std::uint8_t rare = 10;

using Entry = std::pair<std::uint64_t, std::uint8_t>;

std::vector<Entry> make_table() {
  std::vector<Entry> table;
  for (std::size_t c = 0; c < std::size(common_words); ++c)
    for (const std::string_view word : split(common_words[c], ' '))
      if (!word.empty()) table.emplace_back(hash64(word), static_cast<std::uint8_t>(c));
  std::sort(table.begin(), table.end());
  return table;
}

}  // namespace

std::uint8_t word_weight(std::string_view word) {
  static const std::vector<Entry> table = make_table();
  const std::uint64_t key = hash64(word);
  const auto at = std::lower_bound(table.begin(), table.end(), Entry(key, 0));
  return at != table.end() && at->first == key ? at->second : rare;
}

}  // namespace demarche
