#include "codebook/frame_table.h"

#include <algorithm>

namespace demarche {

FrameTable::FrameTable(const Pack& pack)
    : verbs_(pack.section("frames.verbs")),
      nouns_(pack.section("frames.nouns")),
      adjectives_(pack.section("frames.adjectives")),
      lemmas_(pack.section("frames.lemmas")),
      classes_(pack.section("frames.classes")),
      weapons_(pack.section("frames.weapons")),
      forms_(pack.section("frames.forms")),
      strings_(pack.section("frames.strings")),
      examples_(pack.section("frames.examples")),
      rows_(pack.section("frames.rows")),
      groups_(pack.section("frames.groups")),
      conditions_(pack.section("frames.conditions")),
      places_(pack.section("frames.places")),
      sets_(pack.section("frames.sets")),
      set_index_(pack.section("frames.set_index")) {}

FrameRange FrameTable::find(std::string_view lemma, FramePos pos) const {
  const StringMap& map = pos == FramePos::verb ? verbs_ : pos == FramePos::noun ? nouns_ : adjectives_;
  const auto group = map.find(lemma);
  if (!group) return {};
  return {groups_[std::size_t{2} * *group], groups_[std::size_t{2} * *group + 1]};
}

Frame FrameTable::frame(std::uint32_t number) const {
  const std::size_t at = number * row_words;
  Frame f;
  if (rows_[at] < event_type_names.size()) f.type = static_cast<EventType>(rows_[at]);
  f.mode = strings_[rows_[at + 1]];
  f.cameo = strings_[rows_[at + 2]];
  f.rule = strings_[rows_[at + 3]];
  const std::uint32_t flags = rows_[at + 4];
  f.symmetric = (flags & 1) != 0;
  f.no_recipient = (flags & 2) != 0;
  f.bare_actor = (flags & 4) != 0;
  f.specificity = rows_[at + 5];
  f.conditions_begin = rows_[at + 6];
  f.conditions_end = rows_[at + 7];
  f.actors_begin = rows_[at + 8];
  f.actors_end = rows_[at + 9];
  f.recipients_begin = rows_[at + 10];
  f.recipients_end = rows_[at + 11];
  return f;
}

FrameExample FrameTable::example(std::uint32_t number) const {
  const std::size_t at = number * row_words;
  return {examples_[rows_[at + 12]], examples_[rows_[at + 13]], examples_[rows_[at + 14]]};
}

FrameCondition FrameTable::condition(std::uint32_t at) const {
  const std::uint32_t head = conditions_[std::size_t{2} * at], tail = conditions_[std::size_t{2} * at + 1];
  return {static_cast<Test>(head & 0xFF), (head >> 8 & 0xFF) != 0, static_cast<Place>(head >> 16), tail >> 16,
          tail & 0xFFFF};
}

FramePlace FrameTable::place(std::uint32_t at) const {
  const std::uint32_t word = places_[at];
  return {static_cast<Place>(word & 0xFF), word >> 16, (word >> 8 & 0xFF) != 0};
}

std::uint32_t FrameTable::lemma_number(std::string_view lemma) const {
  return lemmas_.find(lemma).value_or(no_lemma);
}

bool FrameTable::set_holds(std::uint32_t set, std::uint32_t lemma_number) const {
  if (set == no_set || lemma_number == no_lemma) return false;
  std::uint32_t low = set_index_[std::size_t{2} * set], high = set_index_[std::size_t{2} * set + 1];
  while (low < high) {
    const std::uint32_t middle = (low + high) / 2;
    if (sets_[middle] == lemma_number) return true;
    if (sets_[middle] < lemma_number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

std::uint32_t FrameTable::class_set(std::string_view name) const {
  return classes_.find(name).value_or(no_set);
}

std::string_view FrameTable::weapon_mode(std::string_view lemma) const {
  const auto mode = weapons_.find(lemma);
  return mode ? strings_[*mode] : std::string_view();
}

std::string_view FrameTable::verb_of_form(std::string_view form) const {
  const auto lemma = forms_.find(form);
  return lemma ? strings_[*lemma] : std::string_view();
}

}  // namespace demarche
