#include "nn/kernels.h"

namespace demarche::nn {
namespace {

#include "nn/kernels_elementwise.inc"

// One row by one panel: 32 sums, four bytes of depth at a time.
void multiply(const std::uint8_t* a, std::size_t a_stride, std::size_t rows, std::size_t depth, const std::int8_t* b,
              std::size_t width, std::int32_t* c) {
  for (std::size_t n = 0; n < width; n += panel_columns) {
    const std::int8_t* panel = b + n * depth;
    for (std::size_t m = 0; m < rows; ++m) {
      const std::uint8_t* left = a + m * a_stride;
      std::int32_t sum[panel_columns] = {};
      for (std::size_t k = 0; k < depth; k += 4) {
        const std::int8_t* group = panel + k * panel_columns;
        for (std::size_t j = 0; j < panel_columns; ++j)
          sum[j] += left[k] * group[4 * j] + left[k + 1] * group[4 * j + 1] + left[k + 2] * group[4 * j + 2] +
                    left[k + 3] * group[4 * j + 3];
      }
      for (std::size_t j = 0; j < panel_columns; ++j) c[m * width + n + j] = sum[j];
    }
  }
}

constexpr Kernels table = {"scalar", multiply, add_relu, quantise, rescale, to_int16, add_row, hidden, best};

}  // namespace

const Kernels& scalar_kernels() {
  return table;
}

}  // namespace demarche::nn
