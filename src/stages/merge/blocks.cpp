#include "stages/merge/blocks.h"

#include <algorithm>
#include <functional>

#include "base/hash.h"
#include "stages/merge/judge.h"
#include "stages/merge/leads.h"

namespace demarche {
namespace {

constexpr std::size_t leads_in_days = 8;
constexpr std::size_t leads_on_any_day = 3;
constexpr std::size_t bands = 8;
constexpr std::size_t band_parts = 4;
constexpr std::size_t most_cited = 16;

enum Seed : std::uint64_t { of_lead = 11, of_days, of_band, of_copy, of_address };

std::uint64_t key_of(std::uint64_t value, std::uint64_t seed) {
  return hash64({reinterpret_cast<const char*>(&value), sizeof value}, seed);
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0);
}

}  // namespace

std::vector<std::uint64_t> block_keys(const Signature& s) {
  std::vector<std::uint64_t> out;
  const std::vector<Lead> leads = leads_of(s, leads_in_days);
  for (std::size_t i = 0; i < leads.size(); ++i) {
    if (i < leads_on_any_day || !s.day) out.push_back(key_of(leads[i].key, of_lead));
    if (!s.day) continue;
    // Two stretches that overlap by half: what is near each other shares one of them.
    const std::int64_t stretch = floor_divide(s.day->count(), story_days);
    for (const std::int64_t part : {stretch, stretch + 1}) {
      const std::uint64_t within = key_of(leads[i].key, of_days);
      // The days lead the key, so that what is added together lies together.
      out.push_back(static_cast<std::uint64_t>(part & 0xFFFF) << 44 | within >> 20);
    }
  }
  for (std::size_t b = 0; s.sequences != 0 && b < bands; ++b) {
    const std::string_view band(reinterpret_cast<const char*>(&s.least[b * band_parts]),
                                band_parts * sizeof s.least[0]);
    out.push_back(hash64(band, of_band + 100 * b));
  }
  if (s.copy_key != 0) out.push_back(key_of(s.copy_key, of_copy));
  if (s.address != 0) out.push_back(key_of(s.address, of_address));
  for (std::size_t i = 0; i < std::min(s.cited.size(), most_cited); ++i) out.push_back(key_of(s.cited[i], of_address));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace demarche
