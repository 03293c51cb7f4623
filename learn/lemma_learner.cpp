#include "lemma_learner.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <set>

#include "base/text.h"
#include "stages/annotate/lemma_rules.h"
#include "stages/annotate/word_features.h"

namespace demarche::learn {
namespace {

std::optional<LemmaRule> edit_between(const std::string& form, const std::string& lemma) {
  std::optional<LemmaRule> best;
  for (const LemmaCase letter_case : {LemmaCase::lower, LemmaCase::keep, LemmaCase::title}) {
    if (letter_case != LemmaCase::lower && !starts_with_capital(form)) break;
    std::string cased;
    append_cased(form, letter_case, cased);
    std::size_t same = 0;
    while (same < cased.size() && same < lemma.size() && cased[same] == lemma[same]) ++same;
    while (same > 0 && same < cased.size() && (static_cast<unsigned char>(cased[same]) & 0xC0) == 0x80) --same;
    const std::size_t cut = cased.size() - same, add = lemma.size() - same;
    if (cut > 40 || add > 40) continue;
    if (!best || cut + add < best->cut + best->add.size())
      best = LemmaRule{letter_case, static_cast<std::uint8_t>(cut), lemma.substr(same)};
  }
  return best;
}

struct Counts {
  std::map<int, int> of_rule;
  int best() const {
    int rule = -1, most = 0;
    for (const auto& [r, n] : of_rule)
      if (n > most) most = n, rule = r;
    return rule;
  }
  int total() const {
    int sum = 0;
    for (const auto& [r, n] : of_rule) sum += n;
    return sum;
  }
};
struct Key {
  std::string ending;
  bool whole;
  std::uint32_t upos, inflection;
  bool capital;
  auto operator<=>(const Key&) const = default;
};

// The features that a lemma depends on.
std::string inflection_name(const std::string& feats) {
  const auto keep = [&](std::initializer_list<std::string_view> names) {
    std::string out;
    for (const std::string_view f : split(feats, '|'))
      for (const std::string_view name : names)
        if (f.starts_with(name)) out += std::string(f) + "|";
    return out;
  };
  if (feats.find("VerbForm=") != std::string::npos) return keep({"VerbForm=", "Tense="});
  if (feats.find("PronType=") != std::string::npos) return feats;
  if (feats.find("Degree=") != std::string::npos) return keep({"Degree="});
  return keep({"Number="});
}

// The base form whose inflection `form` may be, by the words that the text has; "" when it has none.
class BaseForms {
 public:
  explicit BaseForms(const WordCounts& words) : words_(words) {}
  std::string of(const std::string& form, Upos upos) const {
    std::string best;
    std::size_t most = 1;
    for (const std::string& candidate : candidates(form, upos)) {
      const auto found = words_.find(candidate);
      if (found != words_.end() && found->second > most) most = found->second, best = candidate;
    }
    return best;
  }

 private:
  static std::vector<std::string> candidates(const std::string& form, Upos upos) {
    std::vector<std::string> out;
    const auto without = [&](std::string_view ending) { return form.substr(0, form.size() - ending.size()); };
    if (form.size() > 4 && form.ends_with("s") && !form.ends_with("ss")) {
      out.push_back(without("s"));
      if (form.ends_with("es")) out.push_back(without("es"));
      if (form.ends_with("ies")) out.push_back(without("ies") + "y");
    }
    for (const std::string_view ending : {"ed", "ing"}) {
      if (upos != Upos::VERB || form.size() < ending.size() + 3 || !form.ends_with(ending)) continue;
      const std::string stem = without(ending);
      out.push_back(stem);
      out.push_back(stem + "e");
      if (stem[stem.size() - 1] == stem[stem.size() - 2]) out.push_back(stem.substr(0, stem.size() - 1));
      if (stem.back() == 'i') out.push_back(stem.substr(0, stem.size() - 1) + "y");
      if (stem.ends_with("ck")) out.push_back(stem.substr(0, stem.size() - 1));
    }
    return out;
  }
  const WordCounts& words_;
};

class Learner {
 public:
  Learner(const Sentences& treebank, const std::vector<std::string>& bundles) {
    std::map<std::string, int> classes;
    for (std::size_t b = 0; b < bundles.size(); ++b) {
      const auto number = classes.emplace(inflection_name(bundles[b]), static_cast<int>(classes.size())).first->second;
      inflections.push_back(static_cast<std::uint16_t>(number));
      bundle_number_[bundles[b]] = b;
    }
    for (const Sentence& s : treebank)
      for (std::size_t w = 0; w < s.forms.size(); ++w) count(s, w);
    prune();
  }

