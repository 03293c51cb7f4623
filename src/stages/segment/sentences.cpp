#include "stages/segment/sentences.h"

#include "base/limits.h"
#include "base/text.h"
#include "stages/segment/characters.h"
#include "stages/segment/lexicon.h"

namespace demarche::segmenting {
namespace {

class SentenceFinder {
 public:
  SentenceFinder(std::string_view text, const std::vector<RawToken>& tokens, BoundaryJudge& judge)
      : text_(text), tokens_(tokens), judge_(judge), traits_(traits_of(text, tokens)), ends_(tokens.size(), false) {}

  std::vector<bool> run() {
    for (std::uint32_t i = 0; i < tokens_.size();) {
      const std::uint32_t rule = end_after(i);
      const std::uint32_t last = rule != none ? rule : i;
      const bool ends = broken_after(last) || (rule != none && (is_plain(i, last) || wide_gap_after(last))) ||
                        (is_candidate(last, rule != none) && judged(last, rule != none));
      if (ends) {
        ends_[last] = true;
        start_ = i = last + 1;
      } else {
        ++i;
      }
    }
    cut_long();
    return std::move(ends_);
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  std::string_view form(std::uint32_t i) const { return text_.substr(tokens_[i].span.begin, tokens_[i].span.size()); }
  char32_t first_of(std::uint32_t i) const { return character_at(text_, tokens_[i].span.begin).code; }
  bool broken_after(std::uint32_t i) const { return tokens_[i].paragraph_after || i + 1 >= tokens_.size(); }

  // Closing quotes and brackets that stand right after the full stop belong to its sentence, reference marks ("[8]")
  // too.
  std::uint32_t absorb_closers(std::uint32_t i) const {
    while (!broken_after(i)) {
      const RawToken& next = tokens_[i + 1];
      if (next.shape == Shape::closing) {
        ++i;
      } else if (next.shape == Shape::smiley && tokens_[i].space_after) {
        ++i;
      } else if (const std::uint32_t reference = reference_after(i); reference != none) {
        i = reference;
      } else {
        break;
      }
    }
    return i;
  }

  // The last token of "[8]" or "[citation needed]" after token i, else none.
  std::uint32_t reference_after(std::uint32_t i) const {
    if (form(i + 1) != "[") return none;
    std::uint32_t last = i + 2;
    while (last < tokens_.size() && last < i + 6 && form(last) != "]") {
      if (tokens_[last].paragraph_after) return none;
      ++last;
    }
    if (last >= tokens_.size() || form(last) != "]") return none;
    const bool number = last == i + 3 && tokens_[i + 2].shape == Shape::number && tokens_[i + 2].span.size() <= 3;
    return number || form(last - 1) == "needed" ? last : none;
  }

  // A full stop after a word and a capital or a bullet after it: nothing to ask.
  bool is_plain(std::uint32_t stop, std::uint32_t last) const {
    if (form(stop) != "." || stop == start_ || !tokens_[last].space_after || tokens_[stop - 1].shape != Shape::word)
      return false;
    return starts_upper(next_word(last)) || form(last + 1) == "*" || form(last + 1) == "\u2022";
  }

  // Without a rule a sentence may end only before a space, and hardly before a word in lower case.
  bool is_candidate(std::uint32_t i, bool rule) const {
    if (rule) return true;
    const RawToken& token = tokens_[i];
    const Shape next = tokens_[i + 1].shape;
    if (!token.space_after || token.shape == Shape::title || token.shape == Shape::opening || next == Shape::closing)
      return false;
    if (form(i) == "]") return false;  // an editor's insertion in running text
    const bool stop = token.shape == Shape::stop || token.shape == Shape::ellipsis;
    if (next == Shape::stop || next == Shape::ellipsis) return stop;
    if (next == Shape::mark && (form(i + 1) == "," || form(i + 1) == ";" || form(i + 1) == ":")) return false;
    return stop || token.shape == Shape::closing || !starts_lower(i + 1);
  }

  bool judged(std::uint32_t last, bool rule) {
    if (paragraph_last_ < last || paragraph_last_ == none) {
      paragraph_last_ = last;
      while (!broken_after(paragraph_last_)) ++paragraph_last_;
    }
    return judge_.ends(tokens_, traits_,
                       {.start = start_, .last = last, .paragraph_last = paragraph_last_, .rule = rule});
  }

  // The last token of the sentence when token i decides that one ends here, else none.
  std::uint32_t end_after(std::uint32_t i) const {
    const RawToken& token = tokens_[i];
    switch (token.shape) {
      case Shape::stop:
      case Shape::ellipsis:
        return end_after_stop(i);
      case Shape::abbreviation:
        return end_after_abbreviation(i);
      case Shape::initial:
        return end_after_initial(i);
      default:
        return wide_gap_after(i) ? i : none;
    }
  }

  // Several spaces before a capital stand for a lost paragraph break: "in 1985   Later"; two do after a closing quote.
  bool wide_gap_after(std::uint32_t i) const {
    const RawToken& token = tokens_[i];
    if (token.spaces_after < 2 || broken_after(i) || token.line_after) return false;
    if (token.spaces_after < 3 && (token.shape != Shape::closing || form(i) == ")" || form(i) == "]")) return false;
    return starts_upper(next_word(i)) || tokens_[i + 1].shape == Shape::opening;
  }

  // The first token after closing and opening marks that shows how the text goes on.
  std::uint32_t next_word(std::uint32_t i) const {
    std::uint32_t n = i + 1;
    while (n + 1 < tokens_.size() && tokens_[n].shape == Shape::opening && !tokens_[n].paragraph_after) ++n;
    return n;
  }

  bool starts_lower(std::uint32_t i) const { return is_lower(first_of(i)); }
  bool starts_upper(std::uint32_t i) const { return is_upper(first_of(i)); }
  bool is_starter(std::uint32_t i) const { return starts_upper(i) && (listed(contraction_head(i)) & starter) != 0; }
  std::string_view contraction_head(std::uint32_t i) const {
    return tokens_[i].words > 1 ? form(i).substr(0, tokens_[i].cut1) : form(i);
  }

  std::uint32_t end_after_stop(std::uint32_t i) const {
    const std::uint32_t last = absorb_closers(i);
    if (broken_after(last)) return last;
    const bool full_stop = form(i) == ".";
    const std::uint32_t n = next_word(last);
    const bool spaced = tokens_[last].space_after;
    const Shape after = tokens_[last + 1].shape;
    if (after == Shape::stop || after == Shape::ellipsis) return none;
    if (!spaced) return ends_without_space(i, last, n) ? last : none;
    if (tokens_[i].shape == Shape::ellipsis) return starts_upper(n) && !is_pronoun_i(n) ? last : none;
    if (full_stop && list_number(i)) return none;
    if (starts_lower(n)) {
      if (last > i) return none;  // "Stop!" he said
      if (after == Shape::mark && tokens_[last + 1].span.size() == 1) return none;
      return last;
    }
    if (after == Shape::closing) return none;
    if (after == Shape::mark && form(last + 1) == ",") return none;
    return last;
  }

  bool is_pronoun_i(std::uint32_t i) const { return contraction_head(i) == "I"; }

  // "1. Peace" at the start of a sentence is one item, not two sentences.
  bool list_number(std::uint32_t stop) const {
    return stop == start_ + 1 && tokens_[start_].shape == Shape::number && tokens_[start_].span.size() <= 2 &&
           !tokens_[start_].space_after;
  }

  // "talks.Beijing said": a full stop whose space got lost.
  bool ends_without_space(std::uint32_t i, std::uint32_t last, std::uint32_t n) const {
    if (i == 0 || !starts_upper(n)) return false;
    const std::string_view stop = form(i);
    if (stop != "." && stop != "!" && stop != "?") return false;
    if (last > i) return true;
    const RawToken& before = tokens_[i - 1];
    if (before.shape == Shape::closing) return true;
    if (before.shape == Shape::number) return form(n).size() > 2;
    const std::string_view word = form(i - 1);
    return word.size() >= 2 && is_ascii_lower(word.back());
  }

  // "U.S. The", "Inc. He": a word that often starts sentences tells; names and nouns go on.
  std::uint32_t end_after_abbreviation(std::uint32_t i) const {
    const std::uint32_t last = absorb_closers(i);
    if (broken_after(last)) return last;
    if (!tokens_[last].space_after) return none;
    const std::uint32_t n = next_word(last);
    if (n > last + 1 && starts_upper(n) && tokens_[last + 1].shape == Shape::opening) {
      return form(last + 1) == "(" ? none : last;
    }
    return is_starter(n) ? last : none;
  }

  std::uint32_t end_after_initial(std::uint32_t i) const {
    const std::uint32_t last = absorb_closers(i);
    if (broken_after(last)) return last;
    if (!tokens_[last].space_after || i == start_) return none;
    const std::uint32_t n = next_word(last);
    // "Vitamin C. The": not after a given name, which an initial follows
    return is_starter(n) && tokens_[i - 1].shape == Shape::word && !starts_upper(i - 1) ? last : none;
  }

  // A sentence beyond the limit is cut, after a comma or semicolon when one is near.
  void cut_long() {
    std::uint32_t words = 0, comma = none, words_after_comma = 0;
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
      const std::uint32_t own = tokens_[i].words;
      if (words + own > limits::sentence_words) {
        if (comma != none) {
          ends_[comma] = true;
          words = words_after_comma;
        }
        if (comma == none || words + own > limits::sentence_words) {
          ends_[i - 1] = true;
          words = 0;
        }
        comma = none;
      }
      words += own;
      words_after_comma += own;
      if (words > limits::sentence_words / 2 && tokens_[i].shape == Shape::mark && (form(i) == "," || form(i) == ";")) {
        comma = i;
        words_after_comma = 0;
      }
      if (ends_[i]) {
        words = words_after_comma = 0;
        comma = none;
      }
    }
  }

  std::string_view text_;
  const std::vector<RawToken>& tokens_;
  BoundaryJudge& judge_;
  std::vector<BoundaryTraits> traits_;
  std::vector<bool> ends_;
  std::uint32_t start_ = 0;
  std::uint32_t paragraph_last_ = none;
};

}  // namespace

std::vector<bool> find_sentence_ends(std::string_view text, const std::vector<RawToken>& tokens, BoundaryJudge& judge) {
  return SentenceFinder(text, tokens, judge).run();
}

}  // namespace demarche::segmenting
