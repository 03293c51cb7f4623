// Unlabelled text for pretraining: documents segmented by the product's own segmenter, and the vocabulary to guess.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus.h"
#include "network.h"

namespace demarche::learn {

/// The "text" of every line of a JSONL file.
std::vector<std::string> jsonl_texts(std::string_view bytes);
/// Sentences of 4 to 80 words.
void segment_into(std::string_view text, Sentences& out);

struct PlainText {
  std::vector<Example> sentences;
  std::vector<float> hide;  // how often a word of each number is hidden: rare ones more often
  std::size_t words = 0;
};
/// Numbers the `vocabulary` most frequent forms (normalised) and computes the features of all words.
PlainText prepare_text(const Sentences& sentences, std::size_t vocabulary);

}  // namespace demarche::learn
