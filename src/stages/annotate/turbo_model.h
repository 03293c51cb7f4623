// The tensors of a turbo model as typed views of the mapped file, checked once at opening.
//
// Float tensors hold scales and biases only; weights are int8, packed for nn::Kernels::multiply. learn/export.cpp
// writes what this reads: the shapes stand here.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "demarche/result.h"
#include "nn/model_file.h"
#include "stages/annotate/arc_hybrid.h"
#include "stages/annotate/lemma_rules.h"

namespace demarche {

// Columns of the heads' scores.
inline constexpr std::size_t upos_column = 0;
inline constexpr std::size_t names_column = 32;
inline constexpr std::size_t feats_column = 96;

/// y = scale * (q * weights) + bias; the bias already takes off what the level of zero adds.
struct Product {
  const std::int8_t* weights = nullptr;  // [depth][width], packed
  const float* scale = nullptr;          // [width]
  const float* bias = nullptr;           // [width]
  std::size_t depth = 0, width = 0;
};

/// Version of the meaning of the tensors: features, columns, transitions.
inline constexpr std::uint32_t turbo_layout = 2;

struct TurboConfig {
  std::uint32_t layout, width, layers, hidden, bundles, reserved[3];
};

struct TurboModel {
  ModelFile file;
  std::size_t width = 0, layers = 0, hidden = 0, head_columns = 0;
  const std::int8_t* embedding = nullptr;    // [total_feature_rows()][width]
  const float* embedding_scale = nullptr;    // a row
  std::vector<const float*> quantise_input;  // of layer l, and of the encoder's output: [width]
  std::vector<Product> conv;                 // depth 3 width
  Product heads, slots, actions;
  const std::int16_t* absent = nullptr;      // [parser_slots][hidden]
  const std::int16_t* root = nullptr;        // [parser_slots][hidden]
  const std::int16_t* label_rows = nullptr;  // [parser_label_slots][deprel_count + 1][hidden]
  std::vector<std::string_view> bundles;
  std::array<std::vector<std::uint16_t>, upos_names.size()> bundles_of;  // that a tag may have
  const std::uint16_t* inflection_of_bundle = nullptr;                   // [bundles], for lemmas
  LemmaRules lemmas;

  static Result<TurboModel> open(const std::string& path);
};

}  // namespace demarche
