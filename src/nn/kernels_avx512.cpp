// Compiled with AVX-512 and VNNI only: nothing else may live here.
#include "nn/kernels.h"

#ifdef __AVX512VNNI__
#include <immintrin.h>

namespace demarche::nn {
namespace {

#include "nn/kernels_elementwise.inc"

// R rows by one panel of 32 columns: 2 R sums stay in registers over the whole depth.
template <int R>
inline void tile(const std::uint8_t* a, std::size_t a_stride, std::size_t depth, const std::int8_t* b, std::int32_t* c,
                 std::size_t width) {
  __m512i sum[R][2];
#pragma GCC unroll 12
  for (int r = 0; r < R; ++r) sum[r][0] = sum[r][1] = _mm512_setzero_si512();
  for (std::size_t k = 0; k < depth; k += 4) {
    const __m512i b0 = _mm512_loadu_si512(b + k * panel_columns);
    const __m512i b1 = _mm512_loadu_si512(b + k * panel_columns + 64);
#pragma GCC unroll 12
    for (int r = 0; r < R; ++r) {
      int four;
      __builtin_memcpy(&four, a + r * a_stride + k, 4);
      const __m512i left = _mm512_set1_epi32(four);
      sum[r][0] = _mm512_dpbusd_epi32(sum[r][0], left, b0);
      sum[r][1] = _mm512_dpbusd_epi32(sum[r][1], left, b1);
    }
  }
#pragma GCC unroll 12
  for (int r = 0; r < R; ++r) {
    _mm512_storeu_si512(c + r * width, sum[r][0]);
    _mm512_storeu_si512(c + r * width + 16, sum[r][1]);
  }
}

void multiply(const std::uint8_t* a, std::size_t a_stride, std::size_t rows, std::size_t depth, const std::int8_t* b,
              std::size_t width, std::int32_t* c) {
  for (std::size_t n = 0; n < width; n += panel_columns) {
    const std::int8_t* panel = b + n * depth;
    std::int32_t* out = c + n;
    std::size_t m = 0;
    for (; m + 12 <= rows; m += 12) tile<12>(a + m * a_stride, a_stride, depth, panel, out + m * width, width);
    for (; m + 4 <= rows; m += 4) tile<4>(a + m * a_stride, a_stride, depth, panel, out + m * width, width);
    for (; m < rows; ++m) tile<1>(a + m * a_stride, a_stride, depth, panel, out + m * width, width);
  }
}

constexpr Kernels table = {"avx512", multiply, add_relu, quantise, rescale, to_int16, add_row, hidden, best};

}  // namespace

const Kernels* avx512_kernels() {
  return &table;
}

}  // namespace demarche::nn
#else
namespace demarche::nn {
const Kernels* avx512_kernels() {
  return nullptr;
}
}  // namespace demarche::nn
#endif
