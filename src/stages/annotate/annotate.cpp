#include "stages/annotate/annotate.h"

namespace demarche {

struct AnnotateScratch::State {};
AnnotateScratch::AnnotateScratch() : state_(std::make_unique<State>()) {}
AnnotateScratch::~AnnotateScratch() = default;

struct Annotator::Model {};
Annotator::Annotator(std::unique_ptr<const Model> model) : model_(std::move(model)) {}
Annotator::~Annotator() = default;

Result<std::unique_ptr<const Annotator>> Annotator::open(const std::string&) {
  return Error{ErrorCode::not_found, "no model is shipped yet"};
}
void Annotator::annotate(std::string_view, const Tokens&, AnnotateScratch&, Syntax&, Names&) const {}
std::string Annotator::version() const {
  return "none";
}
std::string_view Annotator::manifest() const {
  return "{}";
}

}  // namespace demarche
