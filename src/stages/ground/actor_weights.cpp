// What the document is about: weights of its countries, in all and by paragraph.
#include <algorithm>

#include "stages/ground/actor_resolver.h"

namespace demarche {

void ActorResolver::add_weight(std::uint32_t country, int weight) {
  if (country == 0) return;
  const auto [at, fresh] = weight_at_.emplace(country, static_cast<std::uint32_t>(weights_.size()));
  if (fresh) weights_.push_back({country, 0, at->second});
  weights_[at->second].weight += weight;
}

std::uint32_t ActorResolver::country_string(std::uint32_t code) const {
  const std::string_view text = table_.text(code);
  const std::string_view country = country_of_code(text);
  return country.size() == text.size() ? code : table_.string_of(country).value_or(0);
}

void ActorResolver::weigh() {
  std::vector<Atom> atoms;
  const std::string& title = document_.title;
  find_atoms(title, 0, static_cast<std::uint32_t>(title.size()), atoms);
  for (std::size_t i = 0; i < atoms.size();) {
    const auto match = table_.longest(&atoms[i], atoms.size() - i);
    if (!match) {
      ++i;
      continue;
    }
    const Hit hit = read_entry(table_, match->entry, &atoms[i], match->atoms, day_);
    if (hit.land && !(hit.noun && !hit.adjective))
      add_weight(hit.land->code, hit.land->kind == SenseKind::place ? 4 : 8);
    else if (hit.body)
      add_weight(country_string(hit.body->code), 8);
    i += match->atoms;
  }
  for (const Draft& d : drafts_) {
    int weight = d.kind == MentionKind::adjective ? 3 : d.place_only ? 3 : 4;
    if (d.subject) weight += 2;
    if (d.sentence == 0)
      weight += 6;
    else if (d.sentence <= 2)
      weight += 2;
    for (std::uint32_t land : d.lands) {
      add_weight(country_string(land), weight);
      if (d.place_only || d.weak_land)
        scene_weights_[country_string(land)] += weight;
      else if (d.named_as != NamedAs::country && of_the_scene(d.sector))
        scene_weights_[country_string(land)] += weight / 2;
    }
    // "the Senate", "Congress" by themselves do not say of which country.
    if (d.code != 0 && !(d.hit != no_word && hit_of(d).noun)) add_weight(country_string(d.code), weight);
  }
  order_weights();
  for (const Draft& d : drafts_) {
    if (d.name_last != d.name_first + 0 && d.needs == Draft::Needs::person && d.lands.empty())
      if (const auto known = table_person(d)) add_weight(country_string(known->code), 4 + (d.sentence == 0 ? 6 : 0));
  }
  order_weights();
}

void ActorResolver::order_weights() {
  ranked_ = weights_;
  std::stable_sort(ranked_.begin(), ranked_.end(),
                   [](const CountryWeight& a, const CountryWeight& b) { return a.weight > b.weight; });
  spoken_of_.clear();
  for (std::size_t i = 0; i < ranked_.size() && i < 8; ++i) spoken_of_.push_back(table_.text(ranked_[i].country));
  main_ = 0;
  for (const CountryWeight& w : ranked_)
    if (!international(table_.text(w.country))) {
      main_ = w.country;
      break;
    }
  document_main_ = main_;
  scene_ = main_;
  int best = 0;
  for (const CountryWeight& w : ranked_) {
    if (international(table_.text(w.country))) continue;
    const auto at = scene_weights_.find(w.country);
    const int score = w.weight + (at == scene_weights_.end() ? 0 : at->second * 2);
    if (score > best) {
      best = score;
      scene_ = w.country;
    }
  }
  document_scene_ = scene_;
}

void ActorResolver::paragraphs() {
  paragraph_of_.assign(tokens_.sentences.size(), 0);
  std::uint32_t number = 0;
  for (std::size_t s = 0; s < tokens_.sentences.size(); ++s) {
    if (s > 0 && tokens_.sentences[s].starts_paragraph) ++number;
    paragraph_of_[s] = number;
  }
  own_main_.assign(number + 1, 0);
  own_scene_.assign(number + 1, 0);
  std::unordered_map<std::uint32_t, std::pair<int, int>> seen;  // looked up; walked only through `order`
  std::vector<std::uint32_t> order;
  std::size_t i = 0;
  for (std::uint32_t p = 0; p <= number; ++p) {
    seen.clear();
    order.clear();
    int total = 0;
    for (; i < drafts_.size() && paragraph_of_[drafts_[i].sentence] == p; ++i) {
      const Draft& d = drafts_[i];
      const auto add = [&](std::uint32_t land) {
        const std::uint32_t c = country_string(land);
        if (c == 0 || international(table_.text(c))) return;
        const auto [at, fresh] = seen.emplace(c, std::pair{0, 0});
        if (fresh) order.push_back(c);
        at->second.first += 2;
        at->second.second += d.place_only || d.weak_land ? 4 : 1;
        ++total;
      };
      for (std::uint32_t land : d.lands) add(land);
      if (d.code != 0 && !(d.hit != no_word && hit_of(d).noun)) add(d.code);
    }
    if (total < 2 || seen.contains(document_main_) || seen.contains(document_scene_)) continue;
    int best = 0, best_scene = 0;
    for (std::uint32_t c : order) {
      if (seen[c].first > best) best = seen[c].first, own_main_[p] = c;
      if (seen[c].second > best_scene) best_scene = seen[c].second, own_scene_[p] = c;
    }
  }
}

void ActorResolver::enter_paragraph(std::uint32_t sentence) {
  const std::uint32_t p = paragraph_of_[sentence];
  main_ = own_main_[p] != 0 ? own_main_[p] : document_main_;
  scene_ = own_scene_[p] != 0 ? own_scene_[p] : document_scene_;
}

int ActorResolver::weight_of(std::uint32_t country) const {
  const auto at = weight_at_.find(country);
  return at == weight_at_.end() ? 0 : weights_[at->second].weight;
}

}  // namespace demarche
