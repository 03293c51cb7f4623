#include "stages/extract/date_choice.h"

#include <algorithm>

#include "base/hash.h"
#include "stages/extract/feature_hash.h"

namespace demarche {
namespace {

constexpr std::size_t most_candidates = 12;

enum Kind : std::uint32_t { none, published, written };

enum Feature : std::uint32_t {
  f_kind = 1,
  f_type,
  f_ruled,
  f_pos,
  f_modality,
  f_pair,
  f_sentence,
  f_spoken,
  f_clause,
  f_dates,
  f_newness,
  f_governor,
  f_path,
  f_path_pos,
  f_clauses,
  f_rule,
  f_length,
  f_when,
  f_when_tense,
  f_side,
  f_near,
  f_preposition,
  f_before,
  f_told,
  f_only,
  f_between,
  f_definite,
  f_support,
};

}  // namespace

struct DateChooser::Context {
  const EventMention& event;
  const Match& match;
  const Modality& modality;
  const Findings& findings;
  std::uint32_t first_date, last_date;  // of the sentence, in Mentions::dates
  std::uint32_t before = 0;             // the first date of the sentence before
  std::uint32_t running = no_word;      // what the last event was dated by
  bool running_same = false;            // and it is of the same type
};

/// The head word of the expression.
std::uint32_t DateChooser::head_of(const DateMention& date) const {
  std::uint32_t h = date.first;
  for (int i = 0; i < 16; ++i) {
    const std::uint32_t up = tree_.head(h);
    if (up >= tree_.size() || up < date.first || up >= date.last) break;
    h = up;
  }
  return h;
}

/// What the act and its place in the report say for one kind of date.
void DateChooser::describe_kind(const Context& c, std::uint32_t kind, std::vector<std::uint32_t>& out) const {
  const Modality& m = c.modality;
  const EventMention& e = c.event;
  const auto add = [&](Feature f, std::uint64_t value) { out.push_back(mix_feature(mix_feature(kind, f), value)); };
  const auto type = static_cast<std::uint64_t>(e.type);
  const auto pos = static_cast<std::uint64_t>(c.match.pos);
  add(f_kind, 0);
  add(f_type, type);
  add(f_type, 100 + type * 4 + pos);
  const std::uint32_t ruled = !e.date ? none : e.date->from_publication ? published : written;
  add(f_ruled, ruled);
  add(f_ruled, 10 + ruled * 4 + pos);
  add(f_pos, pos);
  const Support& s = c.match.support;
  add(f_support, (s.light ? 1 : 0) + (s.undergo ? 2 : 0) + (s.happen ? 4 : 0) + pos * 8);
  const std::uint64_t flags[] = {m.future,  m.conditional,  m.obligation, m.negated, m.alleged,    m.purpose,
                                 m.perfect, m.perfect_past, m.earlier,    m.past,    m.progressive};
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < std::size(flags); ++i) {
    if (flags[i] != 0) add(f_modality, i * 4 + pos);
    all = all * 2 + flags[i];
  }
  add(f_modality, 1000 + all);
  add(f_sentence, count_bucket(e.sentence));
  add(f_sentence, 10 + count_bucket(e.sentence) * 4 + pos);
  const std::uint32_t at = tokens_.sentences[e.sentence].span.begin;
  add(f_sentence, 100 + (at < 400 ? 0 : at < 1200 ? 1 : 2));
  add(f_spoken, (e.statement != no_word ? 1 : 0) + 2 * pos);
  add(f_dates, std::min<std::uint32_t>(c.last_date - c.first_date, 3));
  add(f_newness, static_cast<std::uint64_t>(e.newness));
  const std::uint32_t w = c.match.trigger;
  const Deprel r = tree_.relation(c.match.pos == FramePos::noun ? tree_.phrase_top(w) : w);
  add(f_clause, static_cast<std::uint64_t>(r));
  if (c.match.pos == FramePos::noun) {
    const std::uint32_t det = tree_.child(w, Deprel::det);
    add(f_definite, det == no_word ? 0 : tree_.is(det, "the") ? 1 : tree_.is(det, "a") ? 2 : 3);
    const std::string_view p = tree_.preposition_lemma(tree_.phrase_top(w));
    if (!p.empty()) add(f_preposition, hash64(p));
  }
  const std::uint32_t above = tree_.clause_above(w);
  if (above != no_word) add(f_governor, tree_.feature(above, "Tense=Past") ? 1 : 0);
}

