#include "stages/extract/quotes.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

namespace demarche {
namespace {

enum class Shape : std::uint8_t { open, close, either };

struct Mark {
  std::uint32_t at = 0;
  std::uint8_t size = 1;
  bool single = false;
  Shape shape = Shape::either;
};

// What a neighbouring character says about a mark beside it: text to hold on to, a gap, or a dash, which says nothing.
enum class Beside : std::uint8_t { gap, text, dash };

Beside before(std::string_view text, std::uint32_t at) {
  if (at == 0) return Beside::gap;
  const char c = text[at - 1];
  if (is_ascii_space(c) || c == '(' || c == '[' || c == '{') return Beside::gap;
  if (c == '-') return Beside::dash;
  if (at >= 3 && text[at - 3] == '\xE2' && text[at - 2] == '\x80') {
    if (c == '\x93' || c == '\x94') return Beside::dash;  // – —
    if (c == '\x9C' || c == '\x98') return Beside::gap;   // “ ‘ opened just before
    if (c == '\xA8' || c == '\xA9' || c == '\x8A' || c == '\x89') return Beside::gap;
  }
  if (at >= 2 && text[at - 2] == '\xC2' && (c == '\xA0' || c == '\xAB')) return Beside::gap;  // no-break space, «
  return Beside::text;
}

Beside after(std::string_view text, std::uint32_t end) {
  if (end >= text.size()) return Beside::gap;
  const char c = text[end];
  if (is_ascii_space(c) || std::strchr(".,;:!?)]}", c) != nullptr) return Beside::gap;
  if (c == '-') return Beside::dash;
  if (c == '\xE2' && end + 2 < text.size() && text[end + 1] == '\x80') {
    const char d = text[end + 2];
    if (d == '\x93' || d == '\x94') return Beside::dash;
    if (d == '\x9D' || d == '\x99' || d == '\xA6') return Beside::gap;  // ” ’ …
  }
  if (c == '\xC2' && end + 1 < text.size() && (text[end + 1] == '\xA0' || text[end + 1] == '\xBB')) return Beside::gap;
  return Beside::text;
}

Shape shape_between(Beside left, Beside right) {
  if (left != Beside::text && right == Beside::text) return Shape::open;
  if (left == Beside::text && right != Beside::text) return Shape::close;
  return Shape::either;
}

bool is_word_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

// A single mark inside a word ("don't", "O’Brien") or before figures ("'90s") is an apostrophe.
bool is_apostrophe(std::string_view text, const Mark& mark) {
  const std::uint32_t end = mark.at + mark.size;
  const bool left = mark.at > 0 && is_word_byte(text[mark.at - 1]) && before(text, mark.at) == Beside::text;
  const bool right = end < text.size() && is_word_byte(text[end]) && after(text, end) == Beside::text;
  if (left && right) return true;
  if (left || end >= text.size()) return false;
  if (is_ascii_digit(text[end])) return true;
  constexpr std::array<std::string_view, 8> clipped = {"tis ", "twas ", "em ", "cause ", "til ", "n ", "s ", "re "};
  for (const std::string_view word : clipped)
    if (text.substr(end, word.size()) == word) return true;
  return false;
}

void add_mark(std::string_view text, Mark mark, std::vector<Mark>& marks) {
  if (mark.single && mark.size == 1 && is_apostrophe(text, mark)) return;
  if (mark.at > 0 && text[mark.at - 1] == '=') return;  // style="...": left-over markup
  if (mark.shape == Shape::either) mark.shape = shape_between(before(text, mark.at), after(text, mark.at + mark.size));
  marks.push_back(mark);
}

std::vector<Mark> find_marks(std::string_view text) {
  std::vector<Mark> marks;
  const std::uint32_t size = static_cast<std::uint32_t>(text.size());
  for (std::uint32_t i = 0; i < size; ++i) {
    const char c = text[i];
    if (c == '"') {
      add_mark(text, {i, 1, false, Shape::either}, marks);
    } else if (c == '\'' || c == '`') {
      const bool doubled = i + 1 < size && text[i + 1] == c;
      const std::uint8_t width = doubled ? 2 : 1;
      const Shape shape = c == '`' ? Shape::open : Shape::either;
      add_mark(text, {i, width, !doubled, shape}, marks);
      i += width - 1u;
    } else if (c == '\xC2' && i + 1 < size && (text[i + 1] == '\xAB' || text[i + 1] == '\xBB')) {
      add_mark(text, {i, 2, false, text[i + 1] == '\xAB' ? Shape::open : Shape::close}, marks);
      ++i;
    } else if (c == '\xE2' && i + 2 < size && text[i + 1] == '\x80') {
      const char d = text[i + 2];
      if (d == '\x9C' || d == '\x9E')
        add_mark(text, {i, 3, false, Shape::open}, marks);
      else if (d == '\x9D')  // some writers open with ” as well
        add_mark(text,
                 {i, 3, false,
                  after(text, i + 3) == Beside::text && before(text, i) == Beside::gap ? Shape::open : Shape::close},
                 marks);
      else if (d == '\x98')
        add_mark(text, {i, 3, true, Shape::open}, marks);
      else if (d == '\x99') {
        const Mark mark{i, 3, true, Shape::close};
        if (!is_apostrophe(text, mark)) marks.push_back(mark);
      }
      i += 2;
    }
  }
  return marks;
}

class Pairing {
 public:
  Pairing(std::string_view text, const Tokens& tokens) : text_(text), marks_(find_marks(text)) {
    for (const Sentence& sentence : tokens.sentences) {
      sentences_.push_back(sentence.span.begin);
      if (sentence.starts_paragraph) paragraphs_.push_back(sentence.span.begin);
    }
    paragraphs_.push_back(static_cast<std::uint32_t>(text.size()));
  }

