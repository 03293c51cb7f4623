#include "nn/kernels.h"

#include <cstdlib>

namespace demarche::nn {

std::vector<const Kernels*> available_kernels() {
  std::vector<const Kernels*> sets = {&scalar_kernels()};
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (avx2_kernels() != nullptr && __builtin_cpu_supports("avx2")) sets.push_back(avx2_kernels());
  if (avx512_kernels() != nullptr && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni"))
    sets.push_back(avx512_kernels());
#endif
  return sets;
}

const Kernels& kernels() {
  static const Kernels& chosen = []() -> const Kernels& {
    const auto sets = available_kernels();
    if (const char* forced = std::getenv("DEMARCHE_ISA"); forced != nullptr)
      for (const Kernels* set : sets)
        if (std::string_view(forced) == set->name) return *set;
    return *sets.back();
  }();
  return chosen;
}

std::string pack_weights(const std::int8_t* b, std::size_t depth, std::size_t width) {
  std::string packed(depth * width, '\0');
  std::size_t at = 0;
  for (std::size_t n = 0; n < width; n += panel_columns)
    for (std::size_t k = 0; k < depth; k += 4)
      for (std::size_t j = 0; j < panel_columns; ++j)
        for (std::size_t i = 0; i < 4; ++i) packed[at++] = static_cast<char>(b[(k + i) * width + n + j]);
  return packed;
}

}  // namespace demarche::nn
