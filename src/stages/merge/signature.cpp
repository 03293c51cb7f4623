#include "stages/merge/signature.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "stages/merge/copies.h"
#include "stages/merge/sequences.h"
#include "stages/merge/word_weight.h"

namespace demarche {
namespace {

constexpr std::size_t most_sentences = 64;  // what a report says first is what it is about
constexpr std::uint8_t least_weight = 2;    // lighter words tell nothing

std::uint32_t key_of(std::string_view text, std::uint64_t seed = 0) {
  return static_cast<std::uint32_t>(hash64(text, seed));
}

enum Seed : std::uint64_t { of_words = 0, of_numbers, of_days, of_actors, of_events, of_quotes };

std::string_view number_word(std::string_view word) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"two", "2"},     {"three", "3"},   {"four", "4"},   {"five", "5"},    {"six", "6"},     {"seven", "7"},
      {"eight", "8"},   {"nine", "9"},    {"ten", "10"},   {"eleven", "11"}, {"twelve", "12"}, {"fifteen", "15"},
      {"twenty", "20"}, {"thirty", "30"}, {"forty", "40"}, {"fifty", "50"},  {"sixty", "60"},  {"hundred", "100"}};
  for (const auto& [name, digits] : words)
    if (name == word) return digits;
  return word;
}

// "$1,250.50" gives "1250.50"; nothing when there is no digit.
std::string digits_of(std::string_view word) {
  std::string out;
  for (const char c : number_word(word))
    if (is_ascii_digit(c) || (c == '.' && !out.empty())) out += c;
  while (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

class Collector {
 public:
  explicit Collector(const Coded& coded) : coded_(coded) {}

  void run(Signature& out) {
    title(out);
    const std::size_t sentences = std::min(coded_.tokens.sentences.size(), most_sentences);
    for (std::size_t s = 0; s < sentences; ++s) {
      const Sentence& sentence = coded_.tokens.sentences[s];
      for (std::uint32_t w = sentence.first; w < sentence.last; ++w) word(w);
      quoted(sentence);
      days(sentence);
      events(static_cast<std::uint32_t>(s));
      close(out);
    }
  }

 private:
  void put(std::uint32_t key, std::uint8_t weight, FactKind kind) {
    if (weight >= least_weight) here_.push_back({key, weight, kind});
  }

  // One fact a key: of several kinds the most telling.
  void close(Signature& out) {
    std::sort(here_.begin(), here_.end(),
              [](const Fact& a, const Fact& b) { return a.key != b.key ? a.key < b.key : a.kind > b.kind; });
    here_.erase(std::unique(here_.begin(), here_.end(), [](const Fact& a, const Fact& b) { return a.key == b.key; }),
                here_.end());
    out.facts.insert(out.facts.end(), here_.begin(), here_.end());
    out.ends.push_back(static_cast<std::uint32_t>(out.facts.size()));
    here_.clear();
  }

  // The title has no tree: its words stand as they are.
  void title(Signature& out) {
    const std::string lower = ascii_lower(coded_.document.title);
    for (const std::string_view word : words_of(lower)) {
      if (const std::string digits = digits_of(word); !digits.empty()) {
        put(key_of(digits, of_numbers), word_weight(word), FactKind::number);
      } else {
        put(key_of(word), word_weight(word), FactKind::word);
      }
    }
    close(out);
  }

  void word(std::uint32_t w) {
    const Upos upos = coded_.syntax.words[w].upos;
    const bool content = upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::VERB || upos == Upos::ADJ ||
                         upos == Upos::NUM || upos == Upos::ADV;
    if (content) {
      const std::string lemma = ascii_lower(coded_.syntax.lemma(w));
      const std::string digits = digits_of(lemma);
      const bool letters = std::any_of(lemma.begin(), lemma.end(), [](char c) {
        return is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
      });
      if (!digits.empty() && (upos == Upos::NUM || !letters)) {
        put(key_of(digits, of_numbers), word_weight(lemma), FactKind::number);
      } else if (letters) {
        put(key_of(lemma), word_weight(lemma), upos == Upos::PROPN ? FactKind::name : FactKind::word);
      }
    }
    if (const ActorMention* mention = coded_.mentions.mention_at(w))
      for (const std::uint32_t actor : mention->actors) this->actor(coded_.mentions.actors[actor]);
  }

  void actor(const Actor& actor) {
    if (actor.code == "UNK") return;
    const bool person = actor.named_as == NamedAs::person && !actor.name.empty();
    const std::string_view country = actor.country();
    // "Moscow", "the Kremlin", "Russia's government" are one party; a minister is another than his country.
    put(key_of(country, of_actors), 3, FactKind::actor);
    if (person) put(key_of(fmt::format("{} {}", country, actor.name), of_actors), 6, FactKind::actor);
  }

  // Sequences of three words between quotation marks.
  void quoted(const Sentence& sentence) {
    std::string_view text = coded_.document.text;
    text = text.substr(sentence.span.begin, sentence.span.size());
    for (const std::string_view quote : quotes_of(text)) {
      const std::string lower = ascii_lower(quote);
      const auto words = words_of(lower);
      for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        const auto from = static_cast<std::size_t>(words[i].data() - lower.data());
        const auto to = static_cast<std::size_t>(words[i + 2].data() - lower.data()) + words[i + 2].size();
        put(key_of(std::string_view(lower).substr(from, to - from), of_quotes), 4, FactKind::quote);
      }
    }
  }

  void days(const Sentence& sentence) {
    for (const DateMention& date : coded_.mentions.dates) {
      if (!sentence.span.contains(date.span) || date.interval.start != date.interval.end) continue;
      const auto& published = coded_.document.published;
      const bool near = published && std::abs(date.interval.start - *published) <= 1;
      put(key_of(date.interval.start.iso(), of_days), near ? 2 : 6, FactKind::day);
    }
  }

  void events(std::uint32_t sentence) {
    for (const EventMention& event : coded_.findings.events) {
      if (event.sentence != sentence) continue;
      std::string text(name_of(event.type));
      for (const std::vector<Party>* parties : {&event.actors, &event.recipients}) {
        text += '/';
        for (const Party& party : *parties)
          if (party.actor != no_word) (text += coded_.mentions.actors[party.actor].country()) += ' ';
      }
      put(key_of(text, of_events), 4, FactKind::event);
    }
  }

  const Coded& coded_;
  std::vector<Fact> here_;
};

std::optional<Day> latest_day(const Mentions& mentions) {
  std::optional<Day> out;
  for (const DateMention& date : mentions.dates)
    if (date.interval.start == date.interval.end && (!out || *out < date.interval.start)) out = date.interval.start;
  return out;
}

}  // namespace

