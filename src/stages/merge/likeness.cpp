#include "stages/merge/likeness.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace demarche {
namespace {

int share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<int>(1000 * part / whole);
}

std::uint64_t square_root(std::uint64_t n) {
  std::uint64_t low = 0, high = std::uint64_t{1} << 32;
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    (middle * middle <= n ? low : high) = middle;
  }
  return low;
}

int cosine(std::uint64_t shared, std::uint64_t a, std::uint64_t b) {
  const std::uint64_t norm = square_root(a * b);
  return norm == 0 ? 0 : std::min(1000, static_cast<int>(1000 * shared / norm));
}

std::uint64_t mass(const Entry& e) {
  return std::uint64_t{e.weight} * e.weight;
}

template <typename Both>
void for_both(const std::vector<Entry>& a, const std::vector<Entry>& b, const Both& both) {
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].key == b[j].key)
      both(a[i++], b[j++]);
    else if (a[i].key < b[j].key)
      ++i;
    else
      ++j;
  }
}

void compare_facts(const std::vector<Entry>& a, const std::vector<Entry>& b, Likeness& out) {
  std::uint64_t of_facts = 0, of_words = 0, facts = 0, words = 0, all_a = 0, all_b = 0, both = 0;
  for (const Entry& e : a) (e.kind == FactKind::word ? of_words : of_facts) += mass(e), all_a += mass(e);
  for (const Entry& e : b) (e.kind == FactKind::word ? of_words : of_facts) += mass(e), all_b += mass(e);
  for_both(a, b, [&](const Entry& x, const Entry& y) {
    const std::uint64_t shared = std::min(mass(x), mass(y));
    both += shared;
    // A word that one of them takes for a name: half and half.
    for (const Entry* e : {&x, &y}) (e->kind == FactKind::word ? words : facts) += shared;
  });
  out.facts = share(facts, of_facts);
  out.words = share(words, of_words);
  out.alike = cosine(both, all_a, all_b);
}

// A fact that a document comes back to is what it is about: the main ones, and how much of them the other has.
std::pair<std::uint64_t, std::uint64_t> led(const std::vector<Entry>& a, const std::vector<Entry>& b) {
  const std::vector<Lead> leads = leads_of(a, 6);
  std::uint64_t held = 0, all = 0;
  for (const auto& [prominence, key] : leads) {
    const auto at =
        std::lower_bound(b.begin(), b.end(), key, [](const Entry& e, std::uint32_t k) { return e.key < k; });
    all += prominence;
    if (at != b.end() && at->key == key) held += prominence;
  }
  return {held, all};
}

void compare_leads(const std::vector<Entry>& a, const std::vector<Entry>& b, Likeness& out) {
  const auto first = led(a, b), second = led(b, a);
  out.leads = share(first.first + second.first, first.second + second.second);
}

// The weight of a fact within a sentence: what stands all over a document says little about the place of a sentence.
struct Sentences {
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> facts;  // key, weight; ascending
  std::vector<std::uint64_t> mass;
};

Sentences sentences_of(const Signature& s, const std::vector<Entry>& entries) {
  Sentences out;
  std::uint32_t at = s.ends.empty() ? 0 : s.ends.front();  // without the title: it says again what the text says
  for (std::size_t i = 1; i < s.ends.size(); ++i) {
    auto& facts = out.facts.emplace_back();
    std::uint64_t sum = 0;
    for (; at < s.ends[i]; ++at) {
      const auto entry = std::lower_bound(entries.begin(), entries.end(), s.facts[at].key,
                                          [](const Entry& e, std::uint32_t key) { return e.key < key; });
      const auto weight = static_cast<std::uint32_t>(4 * mass(*entry) / entry->sentences);
      facts.emplace_back(s.facts[at].key, weight);
      sum += weight;
    }
    out.mass.push_back(sum);
  }
  return out;
}

std::uint64_t shared_mass(const Sentences& a, std::size_t i, const Sentences& b, std::size_t j) {
  std::uint64_t sum = 0;
  const auto &x = a.facts[i], &y = b.facts[j];
  for (std::size_t p = 0, q = 0; p < x.size() && q < y.size();) {
    if (x[p].first == y[q].first)
      sum += std::min(x[p++].second, y[q++].second);
    else if (x[p].first < y[q].first)
      ++p;
    else
      ++q;
  }
  return sum;
}

