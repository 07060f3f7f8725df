#pragma once
// The tensors of a language model of a given shape and quantisation: what its weights are, how many bytes each takes, which of them a token
// passes. Three plans that llama.cpp knows: "llama" (dense), "qwen3moe" (experts), "gemma3" (layers with a sliding window).
//
// Quantisations as llama.cpp's own quantiser makes them (llama-quantize, without an importance matrix), simplified: its special cases for
// models of exactly 8 experts, of 70 billion parameters and for Falcon are left out.

#include <cstdint>
#include <string_view>
#include <vector>

#include "engines/shape.h"

namespace kireise::engines {

struct LayerTensor {
    std::string_view part;  // "attn_q" of "blk.0.attn_q.weight"
    int columns = 0;        // row length
    int rows = 1;
    int experts = 0;  // 0: every token passes it; else there is one matrix for each expert
    TensorType type = TensorType::f32;

    [[nodiscard]] std::uint64_t weights() const;
    [[nodiscard]] std::uint64_t bytes() const;
};

// Name of the plan that fits the shape.
[[nodiscard]] std::string_view architecture_of(const ModelShape& shape);

// Of layer `layer`, 0 .. layers-1: which matrices get more bits in Q4_K_M depends on it.
[[nodiscard]] std::vector<LayerTensor> layer_tensors(const ModelShape& shape, Quantisation quantisation, int layer);

// Does the layer see the whole context, or only a window?
[[nodiscard]] bool sees_all(const ModelShape& shape, int layer);

}  // namespace kireise::engines
