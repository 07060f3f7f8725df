#include "engines/gguf_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "base/text.h"

namespace kireise::engines {
namespace {

// Bytes that are no UTF-8 and control characters become "?"; cut at a limit.
std::string clean(std::string text, std::size_t limit) {
    text.resize(std::min(text.size(), limit));
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0U) == 0x80U && !is_utf8(text)) text.pop_back();
    if (!text.empty() && !is_utf8(text)) {
        std::ranges::replace_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; }, '?');
    }
    std::ranges::replace_if(text, [](char c) { return (static_cast<unsigned char>(c) < 32 && c != '\n') || c == 127; }, '?');
    return text;
}

constexpr std::size_t short_text = 200;

// The numbers of the shape; 0 where the file says nothing, -1 where it says something impossible.
class ShapeReader {
   public:
    explicit ShapeReader(const GgufHead& head) : head_(head), plan_(head.text("general.architecture")) {}

    ModelShape read() const {
        ModelShape shape{.layers = number("block_count"), .embedding = number("embedding_length"), .heads = number("attention.head_count")};
        shape.kv_heads = number("attention.head_count_kv");
        if (shape.kv_heads == 0) shape.kv_heads = shape.heads;
        shape.head_dim = number("attention.key_length");
        if (shape.head_dim == 0 && shape.heads > 0) shape.head_dim = shape.embedding / shape.heads;
        shape.experts = number("expert_count");
        shape.experts_used = number("expert_used_count");
        shape.feed_forward = number("feed_forward_length");
        if (const int width = number("expert_feed_forward_length"); shape.experts > 0 && width > 0) shape.feed_forward = width;
        shape.vocabulary = vocabulary();
        shape.tied_embeddings = head_.tensor("output.weight") == nullptr;
        window(shape);
        return shape;
    }

   private:
    [[nodiscard]] int number(std::string_view key) const { return fitting(head_.number(fmt::format("{}.{}", plan_, key)).value_or(0)); }

    static int fitting(std::int64_t value) {
        return value < 0 || value > std::numeric_limits<int>::max() / 64 ? -1 : static_cast<int>(value);
    }

    // The table decides; what the metadata say may be missing.
    [[nodiscard]] int vocabulary() const {
        const auto* table = head_.tensor("token_embd.weight");
        if (table == nullptr || table->dims.size() < 2 || table->dims[1] > most) return -1;
        return fitting(static_cast<std::int64_t>(table->dims[1]));
    }

    // Only plans whose order of layers is known; for others every layer counts as seeing the whole context, which needs more memory, not
    // less.
    void window(ModelShape& shape) const {
        if (plan_ != "gemma3") return;
        shape.sliding_window = number("attention.sliding_window");
        const int period = number("attention.sliding_window_pattern");
        if (shape.sliding_window > 0) shape.window_period = period > 0 ? period : 6;
    }

    static constexpr std::uint64_t most = std::uint64_t{1} << 40U;
    const GgufHead& head_;
    std::string plan_;
};

std::vector<TypeShare> shares_of(const GgufHead& head) {
    std::map<std::string_view, TypeShare> by_type;
    for (const auto& tensor : head.tensors) {
        auto& share = by_type[tensor.type->name];
        share.type = tensor.type->name;
        ++share.tensors;
        share.bytes += tensor.bytes;
    }
    std::vector<TypeShare> out;
    for (auto& [name, share] : by_type) out.push_back(std::move(share));
    std::ranges::stable_sort(out, std::greater<>(), &TypeShare::bytes);
    return out;
}

// Of the matrices in the layers: embedding table and head are often stored in another type.
std::string most_used_type(const GgufHead& head) {
    std::map<std::string_view, std::uint64_t> weights;
    for (const auto& tensor : head.tensors) {
        if (tensor.dims.size() > 1 && tensor.name.starts_with("blk.")) weights[tensor.type->name] += tensor.weights;
    }
    const auto most = std::ranges::max_element(weights, {}, [](const auto& one) { return one.second; });
    return most == weights.end() ? "" : std::string(most->first);
}

// Names of mixtures (llama.h, enum llama_ftype): "M" has half of its important matrices one step better, "S" has not.
std::string quantisation_name(const GgufHead& head) {
    auto type = most_used_type(head);
    if (type == "Q5_0" && head.number("general.file_type") == 15) type = "Q4_K";  // rows that hold no blocks of 256
    if (type != "Q4_K" && type != "Q5_K" && type != "Q3_K") return type;
    const bool mixed = std::ranges::any_of(head.tensors, [&](const StoredTensor& tensor) {
        return tensor.name.starts_with("blk.") && tensor.name.contains("attn_v") && tensor.type->name != type;
    });
    return type + (mixed ? "_M" : "_S");
}

std::optional<Quantisation> ours(const std::string& name) {
    if (name == "Q4_K_S") return Quantisation::q4_k;
    return parse_quantisation(name);
}

void add_licence(const GgufHead& head, ModelFacts& facts) {
    facts.licence = clean(head.text("general.license"), short_text);
    const auto name = clean(head.text("general.license.name"), short_text);
    if (facts.licence.empty() || facts.licence == "other") facts.licence = name.empty() ? facts.licence : name;
    facts.licence_link = clean(head.text("general.license.link"), short_text);
}

void add_languages(const GgufHead& head, ModelFacts& facts) {
    const auto found = head.metadata.find("general.languages");
    const auto* list = found == head.metadata.end() ? nullptr : std::get_if<GgufArray>(&found->second);
    if (list == nullptr) return;
    for (const auto& one : list->texts) facts.languages.push_back(clean(one, 20));
}

bool same_kind(const ModelFacts& facts, const blueprint::ModelClass& one) { return (facts.shape.experts > 0) == (one.shape.experts > 0); }

}  // namespace

Result<ModelFacts> model_facts(const GgufHead& head) {
    ModelFacts facts{.name = clean(head.text("general.name"), short_text),
                     .architecture = clean(head.text("general.architecture"), short_text)};
    if (facts.architecture.empty())
        return fail(ErrorKind::invalid, "The file does not say what kind of model it holds (general.architecture).");
    facts.shape = ShapeReader(head).read();
    facts.shape_known = check_shape(facts.shape).has_value();
    facts.weights = head.weights();
    facts.weight_bytes = head.bytes();
    facts.quantisation = quantisation_name(head);
    facts.class_quantisation = ours(facts.quantisation);
    facts.types = shares_of(head);
    const auto context = head.number(fmt::format("{}.context_length", head.text("general.architecture"))).value_or(0);
    facts.context_tokens = context > 0 ? static_cast<std::uint64_t>(context) : 0;
    facts.chat_template = clean(head.text("tokenizer.chat_template"), 100'000);
    facts.tokenizer = clean(head.text("tokenizer.ggml.model"), short_text);
    add_licence(head, facts);
    add_languages(head, facts);
    return facts;
}

ClassMatch class_of(const ModelFacts& facts, const std::vector<blueprint::ModelClass>& classes) {
    constexpr double factor = 1.5;
    ClassMatch best;
    double nearest = std::log(factor);
    for (const auto& one : classes) {
        if (facts.shape_known && one.shape == facts.shape) return {&one, true};
        if (facts.weights == 0 || !same_kind(facts, one)) continue;
        const auto away = std::abs(std::log(static_cast<double>(facts.weights) / static_cast<double>(one.parameters)));
        if (away > nearest) continue;
        nearest = away;
        best.model = &one;
    }
    return best;
}

}  // namespace kireise::engines
