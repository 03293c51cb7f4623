#include "stages/segment/boundary.h"

#include <algorithm>

#include "base/text.h"
#include "stages/segment/characters.h"

// The bytes of models/segment.weights, one signed byte a weight.
asm(".section .rodata\n"
    ".global demarche_segment_weights\n"
    ".hidden demarche_segment_weights\n"
    "demarche_segment_weights:\n"
    ".incbin \"" DEMARCHE_SEGMENT_WEIGHTS
    "\"\n"
    ".previous\n");
extern "C" const std::int8_t demarche_segment_weights[];

namespace demarche::segmenting {
namespace {

// Shapes finer than those of scan.h.
std::uint32_t shape_of(std::string_view text, const RawToken& token) {
  const auto base = static_cast<std::uint32_t>(token.shape);
  const std::string_view form = text.substr(token.span.begin, token.span.size());
  constexpr std::uint32_t fine = 16;
  switch (token.shape) {
    case Shape::word: {
      const bool upper = is_upper(character_at(text, token.span.begin).code);
      if (!upper) return form.find_first_of("@/") != std::string_view::npos ? fine : fine + 1;
      if (form.size() == 1) return fine + 2;
      const bool all = std::none_of(form.begin(), form.end(), is_ascii_lower);
      return all ? fine + 3 : fine + 4;
    }
    case Shape::number:
      return form.find_first_of("/:-") != std::string_view::npos ? fine + 5 : form.size() <= 2 ? fine + 6 : fine + 7;
    case Shape::stop:
      return form == "." ? fine + 8 : base;
    case Shape::mark: {
      constexpr std::string_view own = ":;,-/$*=_#";
      const std::size_t found = form.size() == 1 ? own.find(form[0]) : std::string_view::npos;
      return found == std::string_view::npos ? base : fine + 9 + static_cast<std::uint32_t>(found);
    }
    default:
      return base;
  }
}

constexpr std::uint32_t no_shape = 63;

std::uint32_t form_hash(std::string_view form) {
  std::uint32_t h = 2166136261u;
  for (const char c : form.substr(0, 24)) h = (h ^ static_cast<unsigned char>(to_ascii_lower(c))) * 16777619u;
  return h;
}

std::uint32_t bucket(std::uint32_t n) {
  constexpr std::uint32_t tops[] = {1, 2, 3, 5, 8, 12, 20, 40};
  std::uint32_t b = 0;
  while (b < std::size(tops) && n > tops[b]) ++b;
  return b;
}

bool capital(std::uint32_t shape) {
  return shape >= 18 && shape <= 20;
}

class Hasher {
 public:
  explicit Hasher(BoundaryFeatures& out) : out_(out) {}
  void add(std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
    std::uint64_t h = (used_ + 1) * 0x9E3779B97F4A7C15ull;
    h = (h ^ a) * 0xBF58476D1CE4E5B9ull;
    h = (h ^ (h >> 29) ^ b) * 0x94D049BB133111EBull;
    h = (h ^ (h >> 31) ^ c) * 0xD6E8FEB86659FD93ull;
    out_[used_++] = static_cast<std::uint16_t>((h >> 40) % boundary_weights);
  }

 private:
  BoundaryFeatures& out_;
  std::uint32_t used_ = 0;
};

class WeightedJudge : public BoundaryJudge {
 public:
  bool ends(const std::vector<RawToken>& tokens, const std::vector<BoundaryTraits>& traits,
            const BoundaryPlace& place) override {
    std::int32_t score = 0;
    for (const std::uint16_t feature : features_of(tokens, traits, place)) score += demarche_segment_weights[feature];
    return score > (place.rule ? 0 : margin);
  }

 private:
  // Without a full stop an end must be plain: a sentence cut in two costs more than two left together.
  static constexpr std::int32_t margin = 40;
};

}  // namespace

std::vector<BoundaryTraits> traits_of(std::string_view text, const std::vector<RawToken>& tokens) {
  std::vector<BoundaryTraits> out(tokens.size());
  for (std::size_t t = 0; t < tokens.size(); ++t)
    out[t] = {form_hash(text.substr(tokens[t].span.begin, tokens[t].span.size())), shape_of(text, tokens[t])};
  return out;
}

BoundaryFeatures features_of(const std::vector<RawToken>& tokens, const std::vector<BoundaryTraits>& traits,
                             const BoundaryPlace& place) {
  const std::uint32_t i = place.last;
  const auto form = [&](std::uint32_t t) { return traits[t].form; };
  const auto shape = [&](std::uint32_t t) { return traits[t].shape; };
  const std::uint32_t p1 = shape(i), n1 = shape(i + 1);
  const std::uint32_t p2 = i > place.start ? shape(i - 1) : no_shape;
  const std::uint32_t n2 = i + 2 <= place.paragraph_last ? shape(i + 2) : no_shape;
  const std::uint32_t p1_form = form(i), n1_form = form(i + 1);
  const std::uint32_t p2_form = i > place.start ? form(i - 1) : 0;
  const std::uint32_t n2_form = i + 2 <= place.paragraph_last ? form(i + 2) : 0;
  const std::uint32_t length = bucket(i - place.start + 1), left = bucket(place.paragraph_last - i);
  std::uint32_t run_before = 0, run_after = 0;
  while (run_before < 4 && i >= place.start + run_before && capital(shape(i - run_before))) ++run_before;
  while (run_after < 4 && i + 1 + run_after <= place.paragraph_last && capital(shape(i + 1 + run_after))) ++run_after;
  const std::uint32_t rule = place.rule ? 1 : 0;
  const std::uint32_t pair = (p1 * 64 + n1) * 4 + rule * 2 + (tokens[i].space_after ? 1 : 0);
  const std::uint32_t first = shape(place.start);

  BoundaryFeatures out;
  Hasher hash(out);
  hash.add(rule);
  hash.add(pair);
  hash.add(p1_form, rule);
  hash.add(n1_form, rule);
  hash.add(p1_form, n1);
  hash.add(n1_form, pair);
  hash.add(pair, p2, n2);
  hash.add(pair, p2);
  hash.add(pair, n2);
  hash.add(pair, length);
  hash.add(pair, left);
  hash.add(pair, first, length);
  hash.add(pair, form(place.start));
  hash.add(pair, run_before, run_after);
  hash.add(p1_form, n1_form);
  hash.add(n1_form, n2_form);
  hash.add(p2_form, p1_form, n1);
  hash.add(n1_form, length, rule);
  hash.add(n1_form, p2, p1);
  return out;
}

BoundaryJudge& trained_judge() {
  static WeightedJudge judge;
  return judge;
}

}  // namespace demarche::segmenting
