#include "stages/annotate/sentence_batch.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "nn/kernels.h"
#include "stages/annotate/name_decoder.h"
#include "stages/annotate/word_features.h"

namespace demarche {
namespace {

constexpr std::size_t cache_entries = 8192;
constexpr float illegal = -1e30f;

std::size_t cache_slot(std::uint64_t key) {
  return (key >> 20) % cache_entries;
}

std::string_view form_of(std::string_view text, const Word& word) {
  return text.substr(word.span.begin, word.span.size());
}

}  // namespace

void SentenceBatch::begin(const TurboModel& model) {
  if (model_ != &model) {
    model_ = &model;
    cache_keys_.assign(cache_entries, 0);
    cache_.assign(cache_entries * model.width, 0);
    lemma_cache_.assign(cache_entries, {});
    // A bias for each set of legal moves: bit 0 shift, 1 left, 2 right. The relation root is never chosen freely.
    for (unsigned legal = 0; legal < 8; ++legal) {
      auto& bias = legal_bias_[legal];
      bias.assign(model.actions.bias, model.actions.bias + nn::action_columns);
      for (int a = 0; a < static_cast<int>(nn::action_columns); ++a) {
        const unsigned move = a == 0 ? 1u : a <= deprel_count ? 2u : 4u;
        const bool root = a >= action_count || (a > 0 && action_of(a).relation == Deprel::root);
        if (root || (legal & move) == 0) bias[static_cast<std::size_t>(a)] = illegal;
      }
    }
  }
  empty();
}

void SentenceBatch::empty() {
  pieces_.clear();
  rows_ = 1;
  x_.assign(model_->width, 0);
  is_word_.assign(1, 0);
  row_keys_.assign(1, 0);
}

void SentenceBatch::add(std::string_view text, const Tokens& tokens, std::uint32_t first, std::uint32_t last,
                        std::uint32_t sentence_first) {
  const std::size_t d = model_->width;
  const nn::Kernels& k = *kernels_;
  pieces_.push_back({first, last, sentence_first, rows_});
  x_.resize((rows_ + (last - first) + 1) * d, 0);
  is_word_.resize(rows_ + (last - first) + 1, 0);
  row_keys_.resize(is_word_.size(), 0);
  for (std::uint32_t w = first; w < last; ++w, ++rows_) {
    const std::string_view form = form_of(text, tokens.words[w]);
    const std::uint64_t key = hash64(form) | 1;
    const std::size_t slot = cache_slot(key);
    row_keys_[rows_] = key;
    float* cached = &cache_[slot * d];
    if (cache_keys_[slot] != key) {
      cache_keys_[slot] = key;
      std::fill(cached, cached + d, 0.0f);
      for (const std::uint32_t row : features_of(form))
        k.add_row(model_->embedding + row * d, model_->embedding_scale[row], cached, d);
    }
    std::memcpy(&x_[rows_ * d], cached, d * sizeof(float));
    is_word_[rows_] = 1;
  }
  ++rows_;  // the zero row behind it
}

void SentenceBatch::encode() {
  const std::size_t d = model_->width;
  const nn::Kernels& k = *kernels_;
  q_.resize((rows_ + 2) * d);
  std::memset(q_.data(), nn::zero_level, d);
  std::memset(q_.data() + (rows_ + 1) * d, nn::zero_level, d);
  const std::size_t widest = std::max({d, model_->heads.width, model_->slots.width});
  sum_.resize(rows_ * widest);
  const auto quantise_rows = [&](const float* scale) {
    for (std::size_t r = 0; r < rows_; ++r) k.quantise(&x_[r * d], scale, &q_[(r + 1) * d], d);
  };
  for (std::size_t l = 0; l < model_->layers; ++l) {
    quantise_rows(model_->quantise_input[l]);
    const Product& conv = model_->conv[l];
    k.multiply(q_.data(), d, rows_, conv.depth, conv.weights, conv.width, sum_.data());
    for (std::size_t r = 0; r < rows_; ++r)
      if (is_word_[r] != 0) k.add_relu(&sum_[r * d], conv.scale, conv.bias, &x_[r * d], d);
  }
  quantise_rows(model_->quantise_input[model_->layers]);
  const Product& heads = model_->heads;
  scores_.resize(rows_ * heads.width);
  k.multiply(q_.data() + d, d, rows_, heads.depth, heads.weights, heads.width, sum_.data());
  for (std::size_t r = 0; r < rows_; ++r)
    k.rescale(&sum_[r * heads.width], heads.scale, heads.bias, &scores_[r * heads.width], heads.width);
  const Product& slots = model_->slots;
  slots_.resize(rows_ * slots.width);
  k.multiply(q_.data() + d, d, rows_, slots.depth, slots.weights, slots.width, sum_.data());
  for (std::size_t r = 0; r < rows_; ++r)
    k.to_int16(&sum_[r * slots.width], slots.scale, slots.bias, &slots_[r * slots.width], slots.width);
}

void SentenceBatch::tag(std::string_view text, const Tokens& tokens, Syntax& syntax) {
  const std::size_t columns = model_->head_columns;
  for (const Piece& piece : pieces_)
    for (std::uint32_t w = piece.first_word; w < piece.last_word; ++w) {
      const float* score = &scores_[(piece.first_row + w - piece.first_word) * columns];
      const auto tag = static_cast<std::size_t>(std::max_element(score, score + upos_names.size()) - score);
      Analysis& analysis = syntax.words[w];
      analysis.upos = static_cast<Upos>(tag);
      std::uint32_t best = 0;
      float top = 2 * illegal;
      for (const std::uint16_t b : model_->bundles_of[tag])
        if (score[feats_column + b] > top) top = score[feats_column + b], best = b;
      analysis.feats = model_->bundles[best];
      const std::string_view form = form_of(text, tokens.words[w]);
      add_lemma(form, row_keys_[piece.first_row + w - piece.first_word], static_cast<std::uint32_t>(tag), best, syntax);
    }
}

void SentenceBatch::add_lemma(std::string_view form, std::uint64_t key, std::uint32_t tag, std::uint32_t bundle,
                              Syntax& syntax) {
  CachedLemma& cached = lemma_cache_[cache_slot(key)];
  const std::uint32_t both = tag << 16 | bundle;
  if (cached.key == key && cached.tag == both) {
    syntax.add_lemma({cached.bytes, cached.size});
    return;
  }
  normal_form_.clear();
  append_normal_form(form, normal_form_);
  lemma_.clear();
  const LemmaContext context{tag, model_->inflection_of_bundle[bundle], starts_with_capital(form)};
  model_->lemmas.append_lemma(form, model_->lemmas.rule_for(normal_form_, context), lemma_);
  syntax.add_lemma(lemma_);
  if (lemma_.size() > sizeof cached.bytes) return;
  cached.key = key;
  cached.tag = both;
  cached.size = static_cast<std::uint8_t>(lemma_.size());
  std::memcpy(cached.bytes, lemma_.data(), lemma_.size());
}

void SentenceBatch::find_names(Names& names) {
  const std::size_t columns = model_->head_columns;
  for (const Piece& piece : pieces_) {
    decode_names(&scores_[piece.first_row * columns + names_column], columns, piece.last_word - piece.first_word,
                 labels_);
    std::uint32_t start = 0;
    for (std::uint32_t i = 0; i < labels_.size(); ++i) {
      if (labels_[i] == 0) continue;
      const int position = (labels_[i] - 1) % 4;
      if (position == 0 || position == 3) start = i;
      if (position >= 2)
        names.push_back(
            {piece.first_word + start, piece.first_word + i + 1, static_cast<NameClass>((labels_[i] - 1) / 4)});
    }
  }
}

int SentenceBatch::best_action() {
  const nn::Kernels& k = *kernels_;
  const Product& actions = model_->actions;
  k.multiply(hidden_.data(), model_->hidden, 1, actions.depth, actions.weights, actions.width, action_sums_.data());
  const unsigned legal =
      (state_.can_shift() ? 1u : 0u) | (state_.can_left() ? 2u : 0u) | (state_.can_right() ? 4u : 0u);
  return k.best(action_sums_.data(), actions.scale, legal_bias_[legal].data());
}

void SentenceBatch::parse(Syntax& syntax) {
  const std::size_t h = model_->hidden, columns = model_->slots.width;
  const nn::Kernels& k = *kernels_;
  hidden_.resize(h);
  action_sums_.resize(nn::action_columns);
  std::array<const std::int16_t*, parser_slots + parser_label_slots> rows;
  for (const Piece& piece : pieces_) {
    state_.start(static_cast<int>(piece.last_word - piece.first_word));
    while (!state_.done()) {
      if (state_.forced()) {
        state_.apply(state_.forced_action());
        continue;
      }
      const auto slot = state_.slots();
      for (std::size_t i = 0; i < parser_slots; ++i)
        rows[i] = slot[i] == ArcHybrid::none ? model_->absent + i * h
                  : slot[i] == state_.root()
                      ? model_->root + i * h
                      : &slots_[(piece.first_row + static_cast<std::size_t>(slot[i])) * columns + i * h];
      const auto label = state_.label_slots(slot);
      for (std::size_t i = 0; i < parser_label_slots; ++i)
        rows[parser_slots + i] = model_->label_rows + (i * (deprel_count + 1) + static_cast<std::size_t>(label[i])) * h;
      k.hidden(rows.data(), rows.size(), hidden_.data(), h);
      state_.apply(action_of(best_action()));
    }
    // The root of a later piece hangs on the first word of its sentence's root... which the first piece found.
    std::uint32_t sentence_root = no_word;
    for (std::uint32_t w = piece.sentence_first; w < piece.first_word && sentence_root == no_word; ++w)
      if (syntax.words[w].head == no_word) sentence_root = w;
    for (std::uint32_t w = piece.first_word; w < piece.last_word; ++w) {
      const auto i = static_cast<std::size_t>(w - piece.first_word);
      Analysis& analysis = syntax.words[w];
      analysis.deprel = state_.relation[i];
      if (state_.head[i] != state_.root()) {
        analysis.head = piece.first_word + static_cast<std::uint32_t>(state_.head[i]);
      } else {
        analysis.head = sentence_root;
        if (sentence_root != no_word) analysis.deprel = Deprel::parataxis;
      }
    }
  }
}

void SentenceBatch::run(std::string_view text, const Tokens& tokens, Syntax& syntax, Names& names) {
  if (!pieces_.empty()) {
    encode();
    tag(text, tokens, syntax);
    find_names(names);
    parse(syntax);
  }
  empty();
}

}  // namespace demarche
