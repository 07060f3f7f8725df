#include "engines/tensors.h"

namespace kireise::engines {
namespace {

std::uint64_t wide(int value) { return static_cast<std::uint64_t>(value); }

// The layers whose value and down matrices get six bits in Q4_K_M: the first and last eighth, and every third between them.
bool gets_more_bits(int layer, int layers) {
    const int eighth = layers / 8;
    return layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
}

class Plan {
   public:
    Plan(const ModelShape& shape, Quantisation quantisation, int layer)
        : shape_(shape), quantisation_(quantisation), more_bits_(gets_more_bits(layer, shape.layers)) {}

    std::vector<LayerTensor> take() {
        attention();
        if (shape_.experts > 0) expert_matrices();
        else feed_forward();
        return std::move(tensors_);
    }

   private:
    void norm(std::string_view part, int width) { tensors_.push_back({part, width, 1, 0, TensorType::f32}); }

    void matrix(std::string_view part, int columns, int rows, bool important = false, int experts = 0) {
        tensors_.push_back({part, columns, rows, experts, matrix_type(quantisation_, columns, important && more_bits_)});
    }

    void attention() {
        const int queries = shape_.heads * shape_.head_dim;
        const int keys = shape_.kv_heads * shape_.head_dim;
        norm("attn_norm", shape_.embedding);
        matrix("attn_q", shape_.embedding, queries);
        matrix("attn_k", shape_.embedding, keys);
        matrix("attn_v", shape_.embedding, keys, true);
        matrix("attn_output", queries, shape_.embedding);
        if (shape_.experts == 0 && shape_.sliding_window == 0) return;
        norm("attn_q_norm", shape_.head_dim);
        norm("attn_k_norm", shape_.head_dim);
        if (shape_.sliding_window > 0) norm("post_attention_norm", shape_.embedding);
    }

    void feed_forward() {
        norm("ffn_norm", shape_.embedding);
        matrix("ffn_gate", shape_.embedding, shape_.feed_forward);
        matrix("ffn_up", shape_.embedding, shape_.feed_forward);
        matrix("ffn_down", shape_.feed_forward, shape_.embedding, true);
        if (shape_.sliding_window > 0) norm("post_ffw_norm", shape_.embedding);
    }

    void expert_matrices() {
        norm("ffn_norm", shape_.embedding);
        tensors_.push_back({"ffn_gate_inp", shape_.embedding, shape_.experts, 0, TensorType::f32});  // the router is never quantised
        matrix("ffn_gate_exps", shape_.embedding, shape_.feed_forward, false, shape_.experts);
        matrix("ffn_up_exps", shape_.embedding, shape_.feed_forward, false, shape_.experts);
        matrix("ffn_down_exps", shape_.feed_forward, shape_.embedding, true, shape_.experts);
    }

    const ModelShape& shape_;
    Quantisation quantisation_;
    bool more_bits_;
    std::vector<LayerTensor> tensors_;
};

}  // namespace

std::uint64_t LayerTensor::weights() const { return wide(columns) * wide(rows) * (experts > 0 ? wide(experts) : 1); }

std::uint64_t LayerTensor::bytes() const {
    const auto layout = block_layout(type);
    return weights() / layout.weights * layout.bytes;
}

std::string_view architecture_of(const ModelShape& shape) {
    if (shape.experts > 0) return "qwen3moe";
    return shape.sliding_window > 0 ? "gemma3" : "llama";
}

std::vector<LayerTensor> layer_tensors(const ModelShape& shape, Quantisation quantisation, int layer) {
    return Plan(shape, quantisation, layer).take();
}

bool sees_all(const ModelShape& shape, int layer) {
    return shape.sliding_window == 0 || layer % shape.window_period == shape.window_period - 1;
}

}  // namespace kireise::engines
