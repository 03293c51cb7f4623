// A batch of sentences on its way through the turbo model: word vectors, convolutions, heads, parser.
//
// One row a word, a zero row between sentences, so that a window never sees a neighbour. The vectors of frequent forms
// come from a direct-mapped cache; a miss only costs time, the values are the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nn/kernels.h"
#include "stages/annotate/arc_hybrid.h"
#include "stages/annotate/turbo_model.h"
#include "types/names.h"
#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

class SentenceBatch {
 public:
  void use(const nn::Kernels& kernels) { kernels_ = &kernels; }
  void begin(const TurboModel& model);
  /// Words [first, last) of a sentence that starts at word `sentence_first` (a long sentence comes in pieces).
  void add(std::string_view text, const Tokens& tokens, std::uint32_t first, std::uint32_t last,
           std::uint32_t sentence_first);
  std::size_t rows() const { return rows_; }
  /// Annotates the words of the batch, in their order, and empties it.
  void run(std::string_view text, const Tokens& tokens, Syntax& syntax, Names& names);

 private:
  struct Piece {
    std::uint32_t first_word, last_word, sentence_first;
    std::size_t first_row;
  };
  void empty();
  void encode();
  void tag(std::string_view text, const Tokens& tokens, Syntax& syntax);
  void add_lemma(std::string_view form, std::uint64_t key, std::uint32_t tag, std::uint32_t bundle, Syntax& syntax);
  void find_names(Names& names);
  void parse(Syntax& syntax);
  int best_action();

  const TurboModel* model_ = nullptr;
  const nn::Kernels* kernels_ = &nn::kernels();
  std::size_t rows_ = 0;  // with the zero rows, also the first
  std::vector<Piece> pieces_;
  std::vector<float> x_;           // [rows][width]
  std::vector<std::uint8_t> q_;    // [1 + rows + 1][width]
  std::vector<std::int32_t> sum_;  // [rows][widest product]
  std::vector<float> scores_;      // [rows][head columns]
  std::vector<std::int16_t> slots_;
  std::vector<std::uint8_t> is_word_;
  // Parser.
  ArcHybrid state_;
  std::vector<std::uint8_t> hidden_;
  std::vector<std::int32_t> action_sums_;
  std::vector<float> legal_bias_[8];
  std::vector<int> labels_;
  std::string normal_form_, lemma_;
  // Cache from form to word vector, and to its last lemma.
  struct CachedLemma {
    std::uint64_t key = 0;  // of the form
    std::uint32_t tag = 0;  // part of speech and features
    std::uint8_t size = 0;
    char bytes[35];
  };
  std::vector<std::uint64_t> cache_keys_;
  std::vector<float> cache_;
  std::vector<CachedLemma> lemma_cache_;
  std::vector<std::uint64_t> row_keys_;  // of the form in each row
};

}  // namespace demarche
