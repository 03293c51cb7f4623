#include "codebook/actor_table.h"

#include "base/text.h"
#include "base/utf8.h"

namespace demarche {
namespace {

// Latin letters of U+00C0..U+017F without their accents; '?' where a letter has two (ß, æ, œ, þ), which stay as they
// are.
constexpr std::string_view latin =
    "AAAAAA?CEEEEIIIIDNOOOOO?OUUUUY??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLlLlLlNnNnNnnNnOoOoOo??"
    "RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
static_assert(latin.size() == 0x180 - 0xC0);

// Punctuation beyond ASCII that may stand inside a name (hyphens, apostrophes) or between names.
constexpr bool is_wide_separator(char32_t c) {
  return (c >= 0x2000 && c <= 0x206F) || (c >= 0x80 && c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 ||
         c == 0xF7 || (c >= 0x3000 && c <= 0x303F) || c == 0xFEFF || c == 0xFFFD;
}
constexpr bool joins(char32_t c) {
  return c == ' ' || c == '-' || c == '.' || c == '\'' || c == '&' || c == '+' || c == 0x2019 || c == 0x2018 ||
         c == 0xA0 || c == 0x2010 || c == 0x2011;
}

constexpr std::uint64_t atom_seed = 0xCBF29CE484222325ull;
constexpr std::uint64_t add_byte(std::uint64_t h, unsigned char byte) {
  return (h ^ byte) * 0x100000001B3ull;
}

}  // namespace

void find_atoms(std::string_view text, std::uint32_t begin, std::uint32_t end, std::vector<Atom>& out) {
  std::size_t at = begin;
  bool joined = true;
  Atom atom;
  bool open = false, lower = false;
  std::uint32_t letters = 0;
  const auto close = [&](std::size_t where) {
    if (!open) return;
    atom.end = static_cast<std::uint32_t>(where);
    atom.all_capitals = !lower && letters > 0;
    atom.hash ^= atom.hash >> 32;
    out.push_back(atom);
    open = false;
    joined = true;
  };
  const auto start = [&](std::size_t where, bool capital) {
    if (open) return;
    atom = Atom{atom_seed, static_cast<std::uint32_t>(where), 0, capital, false, joined};
    open = true;
    lower = false;
    letters = 0;
  };
  while (at < end) {
    const std::size_t here = at;
    const unsigned char c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      ++at;
      const char ch = static_cast<char>(c);
      if (is_ascii_alpha(ch) || is_ascii_digit(ch)) {
        start(here, !is_ascii_lower(ch));
        lower |= is_ascii_lower(ch);
        letters += is_ascii_alpha(ch);
        atom.hash = add_byte(atom.hash, static_cast<unsigned char>(to_ascii_lower(ch)));
      } else {
        close(here);
        joined &= joins(c);
      }
      continue;
    }
    const char32_t wide = decode_utf8(text, at);
    if (is_wide_separator(wide)) {
      close(here);
      joined &= joins(wide);
      continue;
    }
    if (wide >= 0xC0 && wide < 0x180 && latin[wide - 0xC0] != '?') {
      const char plain = latin[wide - 0xC0];
      start(here, is_ascii_upper(plain));
      lower |= is_ascii_lower(plain);
      ++letters;
      atom.hash = add_byte(atom.hash, static_cast<unsigned char>(to_ascii_lower(plain)));
    } else {
      start(here, true);
      lower = true;
      for (std::size_t i = here; i < at; ++i) atom.hash = add_byte(atom.hash, static_cast<unsigned char>(text[i]));
    }
  }
  close(end);
}

ActorTable::ActorTable(const Pack& pack)
    : slots_(pack.section("actors.trie")),
      entries_(pack.section("actors.entries")),
      senses_(pack.section("actors.senses")),
      holders_(pack.section("actors.holders")),
      strings_(pack.section("actors.strings")),
      string_numbers_(pack.section("actors.string_numbers")),
      offices_(pack.section("actors.offices")),
      countries_(pack.section("actors.countries")),
      country_names_(pack.section("actors.country_names")),
      country_ids_(pack.section("actors.country_ids")),
      country_days_(pack.section("actors.country_days")),
      female_(pack.section("actors.female")) {
  if (slots_.size() > 0) mask_ = static_cast<std::uint32_t>(slots_.size() / 3 - 1);
}

Sense ActorTable::sense(std::uint32_t i) const {
  const std::size_t at = std::size_t{i} * Sense::words;
  Sense s;
  const std::uint32_t packed = senses_[at];
  s.kind = static_cast<SenseKind>(packed & 0xFF);
  s.sector = static_cast<std::uint8_t>(packed >> 8 & 0xFF);
  s.office = static_cast<std::uint8_t>(packed >> 16 & 0xFF);
  s.detail = static_cast<std::uint8_t>(packed >> 24);
  s.code = senses_[at + 1];
  s.name = senses_[at + 2];
  s.from = static_cast<std::int32_t>(senses_[at + 3]);
  s.until = static_cast<std::int32_t>(senses_[at + 4]);
  s.capitals = senses_[at + 5];
  return s;
}

bool ActorTable::fits(const Sense& sense, const Atom* atoms, std::size_t count) const {
  if (sense.capitals == 0) return true;
  for (std::size_t i = 0; i < count && i < 16; ++i) {
    const bool capital = (sense.capitals >> i & 1) != 0, all = (sense.capitals >> (16 + i) & 1) != 0;
    if (capital && !atoms[i].capital) return false;
    if (all && !atoms[i].all_capitals) return false;
    // "MA" is no family name, though "Ma" is.
    if (capital && !all && atoms[i].all_capitals && sense.kind == SenseKind::surname &&
        atoms[i].end - atoms[i].begin <= 3)
      return false;
  }
  return true;
}

std::optional<ActorTable::Match> ActorTable::longest(const Atom* atoms, std::size_t count) const {
  std::optional<Match> best;
  if (slots_.size() == 0) return best;
  std::uint64_t key = 0;
  for (std::size_t length = 1; length <= count && length <= 16; ++length) {
    if (length > 1 && !atoms[length - 1].joined) break;
    key = extend_name(key, atoms[length - 1].hash);
    const std::uint32_t low = static_cast<std::uint32_t>(key), high = static_cast<std::uint32_t>(key >> 32);
    std::uint32_t value = 0;
    for (std::uint32_t at = low & mask_;; at = (at + 1) & mask_) {
      const std::size_t slot = std::size_t{3} * at;
      if (slots_[slot + 2] == 0) break;
      if (slots_[slot] == low && slots_[slot + 1] == high) {
        value = slots_[slot + 2];
        break;
      }
    }
    if (value == 0) break;
    if (value >> 1 != 0) {
      const std::uint32_t entry = (value >> 1) - 1;
      for (std::uint32_t s = first_sense(entry); s < last_sense(entry); ++s)
        if (fits(sense(s), atoms, length)) {
          best = Match{entry, static_cast<std::uint32_t>(length)};
          break;
        }
    }
    if ((value & 1) == 0) break;
  }
  return best;
}

std::optional<Holder> ActorTable::holder(std::uint32_t country, std::uint8_t office, std::int32_t day) const {
  std::size_t low = 0, high = holders_.size() / 6;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const std::uint32_t c = holders_[middle * 6], o = holders_[middle * 6 + 1];
    if (c < country || (c == country && o < office))
      low = middle + 1;
    else
      high = middle;
  }
  std::optional<Holder> found;
  for (; low < holders_.size() / 6 && holders_[low * 6] == country && holders_[low * 6 + 1] == office; ++low) {
    const Holder h{holders_[low * 6 + 4], holders_[low * 6 + 5], static_cast<std::int32_t>(holders_[low * 6 + 2]),
                   static_cast<std::int32_t>(holders_[low * 6 + 3])};
    // On the day of a handover the successor holds the office.
    if (h.from <= day && day <= h.until) found = h;
  }
  return found;
}

std::optional<std::uint8_t> ActorTable::office(std::string_view name) const {
  for (std::size_t i = 0; i < offices_.size(); ++i)
    if (offices_[i] == name) return static_cast<std::uint8_t>(i);
  return std::nullopt;
}

std::string_view ActorTable::country_name(std::string_view code) const {
  const auto row = countries_.find(code);
  return row ? country_names_[*row] : std::string_view{};
}

std::string_view ActorTable::wikidata(std::string_view code) const {
  const auto row = countries_.find(code);
  return row ? country_ids_[*row] : std::string_view{};
}

bool ActorTable::ended(std::string_view code, std::int32_t day) const {
  const auto row = countries_.find(code);
  return row && static_cast<std::int32_t>(country_days_[std::size_t{2} * *row + 1]) < day;
}

}  // namespace demarche