bool operator==(const Signature& a, const Signature& b) {
  return encode(a) == encode(b);
}

Signature signature_of(const Coded& coded) {
  const Document& document = coded.document;
  Signature out;
  out.copy_key = copy_key(document.text);
  out.day = document.published ? document.published : latest_day(coded.mentions);
  out.words = static_cast<std::uint32_t>(coded.tokens.words.size());
  out.sequences = add_sequences(document.text, out.least);
  out.address = address_key(document.url);
  for (const CitedSource& source : document.sources)
    if (const std::uint64_t key = address_key(source.url); key != 0 && key != out.address) out.cited.push_back(key);
  std::sort(out.cited.begin(), out.cited.end());
  out.cited.erase(std::unique(out.cited.begin(), out.cited.end()), out.cited.end());
  Collector(coded).run(out);
  return out;
}

std::uint64_t address_key(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return 0;
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find('#'));
  const std::size_t slash = url.find('/');
  if (slash == std::string_view::npos) return 0;
  std::string host = ascii_lower(url.substr(0, slash));
  if (host.starts_with("www.")) host.erase(0, 4);
  std::string_view path = url.substr(slash), query;
  if (const std::size_t mark = path.find('?'); mark != std::string_view::npos) {
    query = path.substr(mark + 1);
    path = path.substr(0, mark);
  }
  while (path.ends_with('/')) path.remove_suffix(1);
  std::string kept;
  for (const std::string_view part : split(query, '&'))
    if (!part.empty() && !part.starts_with("utm_")) (kept += '&') += part;
  if (path.empty() && kept.empty()) return 0;
  return hash64(host + std::string(path) + kept);
}

}  // namespace demarche
