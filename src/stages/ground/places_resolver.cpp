#include "stages/ground/places_resolver.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <map>

#include "base/text.h"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 15> before_names = {
    "the ",     "northern ", "southern ",     "eastern ",      "western ",      "central ",      "North ",  "greater ",
    "Greater ", "downtown ", "northeastern ", "northwestern ", "southeastern ", "southwestern ", "City of "};
constexpr std::array<std::string_view, 14> after_names = {
    " Province", " province", " State",  " state", " District", " district",    " County",
    " county",   " Region",   " region", " City",  " city",     " Governorate", " Prefecture"};

// Twelve points for twice as many people, in steps of an eighth.
std::int32_t size_points(std::uint32_t people) {
  if (people == 0) return 0;
  const auto whole = std::bit_width(people) - 1;
  const std::uint32_t part = whole >= 3 ? (people >> (whole - 3)) & 7 : 0;
  return static_cast<std::int32_t>(12 * whole) + static_cast<std::int32_t>(12 * part / 8);
}

// Within about 300 km; a degree of longitude is taken for less the farther north it lies.
bool close(const PlaceRow& a, const PlaceRow& b) {
  if (!a.located || !b.located) return false;
  const std::int32_t north = std::abs(a.latitude - b.latitude);
  std::int32_t east = std::abs(a.longitude - b.longitude);
  if (east > 180000) east = 360000 - east;
  const std::int32_t most = std::abs(a.latitude) > 55000 ? 5400 : std::abs(a.latitude) > 35000 ? 3600 : 2800;
  return north < 2700 && east < most;
}

}  // namespace

PlaceResolver::PlaceResolver(std::string_view text, const PlaceTable& table, const std::vector<Span>& spans)
    : text_(text), table_(table), weight_(table.countries(), 0) {
  std::map<std::uint32_t, std::uint32_t> seen;
  names_.reserve(spans.size());
  for (std::size_t i = 0; i < spans.size(); ++i) {
    PlaceName name;
    name.span = spans[i];
    name.candidates = look_up(text.substr(name.span.begin, name.span.size()));
    name.same = static_cast<std::uint32_t>(i);
    if (!name.candidates.empty())
      name.same = seen.emplace(name.candidates.first, static_cast<std::uint32_t>(i)).first->second;
    if (i + 1 < spans.size() && spans[i + 1].begin >= name.span.end) {
      const std::string_view between = text.substr(name.span.end, spans[i + 1].begin - name.span.end);
      name.beside = between == ", " || between == " (";
    }
    names_.push_back(name);
  }
}

PlaceTable::Candidates PlaceResolver::look_up(std::string_view name) const {
  if (name.empty() || is_ascii_lower(name.front())) {
    // "northern Aleppo" is a place in Aleppo; "turkey" is none.
    for (const std::string_view word : before_names)
      if (name.starts_with(word) && name.size() > word.size() && !is_ascii_lower(name[word.size()]))
        return look_up(name.substr(word.size()));
    return {};
  }
  for (int turn = 0; turn < 3; ++turn) {
    const PlaceTable::Candidates found = table_.find(name);
    if (!found.empty()) return found;
    const std::size_t before = name.size();
    for (const std::string_view word : after_names)
      if (name.ends_with(word)) name.remove_suffix(word.size());
    if (name.ends_with("'s")) name.remove_suffix(2);
    if (name.ends_with("\u2019s")) name.remove_suffix(4);
    if (name.size() == before)
      for (const std::string_view word : before_names)
        if (name.size() > word.size() && ascii_lower(name.substr(0, word.size())) == ascii_lower(word)) {
          name.remove_prefix(word.size());
          break;
        }
    if (name.size() == before || name.empty()) return {};
  }
  return {};
}

