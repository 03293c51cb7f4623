#include "stages/annotate/annotate.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "nn/kernels.h"
#include "stages/annotate/name_decoder.h"
#include "stages/annotate/sentence_batch.h"
#include "stages/annotate/turbo_model.h"

namespace demarche {
namespace {

// Rows of one pass: enough to keep the kernels busy, few enough for the caches.
constexpr std::size_t batch_rows = 128;
// A longer sentence is parsed in pieces, so that memory and time stay linear.
constexpr std::uint32_t piece_words = 512;

}  // namespace

struct Annotator::Model {
  TurboModel turbo;
};

struct AnnotateScratch::State {
  SentenceBatch batch;
};
AnnotateScratch::AnnotateScratch() : state_(std::make_unique<State>()) {}
AnnotateScratch::~AnnotateScratch() = default;
void AnnotateScratch::use(const nn::Kernels& kernels) {
  state_->batch.use(kernels);
}

Annotator::Annotator(std::unique_ptr<const Model> model) : model_(std::move(model)) {}
Annotator::~Annotator() = default;

Result<std::unique_ptr<const Annotator>> Annotator::open(const std::string& path) {
  auto turbo = TurboModel::open(path);
  if (!turbo) return turbo.error();
  auto model = std::make_unique<Model>();
  model->turbo = std::move(turbo).value();
  return std::unique_ptr<const Annotator>(new Annotator(std::move(model)));
}

void Annotator::annotate(std::string_view text, const Tokens& tokens, AnnotateScratch& scratch, Syntax& syntax,
                         Names& names) const {
  SentenceBatch& batch = scratch.state().batch;
  syntax.words.assign(tokens.words.size(), {});
  names.clear();
  batch.begin(model_->turbo);
  for (const Sentence& sentence : tokens.sentences) {
    for (std::uint32_t first = sentence.first; first < sentence.last; first += piece_words) {
      const std::uint32_t last = std::min(sentence.last, first + piece_words);
      batch.add(text, tokens, first, last, sentence.first);
      if (batch.rows() < batch_rows) continue;
      batch.run(text, tokens, syntax, names);
    }
  }
  batch.run(text, tokens, syntax, names);
}

std::string Annotator::version() const {
  return "turbo-" + hex(model_->turbo.file.content_hash()).substr(0, 12);
}
std::string_view Annotator::manifest() const {
  return model_->turbo.file.manifest();
}

}  // namespace demarche