  void add_irregular(const std::string& lines) {
    for (const std::string_view line : split(lines, '\n')) {
      if (line.empty() || line[0] == '#') continue;
      const auto cells = split(line, '\t');
      const auto upos = cells.size() == 3 ? parse_upos(cells[2]) : std::nullopt;
      if (!upos) {
        std::fprintf(stderr, "train_turbo: irregular forms: bad line \"%.*s\"\n", static_cast<int>(line.size()),
                     line.data());
        std::exit(2);
      }
      const Key key{std::string(cells[0]), true, static_cast<std::uint32_t>(*upos), any_inflection, false};
      if (!whole_.contains(key)) table[key] = number_of(*edit_between(std::string(cells[0]), std::string(cells[1])));
    }
  }

  void add_regular(const WordCounts& words) {
    const BaseForms bases(words);
    for (const auto& [form, n] : words) {
      if (n < 2) continue;
      for (const Upos upos : {Upos::VERB, Upos::NOUN}) {
        const Key key{form, true, static_cast<std::uint32_t>(upos), any_inflection, false};
        if (whole_.contains(key) || table.contains(key)) continue;
        const std::string base = bases.of(form, upos);
        if (base.empty() || form.size() > 30) continue;
        const int rule = number_of(*edit_between(form, base));
        // Kept only where the endings would decide otherwise, in the inflection that the ending suggests.
        bool agrees = true;
        for (const auto& [shorter, decided] : probes_)
          if (shorter.upos == key.upos && form.ends_with(shorter.ending))
            agrees = agrees && decide({form, false, key.upos, shorter.inflection, false}, longest_ending) == rule;
        if (!agrees) table[key] = rule;
      }
    }
  }

  std::vector<LemmaRule> rules = {LemmaRule{}};
  std::map<Key, int> table;
  std::vector<std::uint16_t> inflections;

 private:
  int number_of(const LemmaRule& rule) {
    const int number = static_cast<int>(std::find(rules.begin(), rules.end(), rule) - rules.begin());
    if (number == static_cast<int>(rules.size())) rules.push_back(rule);
    return number;
  }

  // Whole forms count by token; endings count each (form, rule) once, so that "was" does not teach all words in -as.
  void count(const Sentence& s, std::size_t w) {
    const auto bundle = bundle_number_.find(s.feats[w]);
    if (bundle == bundle_number_.end() || s.lemmas[w] == "_") return;
    const auto rule = edit_between(s.forms[w], s.lemmas[w]);
    if (!rule) return;
    const int number = number_of(*rule);
    std::string norm;
    append_normal_form(s.forms[w], norm);
    const Key key{norm, true, static_cast<std::uint32_t>(s.upos[w]), inflections[bundle->second],
                  starts_with_capital(s.forms[w])};
    ++whole_[key].of_rule[number];
    Key any = key;
    any.inflection = any_inflection;
    ++whole_[any].of_rule[number];
    if (!seen_.emplace(key, number).second) return;
    for (int length = 0; length <= longest_ending; ++length) {
      if (length > 0 && ending_start(norm, length - 1) == 0) break;
      ++ending_[{norm.substr(ending_start(norm, length)), false, key.upos, key.inflection, key.capital}]
            .of_rule[number];
    }
  }

