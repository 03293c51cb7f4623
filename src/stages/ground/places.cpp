#include "stages/ground/places.h"

#include <algorithm>

#include "stages/ground/places_resolver.h"

namespace demarche {
namespace {

PlaceMention shown(const PlaceTable& table, const PlaceName& name, const Tokens& tokens) {
  const PlaceRow row = table.row(name.row);
  PlaceMention out;
  out.span = name.span;
  const auto after = [](const Word& w, std::uint32_t at) { return w.span.end <= at; };
  const auto first = std::lower_bound(tokens.words.begin(), tokens.words.end(), name.span.begin, after);
  out.first = out.last = static_cast<std::uint32_t>(first - tokens.words.begin());
  while (out.last < tokens.words.size() && tokens.words[out.last].span.begin < name.span.end) ++out.last;
  out.name = row.name;
  out.country = table.country_code(row.country);
  out.latitude = row.latitude;
  out.longitude = row.longitude;
  out.located = row.located;
  out.precision = row.kind == PlaceKind::country ? PlacePrecision::country
                  : row.kind == PlaceKind::city  ? PlacePrecision::city
                                                 : PlacePrecision::area;
  return out;
}

std::vector<Span> location_spans(const Tokens& tokens, const Names& names) {
  std::vector<Span> out;
  for (const Name& name : names)
    if (name.name_class == NameClass::LOC) out.push_back(tokens.span_of(name.first, name.last));
  return out;
}

}  // namespace

std::vector<PlaceMention> find_places(std::string_view text, const Tokens& tokens, const Names& names,
                                      const PlaceTable& table, const Mentions& mentions) {
  std::vector<PlaceMention> out;
  if (table.empty()) return out;
  const std::vector<Span> spans = location_spans(tokens, names);
  if (spans.empty()) return out;
  PlaceResolver resolver(text, table, spans);
  resolver.resolve(mentions);
  for (const PlaceName& name : resolver.names())
    if (name.row != 0) out.push_back(shown(table, name, tokens));
  return out;
}

std::optional<PlaceMention> place_at(std::string_view text, Span asked, const Tokens& tokens, const Names& names,
                                     const PlaceTable& table, const Mentions& mentions) {
  if (table.empty() || asked.empty()) return std::nullopt;
  std::vector<Span> spans = location_spans(tokens, names);
  std::erase_if(spans, [&](Span s) { return s.begin < asked.end && asked.begin < s.end; });
  const auto at = std::lower_bound(spans.begin(), spans.end(), asked, [](Span a, Span b) { return a.begin < b.begin; });
  const auto inserted = spans.insert(at, asked);  // may move the spans: begin() is asked afterwards
  const auto index = static_cast<std::size_t>(inserted - spans.begin());
  PlaceResolver resolver(text, table, spans);
  resolver.resolve(mentions);
  PlaceName name = resolver.names()[index];
  if (name.row == 0) name.row = resolver.holder(index);
  if (name.row != 0) return shown(table, name, tokens);
  // Nothing is known but the country that the text speaks of.
  const std::uint32_t country = resolver.main_country();
  if (country == table.countries()) return std::nullopt;
  PlaceMention out;
  out.span = asked;
  out.name = text.substr(asked.begin, asked.size());
  out.country = table.country_code(country);
  out.precision = PlacePrecision::country;
  return out;
}

}  // namespace demarche
