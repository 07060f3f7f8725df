#pragma once
// What decides the speed of a language model: its shape and its quantisation, not its values. A dense decoder after the Llama plan
// (grouped-query attention, gated feed-forward, RMS norm). Sizes as llama.cpp stores them.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "blueprint/resource_types.h"

namespace kireise::engines {

using blueprint::ModelShape;

enum class Quantisation { q4_0, q8_0, f16 };

// "Q4_0", "Q8_0", "F16" as in the model files of the Blaupause.
[[nodiscard]] std::string_view to_string(Quantisation quantisation);
[[nodiscard]] std::optional<Quantisation> parse_quantisation(std::string_view name);

// invalid: a number is not positive or does not fit the others (blocks of 32 weights, whole groups of heads).
[[nodiscard]] Result<> check_shape(const ModelShape& shape);

// Weights in one layer, in the embedding table plus output head (counted once when tied), and in all.
[[nodiscard]] std::uint64_t layer_parameters(const ModelShape& shape);
[[nodiscard]] std::uint64_t head_parameters(const ModelShape& shape);
[[nodiscard]] std::uint64_t parameters(const ModelShape& shape);

// How llama.cpp stores matrices of this quantisation; the output head is Q6_K beside Q4_0, as its own quantiser does it.
enum class TensorType : std::uint32_t { f32 = 0, f16 = 1, q4_0 = 2, q8_0 = 8, q6_k = 14 };
struct BlockLayout {
    std::uint64_t weights;  // in one block
    std::uint64_t bytes;    // of one block
};
[[nodiscard]] BlockLayout block_layout(TensorType type);
[[nodiscard]] TensorType matrix_type(Quantisation quantisation);
[[nodiscard]] TensorType head_type(const ModelShape& shape, Quantisation quantisation);

// Bytes. `streamed_bytes` is what one decoded token reads from memory: every layer and the output head, but not an untied embedding table.
[[nodiscard]] std::uint64_t layer_bytes(const ModelShape& shape, Quantisation quantisation);
[[nodiscard]] std::uint64_t output_head_bytes(const ModelShape& shape, Quantisation quantisation);
[[nodiscard]] std::uint64_t weight_bytes(const ModelShape& shape, Quantisation quantisation);
[[nodiscard]] std::uint64_t streamed_bytes(const ModelShape& shape, Quantisation quantisation);
[[nodiscard]] std::uint64_t kv_bytes_per_token(const ModelShape& shape);  // keys and values in f16, all layers

}  // namespace kireise::engines
