#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "format/conllu.h"

namespace demarche {
namespace {

constexpr std::size_t columns_wanted = 10;

// "12" of an id; nothing when it is not a plain number from 1.
std::optional<std::uint32_t> number_of(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value > 1'000'000) return std::nullopt;
  return value;
}

bool has_pair(std::string_view misc, std::string_view pair) {
  for (std::size_t at = 0; at <= misc.size();) {
    const std::size_t end = std::min(misc.find('|', at), misc.size());
    if (misc.substr(at, end - at) == pair) return true;
    at = end + 1;
  }
  return false;
}

class ConlluReader {
 public:
  explicit ConlluReader(std::string_view bytes) : bytes_(bytes) {
    if (bytes_.starts_with("\xEF\xBB\xBF")) bytes_.remove_prefix(3);
  }

  ConlluBlock run() {
    while (at_ < bytes_.size()) {
      const std::string_view line = next_line();
      if (trim(line).empty()) {
        end_sentence();
      } else {
        take(line);
      }
    }
    end_sentence();
    return std::move(block_);
  }

 private:
  std::string_view next_line() {
    const std::size_t end = std::min(bytes_.find('\n', at_), bytes_.size());
    std::string_view line = bytes_.substr(at_, end - at_);
    at_ = end + 1;
    ++number_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  void fail(std::string message) {
    if (!problem_) problem_ = ConlluProblem{number_, std::move(message)};
  }

  void take(std::string_view line) {
    if (!begun_) {
      begun_ = true;
      first_line_ = static_cast<std::uint32_t>(block_.lines.size());
      start_number_ = number_;
    }
    if (problem_) return;
    if (!is_utf8(line)) return fail("not UTF-8");
    if (line.front() == '#') {
      block_.lines.push_back({ConlluLine::Kind::comment, {}, {}, {}, line});
      return;
    }
    const std::optional<ConlluLine> row = columns(line);
    if (!row) return;
    check_id(*row);
    if (!problem_) block_.lines.push_back(*row);
  }

  std::optional<ConlluLine> columns(std::string_view line) {
    std::array<std::string_view, columns_wanted> column;
    std::size_t count = 0;
    for (std::size_t at = 0; at <= line.size(); ++count) {
      const std::size_t end = std::min(line.find('\t', at), line.size());
      if (count < columns_wanted) column[count] = line.substr(at, end - at);
      at = end + 1;
    }
    if (count != columns_wanted) {
      fail(count == 1 ? "columns must be separated by tabs" : fmt::format("{} columns where CoNLL-U has 10", count));
      return std::nullopt;
    }
    if (trim(column[1]).empty()) {
      fail("FORM is empty");
      return std::nullopt;
    }
    ConlluLine row{ConlluLine::Kind::word, column[0], column[1], column[9], line};
    if (row.id.find('.') != std::string_view::npos) row.kind = ConlluLine::Kind::empty_node;
    if (row.id.find('-') != std::string_view::npos) row.kind = ConlluLine::Kind::range;
    return row;
  }

  void check_id(const ConlluLine& row) {
    const std::size_t mark = row.id.find_first_of(".-");
    const auto first = number_of(row.id.substr(0, mark));
    const auto second = mark == std::string_view::npos ? first : number_of(row.id.substr(mark + 1));
    if (!first || !second) return fail(fmt::format("\"{}\" is not an id", row.id));
    switch (row.kind) {
      case ConlluLine::Kind::word:
        if (*first != words_ + 1) fail(fmt::format("word {} where {} was due", row.id, words_ + 1));
        ++words_;
        break;
      case ConlluLine::Kind::range:
        if (*first != words_ + 1 || *second < *first || *first <= range_end_)
          return fail(fmt::format("range {} does not begin at word {}", row.id, words_ + 1));
        range_end_ = *second;
        break;
      default:
        break;
    }
  }

  void end_sentence() {
    if (!begun_) return;
    if (!problem_ && words_ == 0) fail("a sentence without words");
    if (!problem_ && range_end_ > words_) fail("a range goes beyond its sentence");
    if (problem_) {
      problem_->line = problem_->line == 0 ? start_number_ : problem_->line;
      block_.problems.push_back(std::move(*problem_));
      block_.lines.resize(first_line_);
    } else {
      add_words();
    }
    problem_.reset();
    begun_ = false;
    words_ = range_end_ = 0;
  }

  void add_words() {
    Tokens& tokens = block_.tokens;
    const auto first = static_cast<std::uint32_t>(tokens.words.size());
    const auto last_line = static_cast<std::uint32_t>(block_.lines.size());
    if (!block_.text.empty()) block_.text += '\n';
    std::uint32_t range_last = 0, word = 0;
    bool range_space = true;
    for (std::uint32_t l = first_line_; l < last_line; ++l) {
      const ConlluLine& row = block_.lines[l];
      const bool space = !has_pair(row.misc, "SpaceAfter=No");
      if (row.kind == ConlluLine::Kind::range) {
        range_last = *number_of(row.id.substr(row.id.find('-') + 1));
        range_space = space;
        tokens.multiwords.push_back({first + word, first + range_last, {}});
      } else if (row.kind == ConlluLine::Kind::word) {
        ++word;
        const bool space_after = word < range_last ? false : word == range_last ? range_space : space;
        const auto begin = static_cast<std::uint32_t>(block_.text.size());
        block_.text += row.form;
        const auto end = static_cast<std::uint32_t>(block_.text.size());
        tokens.words.push_back({{begin, end}, space_after});
        if (space_after && word < words_) block_.text += ' ';
      }
    }
    for (std::size_t m = tokens.multiwords.size(); m > 0 && tokens.multiwords[m - 1].first >= first; --m)
      tokens.multiwords[m - 1].span = tokens.span_of(tokens.multiwords[m - 1].first, tokens.multiwords[m - 1].last);
    const auto last = static_cast<std::uint32_t>(tokens.words.size());
    block_.sentences.push_back({first, last, first_line_, last_line});
    for (std::uint32_t at = first; at < last; at += limits::sentence_words) {
      const std::uint32_t end = std::min(last, at + limits::sentence_words);
      tokens.sentences.push_back({at, end, tokens.span_of(at, end), at == first});
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint32_t number_ = 0;
  bool begun_ = false;
  std::uint32_t first_line_ = 0, start_number_ = 0, words_ = 0, range_end_ = 0;
  std::optional<ConlluProblem> problem_;
  ConlluBlock block_;
};

}  // namespace

ConlluBlock read_conllu(std::string_view bytes) {
  return ConlluReader(bytes).run();
}

}  // namespace demarche