// For each sentence of `b` the one of `a` that shares most with it.
struct Match {
  std::size_t from = 0;
  std::uint64_t mass = 0;
};

// Pairs of matches in the same order among all pairs, by the product of their masses.
int order_of(const std::vector<Match>& matches) {
  std::uint64_t same = 0, all = 0;
  for (std::size_t i = 0; i < matches.size(); ++i)
    for (std::size_t j = i + 1; j < matches.size(); ++j) {
      const std::uint64_t weight = square_root(matches[i].mass * matches[j].mass);
      all += 2 * weight;
      if (matches[i].from < matches[j].from) same += 2 * weight;
      if (matches[i].from == matches[j].from) same += weight;
    }
  return all == 0 ? 500 : share(same, all);
}

void align(const Sentences& a, const Sentences& b, Likeness& out) {
  std::vector<std::uint64_t> best_of_a(a.facts.size());
  std::vector<Match> matches;
  std::uint64_t mass_a = 0, mass_b = 0, held_a = 0, held_b = 0;
  for (std::size_t j = 0; j < b.facts.size(); ++j) {
    Match best;
    for (std::size_t i = 0; i < a.facts.size(); ++i) {
      const std::uint64_t shared = shared_mass(a, i, b, j);
      best_of_a[i] = std::max(best_of_a[i], shared);
      if (shared > best.mass) best = {i, shared};
    }
    held_b += best.mass;
    mass_b += b.mass[j];
    if (best.mass * 6 >= b.mass[j] && best.mass > 0) matches.push_back(best);
  }
  for (std::size_t i = 0; i < a.facts.size(); ++i) held_a += best_of_a[i], mass_a += a.mass[i];
  out.cover_first = share(held_a, mass_a);
  out.cover_second = share(held_b, mass_b);
  out.order = order_of(matches);
  out.matches = static_cast<int>(matches.size());
}

void compare_sequences(const Signature& a, const Signature& b, Likeness& out) {
  if (a.sequences == 0 || b.sequences == 0) return;
  std::uint64_t same = 0;
  for (std::size_t i = 0; i < minhash_size; ++i) same += a.least[i] == b.least[i];
  out.sequences = share(same, minhash_size);
  // |A & B| = J (|A| + |B|) / (1 + J)
  const std::uint64_t both = same * (std::uint64_t{a.sequences} + b.sequences) / (minhash_size + same);
  out.held = std::min(1000, share(both, std::min(a.sequences, b.sequences)));
}

void compare_citations(const Signature& a, const Signature& b, Likeness& out) {
  const auto cites = [](const Signature& x, const Signature& y) {
    return y.address != 0 && std::binary_search(x.cited.begin(), x.cited.end(), y.address);
  };
  out.first_cites_second = cites(a, b);
  out.second_cites_first = cites(b, a);
  std::vector<std::uint64_t> both;
  std::set_intersection(a.cited.begin(), a.cited.end(), b.cited.begin(), b.cited.end(), std::back_inserter(both));
  out.cited = share(both.size(), std::min(a.cited.size(), b.cited.size()));
}

}  // namespace

Likeness likeness_of(const Profile& first, const Profile& second) {
  const Signature &a = first.signature, &b = second.signature;
  Likeness out;
  out.same_words = a.copy_key != 0 && a.copy_key == b.copy_key;
  if (a.day && b.day) out.days = std::abs(*a.day - *b.day);
  compare_sequences(a, b, out);
  compare_citations(a, b, out);
  compare_facts(first.entries, second.entries, out);
  compare_leads(first.entries, second.entries, out);
  return out;
}

void compare_sentences(const Profile& first, const Profile& second, Likeness& out) {
  const Sentences x = sentences_of(first.signature, first.entries), y = sentences_of(second.signature, second.entries);
  Likeness back;
  align(x, y, out);
  align(y, x, back);
  out.order = (out.order + back.order) / 2;
  out.matches = std::min(out.matches, back.matches);
}

}  // namespace demarche
