#include "stages/extract/relation_features.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/text.h"

namespace demarche {
namespace {

constexpr std::uint32_t window = 192;  // words looked at around the parties

struct WordRange {
  std::uint32_t first = no_word;
  std::uint32_t last = no_word;
  bool empty() const { return first == no_word; }
};

class Features {
 public:
  Features(const Tokens& tokens, const Syntax& syntax, const RelationPair& pair, const FrameTable& frames)
      : tokens_(tokens), syntax_(syntax), frames_(frames) {
    actor_ = words_of(pair.actor);
    recipient_ = words_of(pair.recipient);
  }

  std::vector<std::uint32_t> run() {
    if (tokens_.words.empty()) return {};
    bounds();
    zones();
    const std::uint32_t actor_head = head_of(actor_), recipient_head = head_of(recipient_);
    party_head("A", actor_head);
    party_head("R", recipient_head);
    if (actor_head != no_word && recipient_head != no_word) path(actor_head, recipient_head);
    std::sort(out_.begin(), out_.end());
    out_.erase(std::unique(out_.begin(), out_.end()), out_.end());
    return std::move(out_);
  }

 private:
  // What the codebook says of a word, without its conditions: the types that its frames name.
  void votes(std::string_view where, std::uint32_t w) {
    const Upos upos = syntax_.words[w].upos;
    if (upos != Upos::VERB && upos != Upos::NOUN) return;
    const FrameRange range = frames_.find(lemma(w), upos == Upos::VERB ? FramePos::verb : FramePos::noun);
    if (range.empty()) return;
    std::array<bool, event_type_names.size()> named{};
    for (std::uint32_t i = range.begin; i < range.end; ++i)
      if (const auto type = frames_.frame(i).type) named[static_cast<std::size_t>(*type)] = true;
    const auto count = std::count(named.begin(), named.end(), true);
    for (std::size_t k = 0; k < named.size(); ++k) {
      if (!named[k]) continue;
      add("fv {} {}", where, event_type_names[k]);
      if (count == 1) add("fu {} {}", where, event_type_names[k]);
    }
  }

  template <typename... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    buffer_.clear();
    fmt::format_to(std::back_inserter(buffer_), format, std::forward<Args>(args)...);
    out_.push_back(static_cast<std::uint32_t>(hash64(buffer_)));
  }

  std::string lemma(std::uint32_t w) const {
    std::string out = ascii_lower(syntax_.lemma(w));
    for (char& c : out)
      if (is_ascii_digit(c)) c = '0';
    return out;
  }

  WordRange words_of(const std::optional<Span>& span) const {
    WordRange range;
    if (!span) return range;
    for (std::uint32_t w = 0; w < tokens_.words.size(); ++w) {
      if (!tokens_.words[w].span.overlaps(*span)) continue;
      if (range.first == no_word) range.first = w;
      range.last = w + 1;
    }
    return range;
  }

  // The sentences that hold the parties, cut to a window.
  void bounds() {
    const std::uint32_t from = !actor_.empty() ? actor_.first : !recipient_.empty() ? recipient_.first : 0;
    std::uint32_t low = from, high = from;
    for (const WordRange& r : {actor_, recipient_})
      if (!r.empty()) low = std::min(low, r.first), high = std::max(high, r.last - 1);
    first_ = tokens_.sentences[tokens_.sentence_of(low)].first;
    last_ = tokens_.sentences[tokens_.sentence_of(high)].last;
    if (last_ - first_ > window) first_ = low > window / 4 ? std::max(first_, low - window / 4) : first_;
    last_ = std::min(last_, first_ + window);
  }

  char zone(std::uint32_t w) const {
    const auto inside = [w](const WordRange& r) { return !r.empty() && w >= r.first && w < r.last; };
    if (inside(actor_)) return 'A';
    if (inside(recipient_)) return 'R';
    const auto before = [w](const WordRange& r) { return !r.empty() && w < r.first; };
    const bool b = before(actor_), c = before(recipient_);
    if (actor_.empty() || recipient_.empty()) return b || c ? '<' : '>';
    if (b && c) return '<';
    if (!b && !c) return '>';
    return b ? 'r' : 'a';  // between: the recipient came first, or the actor did
  }

