// Tokens -> Syntax, Names: tags, features, lemmas, trees and named spans by one small model (see
// docs/explain/language-engine.md). Immutable after open, shared by threads; scores are integers, so every instruction
// set gives the same answer.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "demarche/result.h"
#include "types/names.h"
#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

namespace nn {
struct Kernels;
}

/// Working memory of one thread, reused from document to document.
class AnnotateScratch {
 public:
  AnnotateScratch();
  ~AnnotateScratch();
  /// Another set of kernels than the machine's best: for tests.
  void use(const nn::Kernels& kernels);
  struct State;
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

class Annotator {
 public:
  /// Maps a model file of models/.
  static Result<std::unique_ptr<const Annotator>> open(const std::string& model_path);
  ~Annotator();

  void annotate(std::string_view text, const Tokens& tokens, AnnotateScratch& scratch, Syntax& syntax,
                Names& names) const;
  /// "turbo-1a2b3c4d5e6f": tier and content hash.
  std::string version() const;
  /// The training manifest stored in the file, JSON.
  std::string_view manifest() const;

  struct Model;

 private:
  explicit Annotator(std::unique_ptr<const Model> model);
  std::unique_ptr<const Model> model_;
};

}  // namespace demarche