void PlaceResolver::count_countries(const Mentions& mentions) {
  std::vector<std::uint32_t> country(mentions.actors.size());
  for (std::size_t a = 0; a < country.size(); ++a) country[a] = table_.country_of(mentions.actors[a].country());
  const auto add = [&](std::uint32_t c, std::uint32_t weight) {
    if (c >= weight_.size()) return;
    weight_[c] += weight;
    total_ += weight;
  };
  for (const ActorMention& m : mentions.mentions)
    if (m.actors.size() == 1 && m.kind != MentionKind::pronoun) add(country[m.actors.front()], 1);
  for (const PlaceName& name : names_)
    for (std::uint32_t c = name.candidates.first; c < name.candidates.last; ++c) {
      const PlaceRow row = table_.row(table_.row_of(c));
      if (row.kind == PlaceKind::country) add(row.country, 1);
    }
}

bool PlaceResolver::inside(const PlaceRow& row, const PlaceName& holder) const {
  for (std::uint32_t c = holder.candidates.first; c < holder.candidates.last; ++c) {
    const std::uint32_t number = table_.row_of(c);
    const PlaceRow outer = table_.row(number);
    if (outer.country != row.country || outer.kind < row.kind ||
        (outer.kind == row.kind && outer.kind != PlaceKind::city))
      continue;
    if (outer.kind == PlaceKind::country && row.kind != PlaceKind::country) return true;
    if (outer.kind == PlaceKind::area && row.area == number) return true;
    if (outer.kind == PlaceKind::district && close(outer, row)) return true;
  }
  return false;
}

std::int32_t PlaceResolver::fit(const PlaceName& name, std::uint32_t candidate, const PlaceRow& row) const {
  std::int32_t score = size_points(row.people);
  if (row.kind == PlaceKind::country) score = 320;
  if (row.kind == PlaceKind::area) score -= 6;
  if (row.kind == PlaceKind::district) score -= 30;
  if (row.seat) score += 20;
  if (!table_.own_name(candidate)) score -= 30;
  if (total_ > 0 && weight_[row.country] > 0)
    score += 40 + static_cast<std::int32_t>(60 * std::uint64_t{weight_[row.country]} / total_);
  const auto index = static_cast<std::size_t>(&name - names_.data());
  if (name.beside && inside(row, names_[index + 1])) score += 300;
  return score;
}

std::int32_t PlaceResolver::nearness(std::size_t index, const PlaceRow& row) const {
  std::int32_t points = 0;
  const std::size_t low = index < 6 ? 0 : index - 6, high = std::min(names_.size(), index + 7);
  for (std::size_t i = low; i < high; ++i) {
    if (names_[i].row == 0 || names_[i].same == names_[index].same) continue;
    const PlaceRow other = table_.row(names_[i].row);
    if (other.kind == PlaceKind::country) continue;
    if (close(row, other)) {
      points += 14;
    } else if (row.area != 0 && row.area == other.area) {
      points += 14;
    } else if (row.country == other.country) {
      points += 6;
    }
  }
  return std::min(points, 48);
}

void PlaceResolver::choose(bool with_neighbours) {
  std::vector<std::pair<std::int32_t, std::uint32_t>> best(names_.size(), {0, 0});
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const PlaceName& name = names_[i];
    auto& [most, row_number] = best[name.same];
    for (std::uint32_t c = name.candidates.first; c < name.candidates.last; ++c) {
      const PlaceRow row = table_.row(table_.row_of(c));
      const std::int32_t score = fit(name, c, row) + (with_neighbours ? nearness(i, row) : 0);
      if (row_number == 0 || score > most) most = score, row_number = table_.row_of(c);
    }
  }
  for (PlaceName& name : names_)
    if (!name.candidates.empty()) name.row = best[name.same].second, name.score = best[name.same].first;
}

void PlaceResolver::resolve(const Mentions& mentions) {
  count_countries(mentions);
  choose(false);
  choose(true);
}

std::uint32_t PlaceResolver::holder(std::size_t index) const {
  return names_[index].beside ? names_[index + 1].row : 0;
}

std::uint32_t PlaceResolver::main_country() const {
  std::uint32_t best = table_.countries();
  for (std::uint32_t c = 0; c < weight_.size(); ++c)
    if (weight_[c] > 0 && (best == table_.countries() || weight_[c] > weight_[best])) best = c;
  return best;
}

}  // namespace demarche
