#include "types/syntax.h"

namespace demarche {
namespace {

template <typename Enum, std::size_t N>
std::optional<Enum> find_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::optional<Upos> parse_upos(std::string_view name) {
  return find_name<Upos>(upos_names, name);
}

std::optional<Deprel> parse_deprel(std::string_view name) {
  if (const auto exact = find_name<Deprel>(deprel_names, name)) return exact;
  return find_name<Deprel>(deprel_names, name.substr(0, name.find(':')));
}

Deprel universal(Deprel relation) {
  const std::string_view name = name_of(relation);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? relation : *parse_deprel(name.substr(0, colon));
}

bool has_feature(std::string_view feats, std::string_view feature) {
  for (std::size_t at = feats.find(feature); at != std::string_view::npos; at = feats.find(feature, at + 1)) {
    const std::size_t end = at + feature.size();
    if ((at == 0 || feats[at - 1] == '|') && (end == feats.size() || feats[end] == '|')) return true;
  }
  return false;
}

}  // namespace demarche
