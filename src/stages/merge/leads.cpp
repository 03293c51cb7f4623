#include "stages/merge/leads.h"

#include <algorithm>
#include <functional>

namespace demarche {

std::vector<Entry> entries_of(const Signature& s) {
  std::vector<Entry> all;
  all.reserve(s.facts.size());
  for (const Fact& f : s.facts) all.push_back({f.key, 1, f.weight, f.kind});
  std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
    return a.key != b.key ? a.key < b.key : a.kind != b.kind ? a.kind > b.kind : a.weight > b.weight;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (kept > 0 && all[kept - 1].key == all[i].key) {
      ++all[kept - 1].sentences;
    } else {
      all[kept++] = all[i];
    }
  }
  all.resize(kept);
  return all;
}

std::vector<Lead> leads_of(const std::vector<Entry>& entries, std::size_t most) {
  constexpr std::uint32_t enough_sentences = 4;
  std::vector<Lead> leads;
  for (const Entry& e : entries)
    if (e.kind == FactKind::name || e.kind == FactKind::number)
      leads.push_back({e.weight * std::min(e.sentences, enough_sentences), e.key});
  std::sort(leads.begin(), leads.end(), std::greater<>());
  if (leads.size() > most) leads.resize(most);
  return leads;
}

}  // namespace demarche
