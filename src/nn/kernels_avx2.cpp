// Compiled with -mavx2 only: nothing else may live here.
#include "nn/kernels.h"

#ifdef __AVX2__
#include <immintrin.h>

namespace demarche::nn {
namespace {

#include "nn/kernels_elementwise.inc"

// Eight registers of 16 sums at a time.
void hidden(const std::int16_t* const* rows, std::size_t count, std::uint8_t* out, std::size_t n) {
  const __m256i half = _mm256_set1_epi16(4), zero = _mm256_setzero_si256(), top = _mm256_set1_epi16(127);
  for (std::size_t at = 0; at < n; at += 32) {
    __m256i low = half, high = half;
    for (std::size_t r = 0; r < count; ++r) {
      low = _mm256_add_epi16(low, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows[r] + at)));
      high = _mm256_add_epi16(high, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows[r] + at + 16)));
    }
    low = _mm256_min_epi16(_mm256_srai_epi16(_mm256_max_epi16(low, zero), 3), top);
    high = _mm256_min_epi16(_mm256_srai_epi16(_mm256_max_epi16(high, zero), 3), top);
    const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(low, high), 0xD8);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + at), bytes);
  }
}

// R rows by 16 columns (half a panel). Two products of 7 by 8 bits fit 16 bits.
template <int R>
inline void tile(const std::uint8_t* a, std::size_t a_stride, std::size_t depth, const std::int8_t* b, std::int32_t* c,
                 std::size_t width) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i sum[R][2];
  for (int r = 0; r < R; ++r) sum[r][0] = sum[r][1] = _mm256_setzero_si256();
  for (std::size_t k = 0; k < depth; k += 4) {
    const __m256i b0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + k * panel_columns));
    const __m256i b1 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + k * panel_columns + 32));
#pragma GCC unroll 4
    for (int r = 0; r < R; ++r) {
      int four;
      __builtin_memcpy(&four, a + r * a_stride + k, 4);
      const __m256i left = _mm256_set1_epi32(four);
      sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(_mm256_maddubs_epi16(left, b0), ones));
      sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(_mm256_maddubs_epi16(left, b1), ones));
    }
  }
#pragma GCC unroll 4
  for (int r = 0; r < R; ++r) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(c + r * width), sum[r][0]);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(c + r * width + 8), sum[r][1]);
  }
}

void multiply(const std::uint8_t* a, std::size_t a_stride, std::size_t rows, std::size_t depth, const std::int8_t* b,
              std::size_t width, std::int32_t* c) {
  for (std::size_t n = 0; n < width; n += panel_columns)
    for (std::size_t half = 0; half < panel_columns; half += 16) {
      const std::int8_t* panel = b + n * depth + half * 4;
      std::int32_t* out = c + n + half;
      std::size_t m = 0;
      for (; m + 4 <= rows; m += 4) tile<4>(a + m * a_stride, a_stride, depth, panel, out + m * width, width);
      for (; m < rows; ++m) tile<1>(a + m * a_stride, a_stride, depth, panel, out + m * width, width);
    }
}

constexpr Kernels table = {"avx2", multiply, add_relu, quantise, rescale, to_int16, add_row, hidden, best};

}  // namespace

const Kernels* avx2_kernels() {
  return &table;
}

}  // namespace demarche::nn
#else
namespace demarche::nn {
const Kernels* avx2_kernels() {
  return nullptr;
}
}  // namespace demarche::nn
#endif
