#include "engines/shape.h"

#include <fmt/format.h>

#include <array>
#include <tuple>
#include <utility>

#include "engines/tensors.h"

namespace kireise::engines {
namespace {

constexpr std::array<std::pair<std::string_view, Quantisation>, 4> names{
    {{"Q4_0", Quantisation::q4_0}, {"Q4_K_M", Quantisation::q4_k}, {"Q8_0", Quantisation::q8_0}, {"F16", Quantisation::f16}}};

constexpr int widest = 1 << 24;

std::uint64_t wide(int value) { return static_cast<std::uint64_t>(value); }

std::uint64_t stored(std::uint64_t weights, TensorType type) {
    const auto layout = block_layout(type);
    return weights / layout.weights * layout.bytes;
}

// What a token uses of a tensor whose whole size is `amount`.
std::uint64_t used(const ModelShape& shape, const LayerTensor& tensor, std::uint64_t amount) {
    return tensor.experts == 0 ? amount : amount / wide(shape.experts) * wide(shape.experts_used);
}

std::uint64_t all_layers_bytes(const ModelShape& shape, Quantisation quantisation, bool only_used) {
    std::uint64_t bytes = 0;
    for (int layer = 0; layer < shape.layers; ++layer) {
        for (const auto& tensor : layer_tensors(shape, quantisation, layer)) {
            bytes += only_used ? used(shape, tensor, tensor.bytes()) : tensor.bytes();
        }
    }
    return bytes;
}

std::uint64_t table_weights(const ModelShape& shape) { return wide(shape.vocabulary) * wide(shape.embedding); }

Result<> check_extras(const ModelShape& shape) {
    if (shape.experts < 0 || shape.experts_used < 0 || shape.experts_used > shape.experts || (shape.experts > 0 && shape.experts_used == 0))
        return fail(ErrorKind::invalid, "The model's shape needs experts_used between 1 and experts, or both 0.");
    if (shape.sliding_window < 0 || shape.window_period < 0 || (shape.sliding_window > 0) != (shape.window_period > 0))
        return fail(ErrorKind::invalid, "The model's shape needs sliding_window and window_period together, or both 0.");
    if (shape.experts > 0 && shape.sliding_window > 0)
        return fail(ErrorKind::invalid, "A model with experts and a sliding window is not known here; choose one of both.");
    return {};
}

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
    for (const auto& [name, value, most] :
         {std::tuple{"layers", shape.layers, 10'000}, std::tuple{"embedding", shape.embedding, widest},
          std::tuple{"heads", shape.heads, widest}, std::tuple{"kv_heads", shape.kv_heads, widest},
          std::tuple{"head_dim", shape.head_dim, widest}, std::tuple{"feed_forward", shape.feed_forward, widest},
          std::tuple{"vocabulary", shape.vocabulary, widest}}) {
        if (value <= 0 || value > most)
            return fail(ErrorKind::invalid, fmt::format("The model's shape needs '{}' greater than 0 and at most {}.", name, most));
    }
    if (wide(shape.heads) * wide(shape.head_dim) > widest || shape.experts > 100'000)
        return fail(ErrorKind::invalid, "The model's shape has more heads or experts than any model.");
    if (shape.embedding % 32 != 0 || shape.feed_forward % 32 != 0 || shape.heads * shape.head_dim % 32 != 0) {
        return fail(
            ErrorKind::invalid,
            "The model's shape needs embedding, feed_forward and heads x head_dim as multiples of 32, the block of the quantisations.");
    }
    if (shape.heads % shape.kv_heads != 0) return fail(ErrorKind::invalid, "The model's shape needs heads as a multiple of kv_heads.");
    return check_extras(shape);
}

std::uint64_t layer_parameters(const ModelShape& shape) {
    std::uint64_t weights = 0;
    for (const auto& tensor : layer_tensors(shape, Quantisation::f16, 0)) weights += tensor.weights();
    return weights;
}

std::uint64_t active_layer_parameters(const ModelShape& shape) {
    std::uint64_t weights = 0;
    for (const auto& tensor : layer_tensors(shape, Quantisation::f16, 0)) weights += used(shape, tensor, tensor.weights());
    return weights;
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
        case TensorType::q5_0: return {32, 2 + 4 + 16};
        case TensorType::q8_0: return {32, 2 + 32};
        case TensorType::q4_k: return {256, 2 + 2 + 12 + 128};
        case TensorType::q6_k: return {256, 128 + 64 + 16 + 2};
    }
    return {1, 4};
}

TensorType matrix_type(Quantisation quantisation, int columns, bool more_bits) {
    const bool whole_blocks = columns % 256 == 0;
    switch (quantisation) {
        case Quantisation::q4_0: return TensorType::q4_0;
        case Quantisation::q4_k:
            if (more_bits) return whole_blocks ? TensorType::q6_k : TensorType::q8_0;
            return whole_blocks ? TensorType::q4_k : TensorType::q5_0;
        case Quantisation::q8_0: return TensorType::q8_0;
        case Quantisation::f16: return TensorType::f16;
    }
    return TensorType::f16;
}

TensorType head_type(const ModelShape& shape, Quantisation quantisation) {
    if (quantisation == Quantisation::q8_0 || quantisation == Quantisation::f16) return matrix_type(quantisation, shape.embedding);
    return shape.embedding % 256 == 0 ? TensorType::q6_k : TensorType::q8_0;
}

std::uint64_t layer_bytes(const ModelShape& shape, Quantisation quantisation) {
    return all_layers_bytes(shape, quantisation, false) / wide(shape.layers);
}

std::uint64_t output_head_bytes(const ModelShape& shape, Quantisation quantisation) {
    return stored(table_weights(shape), head_type(shape, quantisation)) + stored(wide(shape.embedding), TensorType::f32);
}

std::uint64_t weight_bytes(const ModelShape& shape, Quantisation quantisation) {
    const auto table = stored(table_weights(shape), matrix_type(quantisation, shape.embedding));
    return all_layers_bytes(shape, quantisation, false) + output_head_bytes(shape, quantisation) + (shape.tied_embeddings ? 0 : table);
}

std::uint64_t streamed_bytes(const ModelShape& shape, Quantisation quantisation) {
    return all_layers_bytes(shape, quantisation, true) + output_head_bytes(shape, quantisation);
}

std::uint64_t kv_bytes_per_token(const ModelShape& shape) {
    return wide(shape.layers) * wide(shape.kv_heads) * wide(shape.head_dim) * 2 * 2;
}

}  // namespace kireise::engines