  void zones() {
    std::string previous = "^", before_previous = "^";
    char previous_zone = '^';
    for (std::uint32_t w = first_; w < last_; ++w) {
      const char z = zone(w);
      const std::string token = z == 'A' || z == 'R' ? std::string(1, z) : lemma(w);
      const Upos upos = syntax_.words[w].upos;
      if (z == 'A' || z == 'R') {
        add("in {} {}", z, lemma(w));
        if (z == previous_zone) continue;
      } else if (upos != Upos::PUNCT) {
        add("u {}", token);
        add("z {} {}", z, token);
        if (upos == Upos::VERB) add("v {} {}", z, token);
        votes(std::string_view(&z, 1), w);
      }
      add("b {} {}", previous, token);
      if (before_previous == "A" || before_previous == "R" || previous == "A" || previous == "R" || token == "A" ||
          token == "R")
        add("t {} {} {}", before_previous, previous, token);
      before_previous = previous;
      previous = token;
      previous_zone = z;
    }
  }

  // The word of the range whose head lies outside it.
  std::uint32_t head_of(const WordRange& r) const {
    for (std::uint32_t w = r.empty() ? 0 : r.first; !r.empty() && w < r.last; ++w) {
      const std::uint32_t head = syntax_.words[w].head;
      if ((head == no_word || head < r.first || head >= r.last) && syntax_.words[w].upos != Upos::PUNCT) return w;
    }
    return r.first;
  }

  std::string_view case_of(std::uint32_t w) const {
    for (std::uint32_t child = first_; child < w; ++child)
      if (syntax_.words[child].head == w && syntax_.words[child].deprel == Deprel::case_) return syntax_.lemma(child);
    return "-";
  }

  void party_head(const char* who, std::uint32_t w) {
    if (w == no_word) {
      add("absent {}", who);
      return;
    }
    std::uint32_t head = w;
    for (int up = 0; up < 2; ++up) {  // its governor, and the governor's governor
      const Analysis& a = syntax_.words[head];
      if (a.head == no_word) return;
      add("g{} {} {} {} {}", up, who, name_of(a.deprel), case_of(head), lemma(a.head));
      add("h{} {} {}", up, who, lemma(a.head));
      verb_shape(fmt::format("{}{}", who, up), a.head);
      votes(fmt::format("{}{}", who, up), a.head);
      head = a.head;
    }
  }

  // Modality, negation and particles around a governor.
  void verb_shape(const std::string& where, std::uint32_t verb) {
    for (std::uint32_t w = first_; w < last_; ++w) {
      if (syntax_.words[w].head != verb) continue;
      const Deprel d = syntax_.words[w].deprel;
      if (d == Deprel::aux || d == Deprel::aux_pass || d == Deprel::advmod || d == Deprel::mark ||
          d == Deprel::compound_prt)
        add("m {} {} {}", where, lemma(verb), lemma(w)), add("n {} {}", where, lemma(w));
      if (d == Deprel::obj || d == Deprel::xcomp || d == Deprel::ccomp || d == Deprel::obl)
        add("o {} {} {} {}", where, lemma(verb), name_of(d), lemma(w));
    }
  }

  std::vector<std::uint32_t> ancestors(std::uint32_t w) const {
    std::vector<std::uint32_t> out;
    for (std::size_t steps = 0; w != no_word && steps < window; ++steps) {
      out.push_back(w);
      w = syntax_.words[w].head;
    }
    return out;
  }

  void path(std::uint32_t a, std::uint32_t r) {
    std::vector<std::uint32_t> up = ancestors(a), down = ancestors(r);
    if (up.back() != down.back()) {
      add("path none");
      return;
    }
    while (up.size() > 1 && down.size() > 1 && up[up.size() - 2] == down[down.size() - 2])
      up.pop_back(), down.pop_back();
    std::string relations;
    for (std::size_t i = 0; i + 1 < up.size(); ++i)
      relations += fmt::format("^{}", name_of(syntax_.words[up[i]].deprel));
    for (std::size_t i = down.size() - 1; i-- > 0;)
      relations += fmt::format("_{}", name_of(syntax_.words[down[i]].deprel));
    const std::uint32_t top = up.back();
    add("p {}", relations);
    add("pl {} {}", relations, lemma(top));
    add("top {}", lemma(top));
    for (const auto* side : {&up, &down})
      for (std::size_t i = 1; i < side->size(); ++i) add("on {} {}", side == &up ? 'A' : 'R', lemma((*side)[i]));
    verb_shape("top", top);
    votes("top", top);
  }

  const Tokens& tokens_;
  const Syntax& syntax_;
  const FrameTable& frames_;
  WordRange actor_, recipient_;
  std::uint32_t first_ = 0, last_ = 0;
  std::vector<std::uint32_t> out_;
  std::string buffer_;
};

}  // namespace

std::vector<std::uint32_t> relation_features(const Tokens& tokens, const Syntax& syntax, const RelationPair& pair,
                                             const FrameTable& frames) {
  return Features(tokens, syntax, pair, frames).run();
}

}  // namespace demarche
