#include "engines/synthetic.h"

#include <fmt/format.h>

#include <map>

#include "engines/random_weights.h"

namespace kireise::engines {
namespace {

std::uint32_t u32(int value) { return static_cast<std::uint32_t>(value); }

std::vector<std::pair<std::string, GgufValue>> metadata(const ModelShape& shape, Quantisation quantisation) {
    const std::uint32_t file_type = quantisation == Quantisation::q4_0 ? 2 : quantisation == Quantisation::q8_0 ? 7 : 1;
    return {{"general.architecture", std::string("llama")},
            {"general.name", std::string("synthetic, for measuring only")},
            {"general.file_type", file_type},
            {"llama.vocab_size", u32(shape.vocabulary)},
            {"llama.context_length", std::uint32_t{32768}},
            {"llama.embedding_length", u32(shape.embedding)},
            {"llama.block_count", u32(shape.layers)},
            {"llama.feed_forward_length", u32(shape.feed_forward)},
            {"llama.attention.head_count", u32(shape.heads)},
            {"llama.attention.head_count_kv", u32(shape.kv_heads)},
            {"llama.attention.key_length", u32(shape.head_dim)},
            {"llama.attention.value_length", u32(shape.head_dim)},
            {"llama.attention.layer_norm_rms_epsilon", 1e-5F},
            {"llama.rope.dimension_count", u32(shape.head_dim)},
            {"llama.rope.freq_base", 500000.0F},
            {"tokenizer.ggml.model", std::string("no_vocab")}};
}

void fill_ones(std::uint64_t, std::span<std::byte> part) {
    const float one = 1;
    for (std::size_t i = 0; i + sizeof(one) <= part.size(); i += sizeof(one)) std::memcpy(part.data() + i, &one, sizeof(one));
}

class Builder {
   public:
    Builder(TensorType type, std::uint64_t seed) : type_(type), seed_(seed) {}

    void matrix(std::string name, int columns, int rows) { matrix(std::move(name), columns, rows, type_); }

    void matrix(std::string name, int columns, int rows, TensorType type) {
        const auto row_length = static_cast<std::uint64_t>(columns);
        auto& stretch = stretches_[{type, row_length}];
        if (!stretch) stretch = random_stretch(type, row_length, seed_);
        tensors.push_back(
            {std::move(name), {row_length, static_cast<std::uint64_t>(rows)}, type, repeat(stretch, type, tensors.size() * 7919)});
    }

    void norm(std::string name, int columns) {
        tensors.push_back({std::move(name), {static_cast<std::uint64_t>(columns)}, TensorType::f32, fill_ones});
    }

    std::vector<GgufTensor> tensors;

   private:
    TensorType type_;
    std::uint64_t seed_;
    std::map<std::pair<TensorType, std::uint64_t>, Stretch> stretches_;
};

void add_layer(Builder& build, const ModelShape& shape, int number) {
    const auto name = [&](std::string_view part) { return fmt::format("blk.{}.{}.weight", number, part); };
    const auto queries = shape.heads * shape.head_dim;
    const auto keys = shape.kv_heads * shape.head_dim;
    build.norm(name("attn_norm"), shape.embedding);
    build.matrix(name("attn_q"), shape.embedding, queries);
    build.matrix(name("attn_k"), shape.embedding, keys);
    build.matrix(name("attn_v"), shape.embedding, keys);
    build.matrix(name("attn_output"), queries, shape.embedding);
    build.norm(name("ffn_norm"), shape.embedding);
    build.matrix(name("ffn_gate"), shape.embedding, shape.feed_forward);
    build.matrix(name("ffn_up"), shape.embedding, shape.feed_forward);
    build.matrix(name("ffn_down"), shape.feed_forward, shape.embedding);
}

}  // namespace

Result<Gguf> synthetic_model(const ModelShape& shape, Quantisation quantisation, std::uint64_t seed) {
    TRY(check_shape(shape));
    if (shape.experts > 0) return fail(ErrorKind::invalid, "Models with experts cannot be imitated yet; choose a dense model class.");
    Builder build(matrix_type(quantisation), seed);
    const auto head = head_type(shape, quantisation);
    build.matrix("token_embd.weight", shape.embedding, shape.vocabulary, shape.tied_embeddings ? head : matrix_type(quantisation));
    for (int layer = 0; layer < shape.layers; ++layer) add_layer(build, shape, layer);
    build.norm("output_norm.weight", shape.embedding);
    if (!shape.tied_embeddings) build.matrix("output.weight", shape.embedding, shape.vocabulary, head);
    return Gguf{metadata(shape, quantisation), std::move(build.tensors)};
}

}  // namespace kireise::engines
