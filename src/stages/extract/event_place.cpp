#include "stages/extract/event_place.h"

#include <algorithm>
#include <array>

#include "stages/extract/among.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 13> locative = {"in",     "at",     "near",   "outside",    "inside",
                                                       "around", "across", "within", "throughout", "off",
                                                       "over",   "into",   "along"};
constexpr std::array<std::string_view, 9> going = {"visit", "travel", "fly",     "go",  "trip",
                                                   "tour",  "arrive", "journey", "head"};
constexpr std::array<std::string_view, 11> holders = {"city",     "town",   "village", "capital", "province", "region",
                                                      "district", "suburb", "state",   "port",    "area"};

class PlaceFinder {
 public:
  PlaceFinder(std::string_view text, const Tokens& tokens, const Tree& tree, const Mentions& mentions)
      : text_(text), tokens_(tokens), tree_(tree), mentions_(mentions) {}

  std::uint32_t of(const EventMention& event) const {
    if (event.trigger_word >= tree_.size()) return no_word;
    std::uint32_t word = event.trigger_word;
    // The trigger's own phrases, then those of the clause that holds it.
    for (int step = 0; step < 4 && word != no_word; ++step) {
      if (const std::uint32_t place = among_children(word, event); place != no_word) return place;
      const Deprel r = universal(tree_.relation(word));
      const bool same_clause = r == Deprel::obj || r == Deprel::nsubj || r == Deprel::obl || r == Deprel::xcomp ||
                               r == Deprel::compound || r == Deprel::nmod || r == Deprel::conj;
      if (!same_clause || (r == Deprel::nsubj && tree_.verbal(word))) break;
      word = tree_.head(word);
    }
    return dateline(event);
  }

 private:
  /// The place that covers the word: its name or, for "the city of X", the name that follows.
  std::uint32_t place_of(std::uint32_t word, int depth = 0) const {
    const auto after = [](const PlaceMention& p, std::uint32_t w) { return p.last <= w; };
    const auto at = std::lower_bound(mentions_.places.begin(), mentions_.places.end(), word, after);
    if (at != mentions_.places.end() && at->first <= word)
      return static_cast<std::uint32_t>(at - mentions_.places.begin());
    if (depth > 1 || !among(tree_.lemma(word), holders)) return no_word;
    for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
      const Deprel r = universal(tree_.relation(c));
      if (r != Deprel::nmod && r != Deprel::appos && r != Deprel::compound) continue;
      if (const std::uint32_t place = place_of(c, depth + 1); place != no_word) return place;
    }
    return no_word;
  }

  std::uint32_t among_children(std::uint32_t word, const EventMention& event) const {
    std::uint32_t best = no_word;
    for (std::uint32_t c = tree_.first(word); c != no_word; c = tree_.next(c)) {
      if (!says_where(word, c, event)) continue;
      const std::uint32_t place = place_of(c);
      if (place == no_word) continue;
      if (best == no_word || mentions_.places[place].precision < mentions_.places[best].precision) best = place;
    }
    return best;
  }

  bool says_where(std::uint32_t word, std::uint32_t child, const EventMention& event) const {
    const Deprel r = universal(tree_.relation(child));
    const std::string_view preposition = tree_.preposition_lemma(child);
    if ((r == Deprel::obl || r == Deprel::nmod) && among(preposition, locative)) return true;
    const bool trigger = word == event.trigger_word;
    if (!trigger) return false;
    if (among(tree_.lemma(word), going))
      return r == Deprel::obj || ((r == Deprel::obl || r == Deprel::nmod) && preposition == "to");
    if (event.type != EventType::ASSAULT) return false;
    const bool hit = r == Deprel::obj || tree_.relation(child) == Deprel::nsubj_pass ||
                     ((r == Deprel::obl || r == Deprel::nmod) && (preposition == "on" || preposition == "of"));
    const std::uint32_t place = hit ? place_of(child) : no_word;
    return place != no_word && mentions_.places[place].precision == PlacePrecision::city;
  }

  /// "KABUL, Afghanistan (AP) -": only for an event of that sentence with a party of that country.
  std::uint32_t dateline(const EventMention& event) const {
    if (event.sentence != 0 || event.newness != Newness::new_ || mentions_.places.empty()) return no_word;
    const PlaceMention& place = mentions_.places.front();
    if (tokens_.sentences.empty() || place.first != tokens_.sentences.front().first) return no_word;
    const std::string_view after = text_.substr(place.span.end, 60);
    const std::size_t comma =
        std::min({after.find(" \u2014"), after.find(" -"), after.find(" \u2013"), after.find("(")});
    if (comma == std::string_view::npos || after.substr(0, comma).find('.') != std::string_view::npos) return no_word;
    for (const auto* parties : {&event.actors, &event.recipients})
      for (const Party& p : *parties)
        if (p.actor != no_word && mentions_.actors[p.actor].country() == place.country) return 0;
    return no_word;
  }

  std::string_view text_;
  const Tokens& tokens_;
  const Tree& tree_;
  const Mentions& mentions_;
};

}  // namespace

void place_events(std::string_view text, const Tokens& tokens, const Tree& tree, const Mentions& mentions,
                  std::vector<EventMention>& events) {
  if (mentions.places.empty()) return;
  const PlaceFinder finder(text, tokens, tree, mentions);
  for (EventMention& event : events) event.place = finder.of(event);
}

}  // namespace demarche