  // What the kept endings say, from `longest` characters down.
  int decide(const Key& key, int longest) const {
    for (int length = longest; length >= 0; --length) {
      const Key shorter{key.ending.substr(ending_start(key.ending, length)), false, key.upos, key.inflection,
                        key.capital};
      if (const auto it = table.find(shorter); it != table.end()) return it->second;
    }
    return 0;
  }

  void prune() {
    for (int length = 0; length <= longest_ending; ++length)
      for (const auto& [key, counts] : ending_) {
        const bool this_length =
            ending_start(key.ending, length) == 0 && (length == 0 || ending_start(key.ending, length - 1) > 0);
        if (!this_length || (length > 0 && counts.total() < 3)) continue;
        if (const int rule = counts.best(); length == 0 || rule != decide(key, length - 1)) table[key] = rule;
      }
    for (const auto& [key, counts] : ending_)
      if (!key.capital && (key.ending == "ed" || key.ending == "ing" || key.ending == "s") && counts.total() >= 20)
        probes_[key] = counts.best();
    // A whole form stands in the table for any inflection, and for one where that one differs.
    std::map<Key, int> exceptions;
    for (const auto& [key, counts] : whole_) {
      Key any = key;
      any.inflection = any_inflection;
      const int usual = whole_.at(any).best();
      if (key.inflection == any_inflection) {
        if (needs_entry(key, usual)) exceptions[key] = usual;
      } else if (counts.best() != usual) {
        exceptions[key] = counts.best();
        exceptions[any] = usual;
      }
    }
    table.merge(exceptions);
  }

  // Some inflection's endings decide otherwise (also one that the treebank never showed for this form).
  bool needs_entry(const Key& any, int rule) const {
    std::set<std::uint32_t> all(inflections.begin(), inflections.end());
    return std::any_of(all.begin(), all.end(), [&](std::uint32_t i) {
      Key key = any;
      key.inflection = i;
      const bool known = table.contains({"", false, key.upos, i, key.capital});
      return known && decide(key, longest_ending) != rule;
    });
  }

  std::map<std::string, std::size_t> bundle_number_;
  std::map<Key, Counts> whole_, ending_;
  std::map<Key, int> probes_;
  std::set<std::pair<Key, int>> seen_;
};

std::string table_bytes(const std::map<Key, int>& table, std::size_t& entries) {
  std::map<std::uint32_t, std::uint32_t> by_key;
  for (const auto& [key, rule] : table)
    by_key[lemma_key(key.ending, key.whole, {key.upos, key.inflection, key.capital})] =
        static_cast<std::uint32_t>(rule);
  entries = by_key.size();
  std::size_t size = 1024;
  while (size < by_key.size() * 3 / 2) size *= 2;
  std::vector<std::uint32_t> slots(2 * size, 0);
  for (const auto& [key, rule] : by_key) {
    std::size_t i = key & (size - 1);
    while (slots[2 * i] != 0) i = (i + 1) & (size - 1);
    slots[2 * i] = key;
    slots[2 * i + 1] = rule;
  }
  return {reinterpret_cast<const char*>(slots.data()), slots.size() * 4};
}

}  // namespace

WordCounts count_words(const std::vector<const Sentences*>& texts) {
  WordCounts counts;
  for (const Sentences* text : texts)
    for (const Sentence& s : *text)
      for (const std::string& form : s.forms)
        if (std::all_of(form.begin(), form.end(), is_ascii_lower)) ++counts[form];
  return counts;
}

LemmaTable learn_lemmas(const Sentences& treebank, const std::vector<std::string>& bundles, const WordCounts& words,
                        const std::string& irregular) {
  Learner learner(treebank, bundles);
  learner.add_irregular(irregular);
  learner.add_regular(words);
  LemmaTable out;
  out.rule_count = learner.rules.size();
  out.inflection_of_bundle = learner.inflections;
  for (const LemmaRule& r : learner.rules) {
    out.rules += static_cast<char>(r.letter_case);
    out.rules += static_cast<char>(r.cut);
    out.rules += static_cast<char>(r.add.size());
    out.rules += r.add;
  }
  out.slots = table_bytes(learner.table, out.entries);
  return out;
}

}  // namespace demarche::learn
