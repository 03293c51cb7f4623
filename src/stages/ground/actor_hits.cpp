#include "stages/ground/actor_hits.h"

#include <algorithm>

#include "types/actor.h"

namespace demarche {
namespace {

constexpr std::int32_t year_days = 366;

/// 0 on the day; else how far away it lies, what lies ahead counting double.
std::int64_t distance(const Sense& s, std::int32_t day) {
  if (s.on(day)) return 0;
  return s.until < day ? std::int64_t{day} - s.until : 2 * (std::int64_t{s.from} - day);
}

void keep_nearest(std::optional<Sense>& kept, const Sense& s, std::int32_t day) {
  if (!kept || distance(s, day) < distance(*kept, day)) kept = s;
}

bool needs_no_introduction(std::string_view country) {
  return country == "USA" || country == "GBR" || country == "RUS" || country == "SUN" || country == "CHN" ||
         country == "FRA" || country == "DEU" || country == "ISR" || country.starts_with("IGO");
}

bool is_cut_ending(std::string_view text, Span word) {
  const std::string_view form = text.substr(word.begin, word.size());
  return form == "n" || form == "i" || form == "ese" || form == "ian" || form == "ns" || form == "ans" ||
         form == "ians";
}

}  // namespace

Hit read_entry(const ActorTable& table, std::uint32_t entry, const Atom* atoms, std::uint32_t count, std::int32_t day) {
  Hit hit;
  hit.entry = entry;
  hit.atoms = count;
  for (std::uint32_t i = table.first_sense(entry); i < table.last_sense(entry); ++i) {
    const Sense s = table.sense(i);
    if (!table.fits(s, atoms, count)) continue;
    switch (s.kind) {
      case SenseKind::country:
      case SenseKind::region:
      case SenseKind::place:
        keep_nearest(hit.land, s, day);
        break;
      case SenseKind::capital:
        if (country_of_code(table.text(s.code)) == table.text(s.code) && table.text(s.code).starts_with("IGO"))
          hit.seat = s;
        else
          keep_nearest(hit.land, s, day);
        break;
      case SenseKind::adjective:
        hit.adjective = true;
        keep_nearest(hit.land, s, day);
        break;
      case SenseKind::people:
        hit.people = true;
        keep_nearest(hit.land, s, day);
        break;
      case SenseKind::body:
        keep_nearest(hit.body, s, day);
        break;
      case SenseKind::person:
        hit.person = true;
        break;
      case SenseKind::surname:
        hit.surname = true;
        break;
      case SenseKind::noun:
        if (s.office != 255) hit.title = true;
        // The agent noun's own row has the sector; a title's row serves where there is none.
        if (!hit.noun || (hit.noun->office != 255 && s.office == 255)) hit.noun = s;
        break;
    }
  }
  return hit;
}

Hits find_hits(std::string_view text, const Tokens& tokens, const ActorTable& table, std::int32_t day) {
  Hits hits;
  hits.at.assign(tokens.words.size(), no_word);
  hits.atoms.reserve(tokens.words.size() + 16);
  for (const Sentence& sentence : tokens.sentences) {
    if (sentence.first >= sentence.last) continue;
    const std::size_t begin = hits.atoms.size();
    find_atoms(text, tokens.words[sentence.first].span.begin, tokens.words[sentence.last - 1].span.end, hits.atoms);
    const std::size_t end = hits.atoms.size();
    std::uint32_t word = sentence.first;
    for (std::size_t i = begin; i < end;) {
      const auto match = table.longest(&hits.atoms[i], end - i);
      if (!match) {
        ++i;
        continue;
      }
      while (word + 1 < sentence.last && tokens.words[word].span.end <= hits.atoms[i].begin) ++word;
      std::uint32_t last = word;
      const std::uint32_t stop = hits.atoms[i + match->atoms - 1].end;
      while (last + 1 < sentence.last && tokens.words[last + 1].span.begin < stop) ++last;
      if (stop < text.size() && text[stop] == '$') {  // "AU$", "US$": money
        ++i;
        continue;
      }
      if (hits.at[word] != no_word) {  // a second name inside one word
        ++i;
        continue;
      }
      Hit hit = read_entry(table, match->entry, &hits.atoms[i], match->atoms, day);
      hit.first = word;
      hit.last = last + 1;
      hit.atom = static_cast<std::uint32_t>(i);
      // Link mark-up cut from a page leaves "Iraq i" and "Japan ese": the ending belongs to the name.
      if (hit.land && hit.land->kind == SenseKind::country && last + 1 < sentence.last &&
          is_cut_ending(text, tokens.words[last + 1].span)) {
        hit.last = last + 2;
        hit.adjective = true;
      }
      for (std::uint32_t w = hit.first; w < hit.last; ++w) hits.at[w] = static_cast<std::uint32_t>(hits.all.size());
      hits.all.push_back(hit);
      i += match->atoms;
    }
  }
  return hits;
}

std::optional<PersonReading> read_person(const ActorTable& table, const Hit& hit, const Atom* atoms, std::int32_t day,
                                         const std::vector<std::string_view>& countries) {
  std::optional<PersonReading> best;
  for (std::uint32_t i = table.first_sense(hit.entry); i < table.last_sense(hit.entry); ++i) {
    const Sense s = table.sense(i);
    if (s.kind != SenseKind::person && s.kind != SenseKind::surname) continue;
    if (!table.fits(s, atoms + hit.atom, hit.atoms)) continue;
    const bool surname = s.kind == SenseKind::surname;
    PersonReading r{s.code, s.name, s.office, s.on(day), s.until < day, 0};
    const std::int64_t away = distance(s, day);
    if (surname && away > 12 * year_days) continue;
    const std::string_view country = country_of_code(table.text(s.code));
    const bool spoken_of = std::find(countries.begin(), countries.end(), country) != countries.end();
    // A family name alone means somebody of a country that the document speaks of, or of one that needs no
    // introduction.
    if (surname && !spoken_of && (away > year_days || !needs_no_introduction(country))) continue;
    r.rank = (r.current ? 4000 : 0) + (spoken_of ? 3000 : 0) + (s.office != 255 ? 1000 : 0) + (surname ? 0 : 500) -
             static_cast<int>(std::min<std::int64_t>(away / 60, 900));
    if (!best || r.rank > best->rank) best = r;
  }
  return best;
}

}  // namespace demarche
