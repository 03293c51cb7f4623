// The integer kernels of the language models, once for each instruction set, with the same results on all of them.
//
// Activations are unsigned 7-bit (0..127), weights signed 8-bit, sums 32-bit: AVX2's multiply-add then never saturates,
// so every path sums the same integers. Floats appear only element by element (scale, add, round), never in a sum whose
// order could vary, and never fused. Knows numbers, not language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::nn {

inline constexpr std::size_t panel_columns = 32;  // widths are multiples of this
inline constexpr std::int32_t zero_level = 64;    // the 7-bit level that stands for 0 in signed activations

/// Scores for parser steps are taken over this many columns.
inline constexpr std::size_t action_columns = 128;

struct Kernels {
  const char* name;
  /// c[m][n] = sum over k of a[m][k] * b[k][n]. b is packed: panels of 32 columns, in each depth/4 groups of 32 x 4
  /// bytes. Rows of a may overlap. `depth` is a multiple of 4, `width` of 32. Reads nothing beyond a's last row's
  /// depth.
  void (*multiply)(const std::uint8_t* a, std::size_t a_stride, std::size_t rows, std::size_t depth,
                   const std::int8_t* b, std::size_t width, std::int32_t* c);
  /// x[i] += max(0, c[i] * scale[i] + bias[i])
  void (*add_relu)(const std::int32_t* c, const float* scale, const float* bias, float* x, std::size_t n);
  /// q[i] = clamp(round(x[i] * scale[i]) + 64, 0, 127), halves to even.
  void (*quantise)(const float* x, const float* scale, std::uint8_t* q, std::size_t n);
  /// y[i] = c[i] * scale[i] + bias[i]
  void (*rescale)(const std::int32_t* c, const float* scale, const float* bias, float* y, std::size_t n);
  /// y[i] = clamp(round(c[i] * scale[i] + bias[i]), -2900, 2900)
  void (*to_int16)(const std::int32_t* c, const float* scale, const float* bias, std::int16_t* y, std::size_t n);
  /// x[i] += row[i] * scale
  void (*add_row)(const std::int8_t* row, float scale, float* x, std::size_t n);
  /// hidden[i] = clamp((sum of rows[r][i]) / 8, 0, 127), rounded; at most 11 rows of to_int16, so that 16 bits suffice.
  void (*hidden)(const std::int16_t* const* rows, std::size_t count, std::uint8_t* hidden, std::size_t n);
  /// The lowest index of the greatest (c[i] * scale[i] + bias[i]) of action_columns columns.
  int (*best)(const std::int32_t* c, const float* scale, const float* bias);
};

const Kernels& scalar_kernels();
const Kernels* avx2_kernels();    // null when not compiled in
const Kernels* avx512_kernels();  // null when not compiled in

/// The best set that this machine has; DEMARCHE_ISA=scalar|avx2|avx512 forces one that it has.
const Kernels& kernels();
/// Every set that this machine has.
std::vector<const Kernels*> available_kernels();

/// Packs b[depth][width] for multiply.
std::string pack_weights(const std::int8_t* b, std::size_t depth, std::size_t width);

}  // namespace demarche::nn
