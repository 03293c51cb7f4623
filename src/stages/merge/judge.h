// Whether two documents tell the same news, and whether one is made from the other: the verdict and its reasons.
//
// Same news: alike in rare words, with the same leading names, published near each other. Made from: a copy shares word
// sequences; a rewrite shares few words but tells the same facts sentence by sentence in the same order, where an
// independent report has an order and an angle of its own; a citation of the other's address, or of the same pages,
// says it outright. Pure and symmetric: no other document, no archive, no order of arrival has a part in it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "stages/merge/likeness.h"

namespace demarche {

enum class LinkKind : std::uint8_t { report, rewrite, copy };
inline constexpr std::array<std::string_view, 3> link_kind_names = {"report", "rewrite", "copy"};
constexpr std::string_view name_of(LinkKind k) {
  return link_kind_names[static_cast<std::size_t>(k)];
}

struct Verdict {
  bool same_story = false;
  LinkKind kind = LinkKind::report;  // copy and rewrite: one is made from the other
  int score = 0;                     // thousandths, of the kind; 500 is the border
  int strength = 0;                  // thousandths, of being the same news
  int dependence = 0;                // thousandths, of being made from the other
  int cites = 0;                     // 1: the first cites the second; -1: the second the first; 0: neither, or both
  std::string reasons;               // plain words, separated by "; "
};

/// Leaves pairs that share too little aside without comparing their sentences.
Verdict judge(const Profile& first, const Profile& second);

/// Reports of the same news are looked for among documents at most so many days apart.
inline constexpr int story_days = 8;

}  // namespace demarche