void DateChooser::describe_text(const Context& c, std::uint32_t date, std::vector<std::uint32_t>& out) const {
  const auto add = [&](Feature f, std::uint64_t value) { out.push_back(mix_feature(mix_feature(written, f), value)); };
  const DateMention& d = mentions_.dates[date];
  const EventMention& e = c.event;
  const auto pos = static_cast<std::uint64_t>(c.match.pos);
  const bool here = date >= c.first_date && date < c.last_date;
  const std::uint32_t lead = tokens_.sentences[std::min<std::size_t>(1, tokens_.sentences.size() - 1)].last;
  const bool running = c.running == date;
  const std::uint64_t source =
      (here ? 1 : 0) + (d.first < lead ? 2 : 0) + (running ? 4 : 0) + (date >= c.before && !here ? 8 : 0);
  add(f_before, source);
  add(f_before, 100 + source * 4 + pos);
  add(f_before, 1000 + source * 16 + static_cast<std::uint64_t>(e.type));
  if (running) add(f_before, 500 + (c.running_same ? 1 : 0));
  std::uint64_t told = 0;
  for (const EventMention& other : c.findings.events)
    told += other.date && other.date->interval == d.interval && !other.date->from_publication ? 1 : 0;
  add(f_told, std::min<std::uint64_t>(told, 4) * 2 + (here ? 1 : 0));
  const bool ruled = e.date && !e.date->from_publication && e.date->interval == d.interval;
  add(f_ruled, 100 + (ruled ? 1 : 0) + (here ? 2 : 0));
  add(f_rule, hash64(d.rule));
  const int length = d.interval.end - d.interval.start;
  const std::uint64_t size = length == 0 ? 0 : length < 8 ? 1 : length < 32 ? 2 : length < 100 ? 3 : 4;
  add(f_length, size * 4 + pos);
  std::uint64_t when = 9;
  if (document_.published) {
    const int ago = *document_.published - d.interval.end;
    when = *document_.published - d.interval.start < 0 ? 0
           : ago <= 0                                  ? 1
           : ago <= 8                                  ? 2
           : ago <= 60                                 ? 3
           : ago <= 400                                ? 4
                                                       : 5;
  }
  const Modality& m = c.modality;
  const std::uint64_t tense = m.future ? 0 : m.perfect_past ? 1 : m.perfect ? 2 : m.past ? 3 : 4;
  add(f_when, when * 8 + size);
  add(f_when_tense, when * 32 + tense * 4 + pos);
  add(f_type, 1000 + static_cast<std::uint64_t>(e.type) * 16 + when);
  if (d.first >= d.last) return;
  const std::uint32_t h = head_of(d), w = c.match.trigger;
  const std::string_view p = tree_.preposition_lemma(h);
  if (!p.empty()) add(f_preposition, 7 + hash64(p));
  if (!here) return;
  int clauses = 0;
  const std::uint32_t path = path_feature(tree_, h, w, clauses);
  add(f_path, path);
  add(f_path_pos, mix_feature(path, pos));
  add(f_clauses, static_cast<std::uint64_t>(std::min(clauses, 4)) * 4 + pos);
  add(f_side, (h < w ? 1 : 0) + 2 * pos);
  add(f_near, count_bucket(h < w ? w - h : h - w) * 2 + (h < w ? 1 : 0));
  add(f_only, c.last_date - c.first_date == 1 ? 1 : 0);
  // Another verb between the two has the date rather than this one.
  std::uint64_t verbs = 0;
  for (std::uint32_t k = std::min(h, w) + 1; k < std::max(h, w) && verbs < 3; ++k) verbs += tree_.verbal(k) ? 1 : 0;
  add(f_between, verbs * 2 + (h < w ? 1 : 0));
  const std::uint32_t governor = tree_.head(h);
  if (governor < tree_.size()) add(f_governor, 100 + (governor == w ? 1 : tree_.verbal(governor) ? 2 : 3));
}

