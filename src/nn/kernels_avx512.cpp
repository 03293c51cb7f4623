// Compiled with AVX-512 and VNNI only: nothing else may live here.
#include "nn/kernels.h"

#ifdef __AVX512VNNI__
#include <immintrin.h>

namespace demarche::nn {
namespace {

#include "nn/kernels_elementwise.inc"

// Four registers of 32 sums at a time.
void hidden(const std::int16_t* const* rows, std::size_t count, std::uint8_t* out, std::size_t n) {
  const __m512i half = _mm512_set1_epi16(4), top = _mm512_set1_epi16(127), zero = _mm512_setzero_si512();
  for (std::size_t at = 0; at < n; at += 128) {
    const std::size_t blocks = n - at < 128 ? (n - at) / 32 : 4;
    __m512i sum[4] = {half, half, half, half};
    for (std::size_t r = 0; r < count; ++r) {
      const std::int16_t* row = rows[r] + at;
      if (blocks == 4) {
#pragma GCC unroll 4
        for (int i = 0; i < 4; ++i) sum[i] = _mm512_add_epi16(sum[i], _mm512_loadu_si512(row + 32 * i));
      } else {
        for (std::size_t i = 0; i < blocks; ++i) sum[i] = _mm512_add_epi16(sum[i], _mm512_loadu_si512(row + 32 * i));
      }
    }
    for (std::size_t i = 0; i < blocks; ++i) {
      const __m512i level = _mm512_min_epi16(_mm512_srai_epi16(_mm512_max_epi16(sum[i], zero), 3), top);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + at + 32 * i), _mm512_cvtepi16_epi8(level));
    }
  }
}

// One row by four panels: eight chains of sums hide the latency that a single panel would show.
void one_row(const std::uint8_t* a, std::size_t depth, const std::int8_t* b, std::int32_t* c) {
  __m512i sum[8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i) sum[i] = _mm512_setzero_si512();
  for (std::size_t k = 0; k < depth; k += 4) {
    int four;
    __builtin_memcpy(&four, a + k, 4);
    const __m512i left = _mm512_set1_epi32(four);
#pragma GCC unroll 8
    for (int i = 0; i < 8; ++i)
      sum[i] = _mm512_dpbusd_epi32(sum[i], left,
                                   _mm512_loadu_si512(b + static_cast<std::size_t>(i / 2) * panel_columns * depth +
                                                      k * panel_columns + 64 * (i % 2)));
  }
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i) _mm512_storeu_si512(c + 16 * i, sum[i]);
}

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
  if (rows == 1 && width == 4 * panel_columns) return one_row(a, depth, b, c);
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
