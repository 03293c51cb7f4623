// Every instruction set must give the scalar kernels' bits, on any sizes the models use.
#include "nn/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace demarche::nn {
namespace {

struct Noise {
  std::uint64_t state = 42;
  std::uint32_t next() {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<std::uint32_t>(state >> 33);
  }
  float real(float range) { return (static_cast<float>(next() % 20001) / 10000.0f - 1.0f) * range; }
};

template <typename T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

// The definition, without packing.
std::vector<std::int32_t> plain_product(const std::vector<std::uint8_t>& a, std::size_t stride, std::size_t rows,
                                        std::size_t depth, const std::vector<std::int8_t>& b, std::size_t width) {
  std::vector<std::int32_t> c(rows * width);
  for (std::size_t m = 0; m < rows; ++m)
    for (std::size_t n = 0; n < width; ++n)
      for (std::size_t k = 0; k < depth; ++k) c[m * width + n] += a[m * stride + k] * b[k * width + n];
  return c;
}

TEST(Kernels, ProductsAreExactOnEverySet) {
  Noise noise;
  for (const auto& [rows, depth, width, stride] : std::vector<std::array<std::size_t, 4>>{
           {1, 4, 32, 4}, {3, 128, 128, 128}, {17, 480, 160, 160}, {29, 96, 64, 32}, {64, 160, 1024, 160}}) {
    std::vector<std::uint8_t> a((rows - 1) * stride + depth);
    std::vector<std::int8_t> b(depth * width);
    for (auto& x : a) x = static_cast<std::uint8_t>(noise.next() % 128);
    for (auto& x : b) x = static_cast<std::int8_t>(static_cast<int>(noise.next() % 256) - 128);
    const auto expected = plain_product(a, stride, rows, depth, b, width);
    const std::string packed = pack_weights(b.data(), depth, width);
    for (const Kernels* set : available_kernels()) {
      std::vector<std::int32_t> c(rows * width, -1);
      set->multiply(a.data(), stride, rows, depth, reinterpret_cast<const std::int8_t*>(packed.data()), width,
                    c.data());
      EXPECT_TRUE(same_bits(c, expected)) << set->name << " " << rows << "x" << depth << "x" << width;
    }
  }
}

TEST(Kernels, ExtremeProductsDoNotSaturate) {
  const std::vector<std::uint8_t> a(512, 127);
  const std::vector<std::int8_t> b(512 * 32, -128);
  const std::string packed = pack_weights(b.data(), 512, 32);
  for (const Kernels* set : available_kernels()) {
    std::vector<std::int32_t> c(32);
    set->multiply(a.data(), 512, 1, 512, reinterpret_cast<const std::int8_t*>(packed.data()), 32, c.data());
    for (const std::int32_t x : c) EXPECT_EQ(x, -127 * 128 * 512) << set->name;
  }
}

TEST(Kernels, ElementwiseBitsAgree) {
  Noise noise;
  constexpr std::size_t n = 160;
  std::vector<std::int32_t> c(n);
  std::vector<float> scale(n), bias(n), x(n);
  std::vector<std::int8_t> row(n);
  for (std::size_t i = 0; i < n; ++i) {
    c[i] = static_cast<std::int32_t>(noise.next()) % 2000000 - 1000000;
    scale[i] = noise.real(3e-4f);
    bias[i] = noise.real(9);
    x[i] = noise.real(40);
    row[i] = static_cast<std::int8_t>(noise.next());
  }
  const Kernels& one = scalar_kernels();
  for (const Kernels* set : available_kernels()) {
    std::vector<float> a = x, b = x;
    one.add_relu(c.data(), scale.data(), bias.data(), a.data(), n);
    set->add_relu(c.data(), scale.data(), bias.data(), b.data(), n);
    EXPECT_TRUE(same_bits(a, b)) << set->name;
    one.add_row(row.data(), 0.0173f, a.data(), n);
    set->add_row(row.data(), 0.0173f, b.data(), n);
    EXPECT_TRUE(same_bits(a, b)) << set->name;
    one.rescale(c.data(), scale.data(), bias.data(), a.data(), n);
    set->rescale(c.data(), scale.data(), bias.data(), b.data(), n);
    EXPECT_TRUE(same_bits(a, b)) << set->name;
    std::vector<std::uint8_t> q(n), r(n);
    one.quantise(x.data(), bias.data(), q.data(), n);
    set->quantise(x.data(), bias.data(), r.data(), n);
    EXPECT_TRUE(same_bits(q, r)) << set->name;
    std::vector<std::int16_t> s(n), t(n);
    one.to_int16(c.data(), bias.data(), scale.data(), s.data(), n);
    set->to_int16(c.data(), bias.data(), scale.data(), t.data(), n);
    EXPECT_TRUE(same_bits(s, t)) << set->name;
  }
}

TEST(Kernels, QuantiseRoundsHalvesToEvenAndClamps) {
  const std::vector<float> x = {0, 0.5f, 1.5f, -0.5f, -1.5f, 100, -100, 62.4f};
  std::vector<float> in(32, 0), ones(32, 1);
  std::copy(x.begin(), x.end(), in.begin());
  for (const Kernels* set : available_kernels()) {
    std::vector<std::uint8_t> q(32);
    set->quantise(in.data(), ones.data(), q.data(), 32);
    EXPECT_EQ(std::vector<std::uint8_t>(q.begin(), q.begin() + 8),
              (std::vector<std::uint8_t>{64, 64, 66, 64, 62, 127, 0, 126}))
        << set->name;
  }
}

TEST(Kernels, HiddenSumsElevenRowsOfAnySize) {
  Noise noise;
  std::vector<std::vector<std::int16_t>> rows(11, std::vector<std::int16_t>(128));
  std::vector<const std::int16_t*> views;
  for (auto& r : rows) {
    for (auto& v : r) v = static_cast<std::int16_t>(static_cast<int>(noise.next() % 5801) - 2900);
    r[0] = 2900;
    r[1] = -2900;
    views.push_back(r.data());
  }
  std::vector<std::uint8_t> expected(128), got(128);
  for (std::size_t i = 0; i < 128; ++i) {
    int sum = 4;
    for (const auto& r : rows) sum += r[i];
    expected[i] = static_cast<std::uint8_t>(std::min(127, std::max(0, sum) >> 3));
  }
  for (const Kernels* set : available_kernels()) {
    set->hidden(views.data(), views.size(), got.data(), 128);
    EXPECT_TRUE(same_bits(expected, got)) << set->name;
  }
}

TEST(Kernels, BestTakesTheLowestOfEqualScores) {
  std::vector<std::int32_t> c(action_columns, 5);
  std::vector<float> scale(action_columns, 0.5f), bias(action_columns, 1.0f);
  c[77] = c[100] = 9;
  bias[3] = -1e30f;
  for (const Kernels* set : available_kernels())
    EXPECT_EQ(set->best(c.data(), scale.data(), bias.data()), 77) << set->name;
}

}  // namespace
}  // namespace demarche::nn