  std::vector<Quote> run() {
    if (marks_.empty()) return {};
    pair_double();
    std::vector<Quote> doubles = std::move(quotes_);
    quotes_.clear();
    pair_single(doubles);
    quotes_.insert(quotes_.end(), doubles.begin(), doubles.end());
    std::sort(quotes_.begin(), quotes_.end(),
              [](const Quote& a, const Quote& b) { return a.outer.begin < b.outer.begin; });
    return std::move(quotes_);
  }

 private:
  std::uint32_t paragraph_end(std::uint32_t at) const {
    const auto next = std::upper_bound(paragraphs_.begin(), paragraphs_.end(), at);
    return next == paragraphs_.end() ? static_cast<std::uint32_t>(text_.size()) : *next;
  }

  // Adds [open, close) when something stands inside.
  void add(const Mark& open, std::uint32_t close, std::uint32_t close_size, bool continues = false) {
    Quote quote;
    quote.outer = {open.at, close + close_size};
    quote.inner = {open.at + open.size, close};
    while (!quote.inner.empty() && is_ascii_space(text_[quote.inner.begin])) ++quote.inner.begin;
    while (!quote.inner.empty() && is_ascii_space(text_[quote.inner.end - 1])) --quote.inner.end;
    if (quote.inner.empty()) return;
    quote.closed = close_size > 0;
    quote.continues = continues;
    quotes_.push_back(quote);
  }

  bool ends_sentence(std::uint32_t end) const {
    while (end > 0 && is_ascii_space(text_[end - 1])) --end;
    return end > 0 && std::strchr(".!?", text_[end - 1]) != nullptr;
  }

  // Where an unclosed quotation stops within [begin, end): at a gap of two spaces after a sentence, which flattened
  // pages keep between paragraphs; otherwise at `end`, or after one sentence when that would be far.
  std::uint32_t stop_before(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t first_sentence = end;
    for (std::uint32_t i = begin + 1; i + 1 < end; ++i) {
      if (text_[i] != ' ' || std::strchr(".!?", text_[i - 1]) == nullptr) continue;
      if (text_[i + 1] == ' ') return i;
      if (is_ascii_upper(text_[i + 1]) && first_sentence == end && i > begin + 12) first_sentence = i;
    }
    constexpr std::uint32_t far = 900;
    return end - begin > far ? first_sentence : end;
  }

  // Index of the next double mark after `i` within the paragraph, or the end of the marks.
  std::size_t next_double(std::size_t i, std::uint32_t limit) const {
    for (++i; i < marks_.size() && marks_[i].at < limit; ++i)
      if (!marks_[i].single) return i;
    return marks_.size();
  }

  void pair_double() {
    for (std::size_t i = 0; i < marks_.size();) {
      if (marks_[i].single || (marks_[i].shape == Shape::close && !opens_late(i))) {
        if (!marks_[i].single) never_opened(marks_[i]);
        ++i;
        continue;
      }
      i = close_double(i);
    }
  }

  // 'she said," We know' : a straight mark on the wrong side of its space.
  bool opens_late(std::size_t i) const {
    const Mark& mark = marks_[i];
    if (text_[mark.at] != '"' || mark.at == 0 || (text_[mark.at - 1] != ',' && text_[mark.at - 1] != ':')) return false;
    const std::size_t next = next_double(i, paragraph_end(mark.at));
    return next < marks_.size() && marks_[next].shape == Shape::close;
  }

  // 'We demand an inquiry," said Roe' without an opening mark: the comma inside tells that the sentence so far was
  // spoken.
  void never_opened(const Mark& close) {
    if (close.at == 0 || text_[close.at - 1] != ',') return;
    const auto next = std::upper_bound(sentences_.begin(), sentences_.end(), close.at);
    if (next == sentences_.begin()) return;
    const std::uint32_t begin = *(next - 1);
    const std::uint32_t last_end = quotes_.empty() ? 0 : quotes_.back().outer.end;
    if (begin < last_end || close.at - begin < 12) return;
    add({begin, 0, false, Shape::open}, close.at, close.size);
  }

