#include "engines/shape.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace kireise::engines {
namespace {

constexpr std::array<std::pair<std::string_view, Quantisation>, 3> names{
    {{"Q4_0", Quantisation::q4_0}, {"Q8_0", Quantisation::q8_0}, {"F16", Quantisation::f16}}};

std::uint64_t wide(int value) { return static_cast<std::uint64_t>(value); }

std::uint64_t stored(std::uint64_t weights, TensorType type) {
    const auto layout = block_layout(type);
    return weights / layout.weights * layout.bytes;
}

std::uint64_t norm_weights(const ModelShape& shape) { return 2 * wide(shape.embedding); }

}  // namespace

std::string_view to_string(Quantisation quantisation) {
    for (const auto& [name, value] : names) {
        if (value == quantisation) return name;
    }
    return "";
}

std::optional<Quantisation> parse_quantisation(std::string_view name) {
    for (const auto& [known, value] : names) {
        if (known == name) return value;
    }
    return std::nullopt;
}

Result<> check_shape(const ModelShape& shape) {
    for (const auto& [name, value] :
         {std::pair{"layers", shape.layers}, std::pair{"embedding", shape.embedding}, std::pair{"heads", shape.heads},
          std::pair{"kv_heads", shape.kv_heads}, std::pair{"head_dim", shape.head_dim}, std::pair{"feed_forward", shape.feed_forward},
          std::pair{"vocabulary", shape.vocabulary}}) {
        if (value <= 0) return fail(ErrorKind::invalid, fmt::format("The model's shape needs '{}' greater than 0.", name));
    }
    if (shape.embedding % 32 != 0 || shape.feed_forward % 32 != 0 || shape.heads * shape.head_dim % 32 != 0) {
        return fail(
            ErrorKind::invalid,
            "The model's shape needs embedding, feed_forward and heads x head_dim as multiples of 32, the block of the quantisations.");
    }
    if (shape.heads % shape.kv_heads != 0) return fail(ErrorKind::invalid, "The model's shape needs heads as a multiple of kv_heads.");
    return {};
}

std::uint64_t layer_parameters(const ModelShape& shape) {
    const auto attention = wide(shape.embedding) * wide(shape.head_dim) * 2 * (wide(shape.heads) + wide(shape.kv_heads));
    return attention + 3 * wide(shape.embedding) * wide(shape.feed_forward) + norm_weights(shape);
}

std::uint64_t head_parameters(const ModelShape& shape) {
    return wide(shape.vocabulary) * wide(shape.embedding) * (shape.tied_embeddings ? 1 : 2) + wide(shape.embedding);
}

std::uint64_t parameters(const ModelShape& shape) { return wide(shape.layers) * layer_parameters(shape) + head_parameters(shape); }

BlockLayout block_layout(TensorType type) {
    switch (type) {
        case TensorType::f32: return {1, 4};
        case TensorType::f16: return {1, 2};
        case TensorType::q4_0: return {32, 2 + 16};
        case TensorType::q8_0: return {32, 2 + 32};
        case TensorType::q6_k: return {256, 128 + 64 + 16 + 2};
    }
    return {1, 4};
}

TensorType matrix_type(Quantisation quantisation) {
    switch (quantisation) {
        case Quantisation::q4_0: return TensorType::q4_0;
        case Quantisation::q8_0: return TensorType::q8_0;
        case Quantisation::f16: return TensorType::f16;
    }
    return TensorType::f16;
}

TensorType head_type(const ModelShape& shape, Quantisation quantisation) {
    if (quantisation != Quantisation::q4_0) return matrix_type(quantisation);
    return shape.embedding % 256 == 0 ? TensorType::q6_k : TensorType::q8_0;
}

std::uint64_t layer_bytes(const ModelShape& shape, Quantisation quantisation) {
    const auto norms = norm_weights(shape);
    return stored(layer_parameters(shape) - norms, matrix_type(quantisation)) + stored(norms, TensorType::f32);
}

std::uint64_t output_head_bytes(const ModelShape& shape, Quantisation quantisation) {
    return stored(wide(shape.vocabulary) * wide(shape.embedding), head_type(shape, quantisation)) +
           stored(wide(shape.embedding), TensorType::f32);
}

std::uint64_t weight_bytes(const ModelShape& shape, Quantisation quantisation) {
    const auto table = stored(wide(shape.vocabulary) * wide(shape.embedding), matrix_type(quantisation));
    return streamed_bytes(shape, quantisation) + (shape.tied_embeddings ? 0 : table);
}

std::uint64_t streamed_bytes(const ModelShape& shape, Quantisation quantisation) {
    return wide(shape.layers) * layer_bytes(shape, quantisation) + output_head_bytes(shape, quantisation);
}

std::uint64_t kv_bytes_per_token(const ModelShape& shape) {
    return wide(shape.layers) * wide(shape.kv_heads) * wide(shape.head_dim) * 2 * 2;
}

}  // namespace kireise::engines
