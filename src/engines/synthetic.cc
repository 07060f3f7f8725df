#include "engines/synthetic.h"

#include <fmt/format.h>

#include <map>

#include "engines/random_weights.h"
#include "engines/tensors.h"

namespace kireise::engines {
namespace {

std::uint32_t u32(int value) { return static_cast<std::uint32_t>(value); }

std::uint32_t file_type(Quantisation quantisation) {  // llama.h, enum llama_ftype
    switch (quantisation) {
        case Quantisation::q4_0: return 2;
        case Quantisation::q4_k: return 15;
        case Quantisation::q8_0: return 7;
        case Quantisation::f16: return 1;
    }
    return 1;
}

using Metadata = std::vector<std::pair<std::string, GgufValue>>;

Metadata metadata(const ModelShape& shape, Quantisation quantisation) {
    const auto name = [plan = architecture_of(shape)](std::string_view key) { return fmt::format("{}.{}", plan, key); };
    Metadata out{{"general.architecture", std::string(architecture_of(shape))},
                 {"general.name", std::string("synthetic, for measuring only")},
                 {"general.file_type", file_type(quantisation)},
                 {name("vocab_size"), u32(shape.vocabulary)},
                 {name("context_length"), std::uint32_t{32768}},
                 {name("embedding_length"), u32(shape.embedding)},
                 {name("block_count"), u32(shape.layers)},
                 {name("feed_forward_length"), u32(shape.feed_forward)},
                 {name("attention.head_count"), u32(shape.heads)},
                 {name("attention.head_count_kv"), u32(shape.kv_heads)},
                 {name("attention.key_length"), u32(shape.head_dim)},
                 {name("attention.value_length"), u32(shape.head_dim)},
                 {name("attention.layer_norm_rms_epsilon"), 1e-5F},
                 {name("rope.dimension_count"), u32(shape.head_dim)},
                 {name("rope.freq_base"), 500000.0F}};
    if (shape.experts > 0) {
        out.emplace_back(name("expert_count"), u32(shape.experts));
        out.emplace_back(name("expert_used_count"), u32(shape.experts_used));
        out.emplace_back(name("expert_feed_forward_length"), u32(shape.feed_forward));
    }
    if (shape.sliding_window > 0) {
        out.emplace_back(name("attention.sliding_window"), u32(shape.sliding_window));
        out.emplace_back(name("attention.sliding_window_pattern"), u32(shape.window_period));
    }
    out.emplace_back("tokenizer.ggml.model", std::string("no_vocab"));
    return out;
}

void fill_ones(std::uint64_t, std::span<std::byte> part) {
    const float one = 1;
    for (std::size_t i = 0; i + sizeof(one) <= part.size(); i += sizeof(one)) std::memcpy(part.data() + i, &one, sizeof(one));
}

class Builder {
   public:
    explicit Builder(std::uint64_t seed) : seed_(seed) {}

    void matrix(std::string name, int columns, int rows, TensorType type) { matrix(std::move(name), {wide(columns), wide(rows)}, type); }

    void norm(std::string name, int width) { tensors.push_back({std::move(name), {wide(width)}, TensorType::f32, fill_ones}); }

    void layer(const ModelShape& shape, Quantisation quantisation, int number) {
        for (const auto& tensor : layer_tensors(shape, quantisation, number)) {
            auto name = fmt::format("blk.{}.{}.weight", number, tensor.part);
            if (tensor.rows == 1) norm(std::move(name), tensor.columns);
            else if (tensor.experts == 0) matrix(std::move(name), tensor.columns, tensor.rows, tensor.type);
            else matrix(std::move(name), {wide(tensor.columns), wide(tensor.rows), wide(tensor.experts)}, tensor.type);
        }
    }

    std::vector<GgufTensor> tensors;

   private:
    static std::uint64_t wide(int value) { return static_cast<std::uint64_t>(value); }

    void matrix(std::string name, std::vector<std::uint64_t> dims, TensorType type) {
        auto& stretch = stretches_[{type, dims.front()}];
        if (!stretch) stretch = random_stretch(type, dims.front(), seed_);
        tensors.push_back({std::move(name), std::move(dims), type, repeat(stretch, type, tensors.size() * 7919)});
    }

    std::uint64_t seed_;
    std::map<std::pair<TensorType, std::uint64_t>, Stretch> stretches_;
};

}  // namespace

Result<Gguf> synthetic_model(const ModelShape& shape, Quantisation quantisation, std::uint64_t seed) {
    TRY(check_shape(shape));
    Builder build(seed);
    const auto head = head_type(shape, quantisation);
    const auto table = shape.tied_embeddings ? head : matrix_type(quantisation, shape.embedding);
    build.matrix("token_embd.weight", shape.embedding, shape.vocabulary, table);
    for (int layer = 0; layer < shape.layers; ++layer) build.layer(shape, quantisation, layer);
    build.norm("output_norm.weight", shape.embedding);
    if (!shape.tied_embeddings) build.matrix("output.weight", shape.embedding, shape.vocabulary, head);
    return Gguf{metadata(shape, quantisation), std::move(build.tensors)};
}

}  // namespace kireise::engines