  // Closes the quotation opened by mark `i`; returns where to go on.
  std::size_t close_double(std::size_t i) {
    const Mark open = marks_[i];
    const std::uint32_t limit = paragraph_end(open.at);
    for (std::size_t j = next_double(i, limit); j < marks_.size(); j = next_double(j, limit)) {
      if (marks_[j].shape != Shape::open) {
        add(open, marks_[j].at, marks_[j].size);
        return j + 1;
      }
      // "He called it a "great day" for us," she said.
      const std::size_t inner_close = next_double(j, limit);
      if (inner_close < marks_.size() && marks_[inner_close].shape == Shape::close && !ends_sentence(marks_[j].at)) {
        const std::size_t outer_close = next_double(inner_close, limit);
        if (outer_close < marks_.size() && marks_[outer_close].shape == Shape::close) {
          j = inner_close;
          continue;
        }
      }
      const std::uint32_t stop = stop_before(open.at + open.size, marks_[j].at);
      add(open, stop, 0, ends_sentence(stop) && trim(text_.substr(stop, marks_[j].at - stop)).empty());
      return j;
    }
    if (const std::size_t late = closed_later(i, limit); late < marks_.size()) {
      add(open, marks_[late].at, marks_[late].size);
      return late + 1;
    }
    end_with_paragraph(i, open, limit);
    return next_mark_from(i, limit);
  }

  // The closing mark in one of the next two paragraphs, when no other mark comes first: a quotation set in several
  // paragraphs without reopening. The marks' end when there is none.
  std::size_t closed_later(std::size_t i, std::uint32_t limit) const {
    const std::size_t next = next_double(i, static_cast<std::uint32_t>(text_.size()));
    const std::uint32_t reach =
        paragraph_end(std::min<std::uint32_t>(paragraph_end(limit), static_cast<std::uint32_t>(text_.size())));
    if (next >= marks_.size() || marks_[next].shape != Shape::close || marks_[next].at >= reach) return marks_.size();
    return next;
  }

  std::size_t next_mark_from(std::size_t i, std::uint32_t limit) const {
    while (i < marks_.size() && marks_[i].at < limit) ++i;
    return i;
  }

  void end_with_paragraph(std::size_t i, const Mark& open, std::uint32_t limit) {
    const std::size_t next = next_mark_from(i, limit);
    const bool reopened = next < marks_.size() && !marks_[next].single && marks_[next].shape == Shape::open &&
                          trim(text_.substr(limit, marks_[next].at - limit)).empty();
    const std::uint32_t stop = reopened ? limit : stop_before(open.at + open.size, limit);
    add(open, stop, 0, reopened && ends_sentence(stop));
  }

  void pair_single(const std::vector<Quote>& doubles) {
    std::size_t d = 0;
    for (std::size_t i = 0; i < marks_.size();) {
      const Mark& open = marks_[i];
      while (d < doubles.size() && doubles[d].outer.end <= open.at) ++d;
      const bool covered = d < doubles.size() && doubles[d].outer.begin <= open.at;
      if (!open.single || open.shape != Shape::open || covered) {
        ++i;
        continue;
      }
      const std::uint32_t limit =
          std::min(paragraph_end(open.at), d < doubles.size() ? doubles[d].outer.begin : paragraph_end(open.at));
      const std::size_t close = close_single(i, limit);
      if (close > i) add(open, marks_[close].at, marks_[close].size);
      i = std::max(close, i) + 1;
    }
  }

  // The closing mark of the single quotation opened by mark `i`, or `i`. A mark after s may be a plural's apostrophe
  // ("'the workers' rights are safe,' he said"): it closes only when nothing better follows.
  std::size_t close_single(std::size_t i, std::uint32_t limit) const {
    constexpr std::size_t reach = 64;
    std::size_t possessive = i;
    for (std::size_t j = i + 1; j < marks_.size() && j < i + reach && marks_[j].at < limit; ++j) {
      if (!marks_[j].single) continue;
      if (marks_[j].shape == Shape::open) break;
      if (marks_[j].shape != Shape::close) continue;
      const std::uint32_t end = marks_[j].at + marks_[j].size;
      const bool plural = text_[marks_[j].at - 1] == 's' && end + 1 < text_.size() && text_[end] == ' ' &&
                          is_ascii_lower(text_[end + 1]);
      if (!plural) return j;
      if (possessive == i) possessive = j;
    }
    // A far one is more likely a possessive after a name like 'Attash.
    constexpr std::uint32_t near = 200;
    return marks_[possessive].at - marks_[i].at <= near ? possessive : i;
  }

  std::string_view text_;
  std::vector<Mark> marks_;
  std::vector<std::uint32_t> sentences_;   // where each begins
  std::vector<std::uint32_t> paragraphs_;  // where each begins, and the end of the text
  std::vector<Quote> quotes_;
};

}  // namespace

std::vector<Quote> find_quotes(std::string_view text, const Tokens& tokens) {
  return Pairing(text, tokens).run();
}

}  // namespace demarche