std::optional<EventDate> DateChooser::choose(const EventMention& event, const Match& match, const Modality& modality,
                                             const Findings& findings) const {
  if (model_ == nullptr && trace_ == nullptr) return event.date;
  const auto at = [&](std::uint32_t word) {
    const auto it = std::lower_bound(mentions_.dates.begin(), mentions_.dates.end(), word,
                                     [](const DateMention& d, std::uint32_t w) { return d.first < w; });
    return static_cast<std::uint32_t>(it - mentions_.dates.begin());
  };
  const Sentence& s = tokens_.sentences[event.sentence];
  Context c{event, match, modality, findings, at(s.first), at(s.last)};
  c.before = event.sentence > 0 ? at(tokens_.sentences[event.sentence - 1].first) : c.first_date;
  for (auto e = findings.events.rbegin(); e != findings.events.rend(); ++e) {
    if (event.sentence - e->sentence > 6) break;
    if (!e->date || e->date->date == no_word) continue;
    c.running = e->date->date;
    c.running_same = e->type == event.type;
    break;
  }
  std::vector<DateCandidate> candidates;
  const auto add_written = [&](std::uint32_t d) {
    DateCandidate one;
    one.date = EventDate{mentions_.dates[d].interval, d, false};
    describe_kind(c, written, one.features);
    describe_text(c, d, one.features);
    candidates.push_back(std::move(one));
  };
  std::vector<std::uint32_t> written_dates;
  const auto consider = [&](std::uint32_t d) {
    if (d < mentions_.dates.size() && written_dates.size() < most_candidates &&
        std::find(written_dates.begin(), written_dates.end(), d) == written_dates.end())
      written_dates.push_back(d);
  };
  if (event.date && !event.date->from_publication) consider(event.date->date);
  for (std::uint32_t d = c.first_date; d < c.last_date; ++d) consider(d);
  for (std::uint32_t d = c.before; d < c.first_date; ++d) consider(d);
  if (c.running != no_word) consider(c.running);
  // The day of the report's news stands in its first sentences.
  for (std::uint32_t i = 0; i < 2 && i < event.sentence && i < tokens_.sentences.size(); ++i) {
    const std::uint32_t first = at(tokens_.sentences[i].first);
    if (first < at(tokens_.sentences[i].last)) consider(first);
  }
  for (const std::uint32_t d : written_dates) add_written(d);
  if (document_.published) {
    DateCandidate today;
    today.date = EventDate{{*document_.published, *document_.published}, no_word, true};
    describe_kind(c, published, today.features);
    candidates.push_back(std::move(today));
  }
  DateCandidate undated;
  describe_kind(c, none, undated.features);
  candidates.push_back(std::move(undated));
  std::size_t best = candidates.size() - 1;
  if (model_ != nullptr) {
    std::int32_t best_score = model_->score(candidates[best].features);
    for (std::size_t i = 0; i + 1 < candidates.size(); ++i) {
      const std::int32_t score = model_->score(candidates[i].features);
      if (score <= best_score) continue;
      best_score = score;
      best = i;
    }
  }
  const std::optional<EventDate> chosen = model_ != nullptr ? candidates[best].date : event.date;
  if (trace_ != nullptr) trace_->push_back({event.type, event.trigger, std::move(candidates), best});
  return chosen;
}

}  // namespace demarche
