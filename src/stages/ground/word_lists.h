// Closed classes of English words that grounding asks about: pronouns, prepositions of place, small numbers, calendar
// words. Function words are grammar, not codebook: they do not change with the news.
#pragma once

#include <cstdint>
#include <string_view>

#include "stages/ground/actor_phrases.h"

namespace demarche {

PronounClass pronoun_class(std::string_view word);
bool is_owner_pronoun(std::string_view word);      // its, their, his, her, our, my, whose
bool is_place_preposition(std::string_view word);  // in, at, near, inside, ...
bool is_compass_word(std::string_view word);       // north, southern, south-east
bool is_motion_word(std::string_view word);        // visit, trip, arrive, flew, return, ...
bool names_a_time(std::string_view word);          // Monday, September, yesterday
bool is_former(std::string_view word);             // former, ex, ousted, late
bool is_name_prefix(std::string_view word);        // Mr, Mrs, Dr, Sir, Lord, Sheikh
bool is_quantity(std::string_view word);           // thousands, group, most, one (of)
bool is_document_noun(std::string_view word);
bool is_people_amount(std::string_view word);  // dozens, others, many, those
bool is_count(std::string_view word);          // "25", "1,500", "seventeen"; no year, no "12/19/05"
int small_number(std::string_view word);       // "two" 2, "12" 12; 0: none
bool is_saying_lemma(std::string_view lemma);  // say, tell, add, ...

/// What a bare general noun may stand for.
enum class NounRole : std::uint8_t { none, country, place, side, leader, group, counterpart };
NounRole role_of_noun(std::string_view noun);

/// The sector that the last word of an organisation's name suggests ("Party", "Bank", "Ministry"), 255: none.
std::uint8_t sector_of_body_name(std::string_view word);

}  // namespace demarche
