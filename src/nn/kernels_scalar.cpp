#include "nn/kernels.h"

namespace demarche::nn {
namespace {

#include "nn/kernels_elementwise.inc"

void hidden(const std::int16_t* const* rows, std::size_t count, std::uint8_t* __restrict out, std::size_t n) {
  for (std::size_t i0 = 0; i0 < n; i0 += 32) {
    std::int16_t sum[32];
    for (int i = 0; i < 32; ++i) sum[i] = 4;
    for (std::size_t r = 0; r < count; ++r) {
      const std::int16_t* __restrict row = rows[r] + i0;
      for (int i = 0; i < 32; ++i) sum[i] = static_cast<std::int16_t>(sum[i] + row[i]);
    }
    for (int i = 0; i < 32; ++i) {
      const int s = sum[i] < 0 ? 0 : sum[i] >> 3;
      out[i0 + i] = static_cast<std::uint8_t>(s > 127 ? 127 : s);
    }
  }
}

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
