#include "stages/annotate/lemma_rules.h"

#include <utf8proc.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "stages/annotate/word_features.h"

namespace demarche {
namespace {
constexpr std::uint32_t no_rule = 0xFFFFFFFF;
}

void append_cased(std::string_view form, LemmaCase letter_case, std::string& out) {
  const std::size_t begin = out.size();
  if (letter_case == LemmaCase::lower) {
    append_normal_form(form, out);
    return;
  }
  if (letter_case == LemmaCase::keep) {
    out += form;
    return;
  }
  append_normal_form(form, out);
  std::size_t at = begin;
  if (at >= out.size()) return;
  const char32_t first = decode_utf8(out, at);
  std::string upper;
  append_utf8(upper, static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(first))));
  out.replace(begin, at - begin, upper);
}

std::uint32_t lemma_key(std::string_view ending, bool whole, LemmaContext context) {
  const std::uint64_t seed =
      (std::uint64_t{context.inflection} << 8 | context.upos) << 2 | (context.capital ? 2 : 0) | (whole ? 1 : 0);
  const auto key = static_cast<std::uint32_t>(hash64(ending, seed) >> 32);
  return key == 0 ? 1 : key;
}

bool starts_with_capital(std::string_view form) {
  std::size_t at = 0;
  return !form.empty() && utf8proc_isupper(static_cast<utf8proc_int32_t>(decode_utf8(form, at)));
}

std::size_t ending_start(std::string_view form, int characters) {
  std::size_t at = form.size();
  for (; characters > 0 && at > 0; --characters) {
    --at;
    while (at > 0 && (static_cast<unsigned char>(form[at]) & 0xC0) == 0x80) --at;
  }
  return at;
}

bool LemmaRules::open(std::string_view slots, std::string_view rules) {
  const std::size_t count = slots.size() / 8;
  if (slots.size() % 8 != 0 || count == 0 || (count & (count - 1)) != 0 || count > (1u << 28)) return false;
  slots_ = reinterpret_cast<const std::uint32_t*>(slots.data());
  mask_ = static_cast<std::uint32_t>(count - 1);
  for (std::size_t at = 0; at < rules.size();) {
    if (rules.size() - at < 3) return false;
    const auto kind = static_cast<unsigned char>(rules[at]);
    const auto length = static_cast<unsigned char>(rules[at + 2]);
    if (kind > 2 || rules.size() - at - 3 < length) return false;
    rules_.push_back({static_cast<LemmaCase>(kind), static_cast<std::uint8_t>(rules[at + 1]),
                      std::string(rules.substr(at + 3, length))});
    at += 3u + length;
  }
  if (rules_.empty()) return false;
  bool has_free = false;
  for (std::size_t i = 0; i < count; ++i) {
    if (slots_[2 * i] == 0) has_free = true;
    if (slots_[2 * i] != 0 && slots_[2 * i + 1] >= rules_.size()) return false;
  }
  return has_free;
}

std::uint32_t LemmaRules::find(std::uint32_t key) const {
  for (std::uint32_t i = key & mask_;; i = (i + 1) & mask_) {
    if (slots_[2 * i] == key) return slots_[2 * i + 1];
    if (slots_[2 * i] == 0) return no_rule;
  }
}

std::uint32_t LemmaRules::rule_for(std::string_view form, LemmaContext context) const {
  for (int capital = context.capital ? 1 : 0; capital >= 0; --capital)
    for (const std::uint32_t inflection : {context.inflection, any_inflection}) {
      const std::uint32_t rule = find(lemma_key(form, true, {context.upos, inflection, capital == 1}));
      if (rule != no_rule) return rule;
    }
  for (int length = longest_ending; length >= 0; --length) {
    const std::uint32_t rule = find(lemma_key(form.substr(ending_start(form, length)), false, context));
    if (rule != no_rule) return rule;
  }
  return 0;  // lower case, nothing cut
}

void LemmaRules::append_lemma(std::string_view form, std::uint32_t rule, std::string& out) const {
  const LemmaRule& r = rules_[rule < rules_.size() ? rule : 0];
  const std::size_t begin = out.size();
  const bool no_capital = r.letter_case == LemmaCase::title && !starts_with_capital(form);
  append_cased(form, no_capital ? LemmaCase::lower : r.letter_case, out);
  std::size_t length = out.size() - begin;
  if (r.cut < length || (r.cut == length && !r.add.empty())) {
    length -= r.cut;
    // A rule learned on one form never leaves half a character of another.
    while (length > 0 && length + begin < out.size() &&
           (static_cast<unsigned char>(out[begin + length]) & 0xC0) == 0x80)
      --length;
    out.resize(begin + length);
    out += r.add;
  }
}

}  // namespace demarche
