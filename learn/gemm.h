// Float matrix products for training: C = A * B or C += A * B, rows of C and B contiguous, A with any strides.
//
// A register tile of 12 rows by 32 columns runs over the whole depth, so every sum has one fixed order: the same build
// gives the same weights. N must be a multiple of 16. A's rows may overlap (a window of three words is a row of
// three times the width at a stride of one).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace demarche::learn {

struct Strided {
  const float* data;
  std::size_t row;    // floats from one row to the next
  std::size_t depth;  // floats from one column to the next
};

namespace gemm_detail {

typedef float Lane __attribute__((vector_size(64)));
typedef float LooseLane __attribute__((vector_size(64), aligned(4), may_alias));

template <int rows, int lanes>
__attribute__((noinline)) void tile(const Strided& a, std::size_t depth, const float* b, std::size_t b_stride, float* c,
                                    std::size_t c_stride, bool add) {
  Lane sum[rows][lanes];
#pragma GCC unroll 12
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 2
    for (int l = 0; l < lanes; ++l) sum[r][l] = Lane{};
  for (std::size_t k = 0; k < depth; ++k) {
    Lane column[lanes];
#pragma GCC unroll 2
    for (int l = 0; l < lanes; ++l) column[l] = *reinterpret_cast<const LooseLane*>(b + k * b_stride + 16 * l);
    const float* left = a.data + k * a.depth;
#pragma GCC unroll 12
    for (int r = 0; r < rows; ++r) {
      const float value = left[static_cast<std::size_t>(r) * a.row];
#pragma GCC unroll 2
      for (int l = 0; l < lanes; ++l) sum[r][l] += column[l] * value;
    }
  }
#pragma GCC unroll 12
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 2
    for (int l = 0; l < lanes; ++l) {
      LooseLane* out = reinterpret_cast<LooseLane*>(c + static_cast<std::size_t>(r) * c_stride + 16 * l);
      *out = add ? *out + sum[r][l] : sum[r][l];
    }
}

template <int lanes>
inline void columns(const Strided& a, std::size_t rows, std::size_t depth, const float* b, std::size_t b_stride,
                    float* c, std::size_t c_stride, bool add) {
  std::size_t r = 0;
  const auto at = [&](std::size_t row) { return Strided{a.data + row * a.row, a.row, a.depth}; };
  for (; r + 12 <= rows; r += 12) tile<12, lanes>(at(r), depth, b, b_stride, c + r * c_stride, c_stride, add);
  for (; r + 4 <= rows; r += 4) tile<4, lanes>(at(r), depth, b, b_stride, c + r * c_stride, c_stride, add);
  for (; r < rows; ++r) tile<1, lanes>(at(r), depth, b, b_stride, c + r * c_stride, c_stride, add);
}

}  // namespace gemm_detail

/// Panels of B are copied together first: rows far apart would fight for the same cache sets.
inline void multiply(const Strided& a, std::size_t rows, std::size_t depth, const float* b, std::size_t width, float* c,
                     bool add) {
  static std::vector<float> panel;
  panel.resize(depth * 32 + 16);
  float* packed = panel.data() + (64 - reinterpret_cast<std::uintptr_t>(panel.data()) % 64) % 64 / sizeof(float);
  for (std::size_t n = 0; n < width; n += 32) {
    const std::size_t columns = width - n < 32 ? 16 : 32;
    for (std::size_t k = 0; k < depth; ++k)
      std::memcpy(packed + k * columns, b + k * width + n, columns * sizeof(float));
    if (columns == 32)
      gemm_detail::columns<2>(a, rows, depth, packed, columns, c + n, width, add);
    else
      gemm_detail::columns<1>(a, rows, depth, packed, columns, c + n, width, add);
  }
}

}  // namespace demarche::learn
