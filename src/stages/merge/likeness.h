// How two documents are alike, measured from their signatures alone: the numbers that judging them (judge.h) weighs.
//
// Symmetric in its two documents but for what names one of them. All shares are thousandths.
#pragma once

#include <cstdint>
#include <optional>

#include "stages/merge/leads.h"

namespace demarche {

struct Likeness {
  bool same_words = false;          // their copy keys are the same
  int sequences = 0;                // share of word sequences in both among those in either (MinHash)
  int held = 0;                     // share of the shorter one's word sequences that the other holds
  int facts = 0;                    // names, numbers, days, parties, acts, quotes in common, weighed by rarity (Dice)
  int words = 0;                    // the same for content words
  int alike = 0;                    // all of them, as the cosine of their weights
  int leads = 0;                    // of the names and numbers that each comes back to most, what the other has
  int cover_first = 0;              // how much of the first's sentences single sentences of the second hold
  int cover_second = 0;             // and the other way round
  int order = 0;                    // do matching sentences come in the same order: 1000 all, 500 by chance
  int matches = 0;                  // how many sentences match
  std::optional<int> days;          // between them
  bool first_cites_second = false;  // by address
  bool second_cites_first = false;
  int cited = 0;  // share of the addresses cited by the one with fewer that both cite
};

/// All but what takes sentences: covers, order and matches stay as they are.
Likeness likeness_of(const Profile& first, const Profile& second);
/// Fills these in as well.
void compare_sentences(const Profile& first, const Profile& second, Likeness& likeness);

}  // namespace demarche
