// The turbo network in floats, with its gradients: hashed word features, residual convolutions over three words, linear
// heads for tags, features and names, and a greedy arc-hybrid parser trained with a dynamic oracle.
//
// Backpropagation is written out by hand over matrices that hold a whole batch of sentences, one row a word, a zero row
// between sentences. One thread, fixed order of every sum.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "corpus.h"
#include "random.h"
#include "stages/annotate/arc_hybrid.h"
#include "stages/annotate/name_decoder.h"
#include "stages/annotate/turbo_model.h"
#include "stages/annotate/word_features.h"

namespace demarche::learn {

inline constexpr std::size_t action_columns = 128;

struct Sizes {
  std::size_t width = 160;  // multiples of 32
  std::size_t layers = 4;
  std::size_t hidden = 128;
  std::size_t bundles = 0;
  std::size_t vocabulary = 0;  // of pretraining; a multiple of 32
  std::size_t head_columns() const { return feats_column + (bundles + 31) / 32 * 32; }
  std::size_t slot_columns() const { return parser_slots * hidden; }
};

struct Parameter {
  std::vector<float> value, gradient, mean, square;
  void resize(std::size_t n);
};

/// A sentence as the network sees it.
struct Example {
  const Sentence* sentence = nullptr;  // none for plain text
  std::vector<FeatureRows> rows;
  std::vector<int> word;    // plain text: number in the vocabulary, -1: not in it
  std::vector<int> bundle;  // of feats, -1: none that the model knows
};

struct TrainingOptions {
  float word_dropout = 0.08f;
  float output_dropout = 0.2f;
  float hidden_dropout = 0.3f;
  float explore = 0.9f;
  float feats_weight = 0.5f;
  float names_weight = 1.0f;
  float case_noise = 0.05f;
};

struct Losses {
  double tree = 0, tags = 0, names = 0;
};

/// What the network says about one sentence.
struct Prediction {
  std::vector<Upos> upos;
  std::vector<int> bundle;
  std::vector<int> heads;
  std::vector<Deprel> relations;
  std::vector<int> names;  // label a word, constrained
};

class Network {
 public:
  Network(const Sizes& sizes, std::uint64_t seed);

  /// One step of Adam on a batch.
  Losses train(const std::vector<const Example*>& batch, const TrainingOptions& options, float learning_rate,
               bool follow_model, Random& random);
  /// One step of Adam on plain text: hides some words of the vocabulary and predicts them from their neighbours.
  /// `hide`: how often a word of each number is hidden. Returns the loss a hidden word.
  double pretrain(const std::vector<const Example*>& batch, const std::vector<float>& hide, float learning_rate,
                  Random& random);
  std::vector<Prediction> predict(const std::vector<const Example*>& batch);
  /// The float activations of a batch, for calibration: rows of every layer's input and of the encoder's output.
  void encode(const std::vector<const Example*>& batch);
  const std::vector<float>& layer_input(std::size_t layer) const { return x_[layer]; }
  std::size_t batch_rows() const { return rows_; }
  /// Called by predict with each hidden vector of the parser before ReLU.
  std::vector<float> hidden_maximum;

  /// All weights and the optimiser's state, so that training can go on from a file.
  std::string state() const;
  /// False when `bytes` is not a state of a network of these sizes.
  bool restore(const std::string& bytes);

  Sizes sizes;
  Parameter embedding, parser_in, hidden_bias, absent, root, label_rows, parser_out, parser_out_bias, heads, heads_bias;
  std::vector<Parameter> conv, conv_bias;
  Parameter cloze, cloze_bias;  // of pretraining only

 private:
  struct Step {
    std::array<int, parser_slots> slot;  // row of the batch, or -1 absent, -2 root
    std::array<int, parser_label_slots> label;
  };
  struct Parse;
  std::vector<Parameter*> parameters();
  void lay_out(const std::vector<const Example*>& batch);
  void embed(const TrainingOptions* options, Random* random);
  void forward();
  void backward();
  void trunk_backward();
  void step(const std::vector<Parameter*>& dense, float scale, float rate);
  double head_losses(const TrainingOptions& options, Losses& losses);
  void parse_batch(bool train, const TrainingOptions* options, bool follow_model, Random* random, Losses* losses,
                   std::vector<Prediction>* predictions);
  void parser_backward();
  void score_steps(std::size_t first, const std::vector<float>* dropout);
  void adam(Parameter& p, float scale, float rate);
  void adam_embedding(float rate);

  std::vector<const Example*> batch_;
  std::vector<int> first_row_;  // of each sentence
  std::vector<int> sentence_of_row_, word_of_row_;
  std::size_t rows_ = 0;
  std::vector<FeatureRows> used_rows_;
  std::vector<std::vector<float>> x_, z_;  // with a guard row before and after
  std::vector<float> out_, out_mask_, dx_, dz_, head_scores_, slots_, dslots_, transposed_;
  std::vector<Step> steps_;
  std::vector<float> hidden_, hidden_mask_, action_scores_, dhidden_;
  std::uint64_t updates_ = 0;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint64_t> touched_at_;
};

}  // namespace demarche::learn
