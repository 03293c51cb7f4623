#include "network.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "gemm.h"

namespace demarche::learn {
namespace {

constexpr std::uint32_t dropped = 0xFFFFFFFF;  // a feature that training leaves out

void fill_uniform(std::vector<float>& v, float range, Random& random) {
  for (float& x : v) x = random.between(-range, range);
}

// out[c][r] = in[r][c]
void transpose(const float* in, std::size_t rows, std::size_t columns, float* out) {
  for (std::size_t r0 = 0; r0 < rows; r0 += 16)
    for (std::size_t c0 = 0; c0 < columns; c0 += 16)
      for (std::size_t r = r0; r < std::min(rows, r0 + 16); ++r)
        for (std::size_t c = c0; c < std::min(columns, c0 + 16); ++c) out[c * rows + r] = in[r * columns + c];
}

// exp for x <= 0 by squaring: plain arithmetic that the compiler widens.
inline float fast_exp(float x) {
  x = std::max(x, -60.0f);
  float y = 1.0f + x * (1.0f / 256.0f);
  y = std::max(y, 0.0f);
  for (int i = 0; i < 8; ++i) y *= y;
  return y;
}

// Loss and gradient (into the scores) of -log of the probability that falls on the allowed entries.
double allowed_loss(float* scores, int count, const std::uint8_t* allowed, float weight) {
  float best = scores[0];
  for (int i = 1; i < count; ++i) best = std::max(best, scores[i]);
  float all = 0, good = 0;
  for (int i = 0; i < count; ++i) {
    scores[i] = std::exp(scores[i] - best);
    all += scores[i];
    if (allowed[i]) good += scores[i];
  }
  good = std::max(good, 1e-20f);
  for (int i = 0; i < count; ++i) scores[i] = weight * (scores[i] / all - (allowed[i] ? scores[i] / good : 0.0f));
  return -std::log(static_cast<double>(good) / all) * weight;
}

}  // namespace

void Parameter::resize(std::size_t n) {
  value.assign(n, 0);
  mean.assign(n, 0);
  square.assign(n, 0);
  gradient.assign(n, 0);
}

Network::Network(const Sizes& s, std::uint64_t seed) : sizes(s) {
  Random random(seed);
  const std::size_t d = s.width, h = s.hidden;
  embedding.resize(total_feature_rows() * d);
  fill_uniform(embedding.value, 0.08f, random);
  conv.resize(s.layers);
  conv_bias.resize(s.layers);
  for (std::size_t l = 0; l < s.layers; ++l) {
    conv[l].resize(3 * d * d);
    conv_bias[l].resize(d);
    fill_uniform(conv[l].value, 0.8f * std::sqrt(2.0f / (3.0f * static_cast<float>(d))), random);
  }
  parser_in.resize(d * s.slot_columns());
  fill_uniform(parser_in.value, std::sqrt(3.0f / (8.0f * static_cast<float>(d))), random);
  hidden_bias.resize(h);
  absent.resize(s.slot_columns());
  root.resize(s.slot_columns());
  label_rows.resize(parser_label_slots * (deprel_count + 1) * h);
  for (Parameter* p : {&absent, &root, &label_rows}) fill_uniform(p->value, 0.05f, random);
  parser_out.resize(h * action_columns);
  fill_uniform(parser_out.value, std::sqrt(3.0f / static_cast<float>(h)), random);
  parser_out_bias.resize(action_columns);
  heads.resize(d * s.head_columns());
  fill_uniform(heads.value, std::sqrt(3.0f / static_cast<float>(d)) * 0.5f, random);
  heads_bias.resize(s.head_columns());
  cloze.resize(d * s.vocabulary);
  fill_uniform(cloze.value, 0.05f, random);
  cloze_bias.resize(s.vocabulary);
  touched_at_.assign(total_feature_rows(), 0);
}

std::vector<Parameter*> Network::parameters() {
  std::vector<Parameter*> all = {&parser_in,  &hidden_bias,     &absent, &root,      &label_rows,
                                 &parser_out, &parser_out_bias, &heads,  &heads_bias};
  for (auto& p : conv) all.push_back(&p);
  for (auto& p : conv_bias) all.push_back(&p);
  return all;
}

std::string Network::state() const {
  std::string out;
  auto all = const_cast<Network*>(this)->parameters();
  all.push_back(const_cast<Parameter*>(&embedding));
  out.append(reinterpret_cast<const char*>(&updates_), sizeof updates_);
  for (const Parameter* p : all)
    for (const auto* v : {&p->value, &p->mean, &p->square})
      out.append(reinterpret_cast<const char*>(v->data()), v->size() * sizeof(float));
  return out;
}

bool Network::restore(const std::string& bytes) {
  auto all = parameters();
  all.push_back(&embedding);
  std::size_t size = sizeof updates_;
  for (const Parameter* p : all) size += 3 * p->value.size() * sizeof(float);
  if (bytes.size() != size) return false;
  const char* at = bytes.data();
  const auto take = [&](void* to, std::size_t count) {
    std::memcpy(to, at, count);
    at += count;
  };
  take(&updates_, sizeof updates_);
  for (Parameter* p : all)
    for (auto* v : {&p->value, &p->mean, &p->square}) take(v->data(), v->size() * sizeof(float));
  std::fill(touched_at_.begin(), touched_at_.end(), 0);
  return true;
}

void Network::lay_out(const std::vector<const Example*>& batch) {
  batch_ = batch;
  first_row_.clear();
  sentence_of_row_.assign(1, -1);
  word_of_row_.assign(1, -1);
  for (std::size_t s = 0; s < batch.size(); ++s) {
    first_row_.push_back(static_cast<int>(sentence_of_row_.size()));
    for (int w = 0; w < static_cast<int>(batch[s]->rows.size()); ++w) {
      sentence_of_row_.push_back(static_cast<int>(s));
      word_of_row_.push_back(w);
    }
    sentence_of_row_.push_back(-1);
    word_of_row_.push_back(-1);
  }
  rows_ = sentence_of_row_.size();
  const std::size_t d = sizes.width, size = (rows_ + 2) * d;
  x_.resize(sizes.layers + 1);
  z_.resize(sizes.layers);
  for (auto& x : x_) x.assign(size, 0);
  for (auto& z : z_) z.resize(size);
}

void Network::embed(const TrainingOptions* options, Random* random) {
  const std::size_t d = sizes.width;
  used_rows_.assign(rows_, {});
  int noisy = 0;  // letter case of the sentence: 0 as it is, 1 lower, 2 upper, 3 title
  for (std::size_t r = 0; r < rows_; ++r) {
    if (sentence_of_row_[r] < 0) {
      noisy = options != nullptr && random->unit() < options->case_noise ? 1 + static_cast<int>(random->below(3)) : 0;
      continue;
    }
    const Example& example = *batch_[static_cast<std::size_t>(sentence_of_row_[r])];
    const auto w = static_cast<std::size_t>(word_of_row_[r]);
    FeatureRows rows = example.rows[w];
    if (noisy != 0) {
      std::string form = example.sentence->forms[w];
      for (std::size_t i = 0; i < form.size(); ++i) {
        const bool up = noisy == 2 || (noisy == 3 && i == 0);
        if (form[i] >= 'a' && form[i] <= 'z' && up) form[i] = static_cast<char>(form[i] - 32);
        if (form[i] >= 'A' && form[i] <= 'Z' && !up && noisy == 1) form[i] = static_cast<char>(form[i] + 32);
      }
      rows[shape_feature] = shape_row(form);
    }
    if (options != nullptr && random->unit() < options->word_dropout) rows[0] = rows[1] = rows[2] = rows[3] = dropped;
    float* x = &x_[0][(r + 1) * d];
    for (const std::uint32_t row : rows) {
      if (row == dropped) continue;
      const float* e = &embedding.value[row * d];
      for (std::size_t i = 0; i < d; ++i) x[i] += e[i];
    }
    used_rows_[r] = rows;
  }
}

void Network::forward() {
  const std::size_t d = sizes.width;
  for (std::size_t l = 0; l < sizes.layers; ++l) {
    const float* in = x_[l].data();
    float* z = z_[l].data();
    multiply({in, d, 1}, rows_, 3 * d, conv[l].value.data(), d, z, false);
    const float* bias = conv_bias[l].value.data();
    for (std::size_t r = 0; r < rows_; ++r) {
      if (sentence_of_row_[r] < 0) continue;
      const float* from = in + (r + 1) * d;
      float* to = &x_[l + 1][(r + 1) * d];
      float* zr = z + r * d;
      for (std::size_t i = 0; i < d; ++i) {
        zr[i] = std::max(0.0f, zr[i] + bias[i]);
        to[i] = from[i] + zr[i];
      }
    }
  }
}

void Network::encode(const std::vector<const Example*>& batch) {
  lay_out(batch);
  embed(nullptr, nullptr);
  forward();
}

double Network::head_losses(const TrainingOptions& options, Losses& losses) {
  const std::size_t d = sizes.width, columns = sizes.head_columns();
  head_scores_.resize(rows_ * columns);
  multiply({out_.data(), d, 1}, rows_, d, heads.value.data(), columns, head_scores_.data(), false);
  std::vector<std::uint8_t> allowed(256);
  for (std::size_t r = 0; r < rows_; ++r) {
    float* score = &head_scores_[r * columns];
    if (sentence_of_row_[r] < 0) {
      std::fill(score, score + columns, 0.0f);
      continue;
    }
    for (std::size_t c = 0; c < columns; ++c) score[c] += heads_bias.value[c];
    const Example& example = *batch_[static_cast<std::size_t>(sentence_of_row_[r])];
    const auto w = static_cast<std::size_t>(word_of_row_[r]);
    const int upos_count = static_cast<int>(upos_names.size());
    const auto clear = [&](std::size_t first, std::size_t end) { std::fill(score + first, score + end, 0.0f); };
    if (example.sentence->has_tree()) {
      std::fill(allowed.begin(), allowed.end(), 0);
      allowed[static_cast<std::size_t>(example.sentence->upos[w])] = 1;
      losses.tags += allowed_loss(score + upos_column, upos_count, allowed.data(), 1.0f);
      clear(upos_column + static_cast<std::size_t>(upos_count), names_column);
      if (example.bundle[w] >= 0) {
        std::fill(allowed.begin(), allowed.end(), 0);
        allowed[static_cast<std::size_t>(example.bundle[w])] = 1;
        losses.tags +=
            allowed_loss(score + feats_column, static_cast<int>(sizes.bundles), allowed.data(), options.feats_weight);
        clear(feats_column + sizes.bundles, columns);
      } else {
        clear(feats_column, columns);
      }
    } else {
      clear(0, names_column);
      clear(feats_column, columns);
    }
    if (!example.sentence->names.empty()) {
      const NameMask mask = example.sentence->names[w];
      for (int i = 0; i < name_label_count; ++i) allowed[static_cast<std::size_t>(i)] = (mask >> i) & 1;
      losses.names += allowed_loss(score + names_column, name_label_count, allowed.data(), options.names_weight);
      clear(names_column + static_cast<std::size_t>(name_label_count), feats_column);
    } else {
      clear(names_column, feats_column);
    }
  }
  return 0;
}

Losses Network::train(const std::vector<const Example*>& batch, const TrainingOptions& options, float learning_rate,
                      bool follow_model, Random& random) {
  Losses losses;
  lay_out(batch);
  embed(&options, &random);
  forward();
  const std::size_t d = sizes.width;
  const float* last = &x_[sizes.layers][d];
  out_.resize(rows_ * d);
  out_mask_.resize(rows_ * d);
  const float keep = 1.0f / (1.0f - options.output_dropout);
  for (std::size_t i = 0; i < rows_ * d; ++i) {
    out_mask_[i] = random.unit() < options.output_dropout ? 0.0f : keep;
    out_[i] = last[i] * out_mask_[i];
  }
  head_losses(options, losses);
  const bool trees = std::any_of(batch.begin(), batch.end(), [](const Example* e) { return e->sentence->has_tree(); });
  steps_.clear();
  if (trees) parse_batch(true, &options, follow_model, &random, &losses, nullptr);
  backward();
  step(parameters(), 1.0f / static_cast<float>(batch.size()), learning_rate);
  return losses;
}

// Adam on the dense parameters and on the rows of the embedding that the batch touched, whose gradient is that of the
// word vector, once a feature.
void Network::step(const std::vector<Parameter*>& dense, float scale, float rate) {
  const std::size_t d = sizes.width;
  ++updates_;
  for (Parameter* p : dense) adam(*p, scale, rate);
  touched_.clear();
  for (std::size_t r = 0; r < rows_; ++r) {
    if (sentence_of_row_[r] < 0) continue;
    const float* dx = &dx_[(r + 1) * d];
    for (const std::uint32_t row : used_rows_[r]) {
      if (row == dropped) continue;
      float* g = &embedding.gradient[row * d];
      if (touched_at_[row] != updates_) {
        touched_at_[row] = updates_;
        touched_.push_back(row);
        std::fill(g, g + d, 0.0f);
      }
      for (std::size_t i = 0; i < d; ++i) g[i] += dx[i] * scale;
    }
  }
  adam_embedding(rate);
}

void Network::backward() {
  const std::size_t d = sizes.width, columns = sizes.head_columns();
  // Heads.
  std::fill(heads.gradient.begin(), heads.gradient.end(), 0.0f);
  multiply({out_.data(), 1, d}, d, rows_, head_scores_.data(), columns, heads.gradient.data(), false);
  std::fill(heads_bias.gradient.begin(), heads_bias.gradient.end(), 0.0f);
  for (std::size_t r = 0; r < rows_; ++r)
    for (std::size_t c = 0; c < columns; ++c) heads_bias.gradient[c] += head_scores_[r * columns + c];
  transposed_.resize(std::max(d * columns, std::max(3 * d * d, d * sizes.slot_columns())));
  transpose(heads.value.data(), d, columns, transposed_.data());
  dx_.assign((rows_ + 2) * d, 0);
  multiply({head_scores_.data(), columns, 1}, rows_, columns, transposed_.data(), d, &dx_[d], false);
  parser_backward();
  for (std::size_t i = 0; i < rows_ * d; ++i) dx_[d + i] *= out_mask_[i];
  trunk_backward();
}

// From the gradient of the encoder's output (dx_) to that of the word vectors, convolutions last to first.
void Network::trunk_backward() {
  const std::size_t d = sizes.width;
  transposed_.resize(std::max(transposed_.size(), 3 * d * d));
  dz_.assign((rows_ + 2) * d, 0);
  for (std::size_t l = sizes.layers; l-- > 0;) {
    auto& bias_gradient = conv_bias[l].gradient;
    std::fill(bias_gradient.begin(), bias_gradient.end(), 0.0f);
    for (std::size_t r = 0; r < rows_; ++r) {
      float* dz = &dz_[(r + 1) * d];
      const float* dx = &dx_[(r + 1) * d];
      const float* z = &z_[l][r * d];
      if (sentence_of_row_[r] < 0) continue;
      for (std::size_t i = 0; i < d; ++i) {
        dz[i] = z[i] > 0 ? dx[i] : 0.0f;
        bias_gradient[i] += dz[i];
      }
    }
    multiply({x_[l].data(), 1, d}, 3 * d, rows_, &dz_[d], d, conv[l].gradient.data(), false);
    for (std::size_t t = 0; t < 3; ++t) transpose(&conv[l].value[t * d * d], d, d, &transposed_[(2 - t) * d * d]);
    multiply({dz_.data(), d, 1}, rows_, 3 * d, transposed_.data(), d, &dx_[d], true);
    for (std::size_t r = 0; r < rows_; ++r)
      if (sentence_of_row_[r] < 0) std::fill(&dx_[(r + 1) * d], &dx_[(r + 2) * d], 0.0f);
  }
}

void Network::adam(Parameter& p, float scale, float rate) {
  constexpr float b1 = 0.9f, b2 = 0.99f;
  const auto t = static_cast<float>(std::min<std::uint64_t>(updates_, 100000));
  const float c1 = 1.0f / (1.0f - std::pow(b1, t)), c2 = 1.0f / (1.0f - std::pow(b2, t));
  float* w = p.value.data();
  float* m = p.mean.data();
  float* v = p.square.data();
  const float* g = p.gradient.data();
  const std::size_t n = p.value.size();
  for (std::size_t i = 0; i < n; ++i) {
    const float x = g[i] * scale;
    m[i] = b1 * m[i] + (1 - b1) * x;
    v[i] = b2 * v[i] + (1 - b2) * x * x;
    w[i] -= rate * (m[i] * c1) / (std::sqrt(v[i] * c2) + 1e-6f);
  }
}

void Network::adam_embedding(float rate) {
  constexpr float b1 = 0.9f, b2 = 0.99f;
  const std::size_t d = sizes.width;
  for (const std::uint32_t row : touched_) {
    float* w = &embedding.value[row * d];
    float* m = &embedding.mean[row * d];
    float* v = &embedding.square[row * d];
    const float* g = &embedding.gradient[row * d];
    for (std::size_t i = 0; i < d; ++i) {
      m[i] = b1 * m[i] + (1 - b1) * g[i];
      v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
      w[i] -= rate * m[i] / (std::sqrt(v[i]) + 1e-5f);
    }
  }
}

double Network::pretrain(const std::vector<const Example*>& batch, const std::vector<float>& hide, float learning_rate,
                         Random& random) {
  const std::size_t d = sizes.width, words = sizes.vocabulary;
  lay_out(batch);
  used_rows_.assign(rows_, {});
  std::vector<std::size_t> hidden_rows;
  std::vector<std::uint32_t> answers;
  for (std::size_t r = 0; r < rows_; ++r) {
    if (sentence_of_row_[r] < 0) continue;
    const Example& example = *batch[static_cast<std::size_t>(sentence_of_row_[r])];
    const auto w = static_cast<std::size_t>(word_of_row_[r]);
    const int word = example.word[w];
    if (word >= 0 && random.unit() < hide[static_cast<std::size_t>(word)]) {
      used_rows_[r].fill(dropped);
      hidden_rows.push_back(r);
      answers.push_back(static_cast<std::uint32_t>(word));
      continue;
    }
    used_rows_[r] = example.rows[w];
    float* x = &x_[0][(r + 1) * d];
    for (const std::uint32_t row : example.rows[w]) {
      const float* e = &embedding.value[row * d];
      for (std::size_t i = 0; i < d; ++i) x[i] += e[i];
    }
  }
  if (hidden_rows.empty()) return 0;
  forward();
  const std::size_t n = hidden_rows.size();
  out_.resize(n * d);
  for (std::size_t i = 0; i < n; ++i) std::copy_n(&x_[sizes.layers][(hidden_rows[i] + 1) * d], d, &out_[i * d]);
  head_scores_.resize(n * words);
  multiply({out_.data(), d, 1}, n, d, cloze.value.data(), words, head_scores_.data(), false);
  double loss = 0;
  cloze_bias.gradient.assign(words, 0);
  for (std::size_t i = 0; i < n; ++i) {
    float* score = &head_scores_[i * words];
    float most = -1e30f, all = 0;
    for (std::size_t c = 0; c < words; ++c) most = std::max(most, score[c] += cloze_bias.value[c]);
    for (std::size_t c = 0; c < words; ++c) all += score[c] = fast_exp(score[c] - most);
    for (std::size_t c = 0; c < words; ++c) score[c] /= all;
    loss -= std::log(std::max(1e-20f, score[answers[i]]));
    score[answers[i]] -= 1;
    for (std::size_t c = 0; c < words; ++c) cloze_bias.gradient[c] += score[c];
  }
  multiply({out_.data(), 1, d}, d, n, head_scores_.data(), words, cloze.gradient.data(), false);
  std::vector<float> turned(words * d), dout(n * d);
  transpose(cloze.value.data(), d, words, turned.data());
  multiply({head_scores_.data(), words, 1}, n, words, turned.data(), d, dout.data(), false);
  dx_.assign((rows_ + 2) * d, 0);
  for (std::size_t i = 0; i < n; ++i) std::copy_n(&dout[i * d], d, &dx_[(hidden_rows[i] + 1) * d]);
  trunk_backward();
  std::vector<Parameter*> dense = {&cloze, &cloze_bias};
  for (auto& p : conv) dense.push_back(&p);
  for (auto& p : conv_bias) dense.push_back(&p);
  step(dense, 1.0f / static_cast<float>(batch.size()), learning_rate);
  return loss / static_cast<double>(n);
}

std::vector<Prediction> Network::predict(const std::vector<const Example*>& batch) {
  encode(batch);
  const std::size_t d = sizes.width, columns = sizes.head_columns();
  out_.assign(&x_[sizes.layers][d], &x_[sizes.layers][d] + rows_ * d);
  head_scores_.resize(rows_ * columns);
  multiply({out_.data(), d, 1}, rows_, d, heads.value.data(), columns, head_scores_.data(), false);
  std::vector<Prediction> predictions(batch.size());
  for (std::size_t r = 0; r < rows_; ++r) {
    if (sentence_of_row_[r] < 0) continue;
    float* score = &head_scores_[r * columns];
    for (std::size_t c = 0; c < columns; ++c) score[c] += heads_bias.value[c];
    Prediction& p = predictions[static_cast<std::size_t>(sentence_of_row_[r])];
    p.upos.push_back(static_cast<Upos>(std::max_element(score, score + upos_names.size()) - score));
    const float* bundle = score + feats_column;
    p.bundle.push_back(static_cast<int>(std::max_element(bundle, bundle + sizes.bundles) - bundle));
  }
  for (std::size_t s = 0; s < batch.size(); ++s)
    decode_names(&head_scores_[static_cast<std::size_t>(first_row_[s]) * columns + names_column], columns,
                 static_cast<std::size_t>(batch[s]->sentence->size()), predictions[s].names);
  steps_.clear();
  parse_batch(false, nullptr, false, nullptr, nullptr, &predictions);
  return predictions;
}

}  // namespace demarche::learn
