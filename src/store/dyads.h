// Between which pairs of countries an event passes, and how it stands in a series.
//
// "Russia and China signed ..." passes between both (direction 0); "Russia sanctioned China" goes from one to the
// other. Two actors that act together upon a third make no dyad of their own. An event counts once a pair, whatever the
// number of its parties.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/stored.h"

namespace demarche::store {

struct Dyad {
  std::string first;  // sorts before second, or is the same
  std::string second;
  int direction = 0;  // 0 between both, 1 from first to second, 2 from second to first
  friend bool operator==(const Dyad&, const Dyad&) = default;
};

/// Ascending, each pair once.
std::vector<Dyad> dyads_of(const std::vector<StoredParty>& parties);

/// 0 new and actual, 1 ongoing or background, 2 new but planned, denied, hypothetical or alleged.
int standing_of(std::string_view newness, std::string_view factuality);

}  // namespace demarche::store
