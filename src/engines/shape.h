#pragma once
// What decides the speed of a language model: its shape and its quantisation, not its values. A decoder with grouped-query attention,
// gated feed-forward (one, or experts of which a router picks a few for each token) and RMS norm. Sizes as llama.cpp stores them; the
// tensors one by one: tensors.h.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "blueprint/resource_types.h"

namespace kireise::engines {

using blueprint::ModelShape;

// q4_k: "Q4_K_M", four bits, six for the more important half of the value and down matrices.
enum class Quantisation { q4_0, q4_k, q8_0, f16 };

// "Q4_0", "Q4_K_M", "Q8_0", "F16" as in the model files of the Blaupause.
[[nodiscard]] std::string_view to_string(Quantisation quantisation);
[[nodiscard]] std::optional<Quantisation> parse_quantisation(std::string_view name);

// invalid: a number is not positive, beyond any model, or does not fit the others (blocks of 32 weights, whole groups of heads, experts
// used of those there are, a window with its period), or the shape has both experts and a window.
[[nodiscard]] Result<> check_shape(const ModelShape& shape);

// Weights in one layer, those of them that a token passes (all but the experts not used), in the embedding table plus output head (counted
// once when tied), and in all.
[[nodiscard]] std::uint64_t layer_parameters(const ModelShape& shape);
[[nodiscard]] std::uint64_t active_layer_parameters(const ModelShape& shape);
[[nodiscard]] std::uint64_t head_parameters(const ModelShape& shape);
[[nodiscard]] std::uint64_t parameters(const ModelShape& shape);

// How llama.cpp stores tensors (ggml.h, enum ggml_type).
enum class TensorType : std::uint32_t { f32 = 0, f16 = 1, q4_0 = 2, q5_0 = 6, q8_0 = 8, q4_k = 12, q6_k = 14 };
struct BlockLayout {
    std::uint64_t weights;  // in one block
    std::uint64_t bytes;    // of one block
};
[[nodiscard]] BlockLayout block_layout(TensorType type);

// Of a matrix with rows of `columns` weights. Blocks of 256 weights that do not fit a row become Q5_0 (for Q4_K) or Q8_0 (for Q6_K), as
// llama.cpp's quantiser does it. The output head is Q6_K beside Q4_0 and Q4_K.
[[nodiscard]] TensorType matrix_type(Quantisation quantisation, int columns, bool more_bits = false);
[[nodiscard]] TensorType head_type(const ModelShape& shape, Quantisation quantisation);

// Bytes. `layer_bytes` is the mean of the layers. `streamed_bytes` is what one decoded token reads from memory: every layer (of the experts
// only those used) and the output head, but not an untied embedding table.
[[nodiscard]] std::uint64_t layer_bytes(const ModelShape& shape, Quantisation quantisation);
[[nodiscard]] std::uint64_t output_head_bytes(const ModelShape& shape, Quantisation quantisation);
[[nodiscard]] std::uint64_t weight_bytes(const ModelShape& shape, Quantisation quantisation);
[[nodiscard]] std::uint64_t streamed_bytes(const ModelShape& shape, Quantisation quantisation);
[[nodiscard]] std::uint64_t kv_bytes_per_token(const ModelShape& shape);  // keys and values in f16, all layers

}  // namespace kireise::engines
