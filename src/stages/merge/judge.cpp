#include "stages/merge/judge.h"

#include <fmt/format.h>

#include <algorithm>

namespace demarche {
namespace {

// Fitted on pairs of one development set, and few on purpose: see docs/explain/stories.md.
constexpr int story_border = 245;  // of alike + leads / 5 - 30 a day
constexpr int day_cost = 30;
constexpr int report_days = 4;     // what comes later is made from the first report or tells other news
constexpr int unknown_days = 2;    // what an unknown distance counts as
constexpr int cited_border = 150;  // of the same sum, where one cites the other or both the same
constexpr int least_leads = 300;   // and more the more they are alike: pages of a series share their form,
constexpr int leads_above = 200;   // not what they are about
constexpr int enough_leads = 600;
constexpr int dependence_border = 805;  // of cover + order / 3 + leads / 3
constexpr int copy_sequences = 500;     // share of word sequences
constexpr int copy_held = 800;          // share of the shorter one's
constexpr int copy_days = 30;           // beyond, nearly all sequences must be the same

int clamp(int value) {
  return std::clamp(value, 0, 999);
}

bool near_copy(const Likeness& l) {
  if (l.days && *l.days > copy_days) return l.sequences >= copy_held;
  return l.sequences >= copy_sequences || l.held >= copy_held;
}

int story_sum(const Likeness& l) {
  return l.alike + l.leads / 5 - day_cost * l.days.value_or(unknown_days);
}

void say(std::string& reasons, std::string_view what) {
  if (!reasons.empty()) reasons += "; ";
  reasons += what;
}

std::string percent(int thousandths) {
  return fmt::format("{} %", (thousandths + 5) / 10);
}

void explain(const Likeness& l, Verdict& out) {
  if (l.same_words) say(out.reasons, "the same words");
  if (!l.same_words && out.kind == LinkKind::copy)
    say(out.reasons, fmt::format("{} of the word sequences the same, {} of the shorter one's", percent(l.sequences),
                                 percent(l.held)));
  if (l.first_cites_second || l.second_cites_first) say(out.reasons, "one cites the other's address");
  if (l.cited > 0) say(out.reasons, fmt::format("{} of the cited pages the same", percent(l.cited)));
  if (out.kind == LinkKind::copy) return;
  say(out.reasons, fmt::format("{} of the names, numbers, days, parties and acts shared", percent(l.facts)));
  say(out.reasons, fmt::format("{} of the leading names", percent(l.leads)));
  say(out.reasons, fmt::format("{} of the content words", percent(l.words)));
  if (l.matches > 1)
    say(out.reasons,
        fmt::format("{} sentences match, {} of their pairs in the same order", l.matches, percent(l.order)));
  if (!l.days)
    say(out.reasons, "days unknown");
  else
    say(out.reasons, *l.days == 0 ? "the same day" : fmt::format("{} day{} apart", *l.days, *l.days == 1 ? "" : "s"));
}

bool citation(const Likeness& l) {
  return l.first_cites_second || l.second_cites_first || l.cited >= 500;
}

// Copies and documents that cite each other need to be alike, but less than others do.
bool same_story(const Likeness& l) {
  if (l.same_words || near_copy(l)) return true;
  const int sum = story_sum(l);
  return citation(l) ? sum >= cited_border
                     : sum >= story_border && l.leads >= std::clamp(l.alike + leads_above, least_leads, enough_leads);
}

}  // namespace

Verdict judge(const Profile& first, const Profile& second) {
  Verdict out;
  Likeness l = likeness_of(first, second);
  if (!same_story(l)) return out;
  compare_sentences(first, second, l);
  const int dependence = std::min(l.cover_first, l.cover_second) + l.order / 3 + l.leads / 3;
  out.same_story = true;
  out.strength = clamp(500 + story_sum(l) - story_border);
  out.dependence = clamp(500 + dependence - dependence_border);
  out.cites = static_cast<int>(l.first_cites_second) - static_cast<int>(l.second_cites_first);
  if (l.same_words || near_copy(l)) {
    out.kind = LinkKind::copy;
    out.score = l.same_words ? 1000 : std::max(l.sequences, l.held);
    out.dependence = out.strength = 1000;
  } else if (citation(l)) {
    out.kind = LinkKind::rewrite;
    out.score = out.dependence = std::max(900, out.dependence);
    out.strength = std::max(900, out.strength);
  } else {
    out.kind = out.dependence >= 500 ? LinkKind::rewrite : LinkKind::report;
    out.score = out.kind == LinkKind::rewrite ? out.dependence : out.strength;
    if (l.days.value_or(0) > (out.kind == LinkKind::rewrite ? story_days : report_days)) return {};
  }
  explain(l, out);
  return out;
}

}  // namespace demarche
