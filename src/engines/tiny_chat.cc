#include <array>
#include <cstring>
#include <map>

#include "engines/random_weights.h"
#include "engines/synthetic.h"

namespace kireise::engines {
namespace {

constexpr int embedding = 64;
constexpr int heads = 4;
constexpr int head_dim = 16;
constexpr int feed_forward = 128;
constexpr int layers = 2;
constexpr int context = 8192;
constexpr float constant = 4;  // the first number of every token's embedding; no layer changes it, so the output head can use it as a bias

constexpr std::array words{" der",   " die",  " das",   " und", " Sie",  " bitte", " Antrag", " Frist", " Amt",
                           " Stadt", " Akte", " wir",   " ist", " mit",  " nach",  " Brief",  " Tag",   " im",
                           " zum",   " neu",  " Datum", " an",  " Frau", " Herr",  " gut",    " oder",  " von"};
constexpr std::array specials{"<|system|>", "<|user|>", "<|assistant|>", "<|end|>"};

// The printable stand-in of a byte in a byte-level vocabulary (GPT-2): itself where it is visible, else a letter from U+0100 on.
std::array<std::string, 256> byte_symbols() {
    std::array<std::string, 256> symbols;
    unsigned next = 0x100;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool visible = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
        const auto code = visible ? byte : next++;
        if (code < 0x80) symbols[byte] = std::string(1, static_cast<char>(code));
        else symbols[byte] = {static_cast<char>(0xc0U | (code >> 6U)), static_cast<char>(0x80U | (code & 0x3fU))};
    }
    return symbols;
}

struct Vocabulary {
    std::vector<std::string> tokens;
    std::vector<std::string> merges;
    std::vector<std::int32_t> types;  // 1 normal, 3 control
    std::vector<float> wanted;        // bias of the output head, in logits
};

void add_token(Vocabulary& vocabulary, const std::string& token, std::int32_t type, float wanted) {
    vocabulary.tokens.push_back(token);
    vocabulary.types.push_back(type);
    vocabulary.wanted.push_back(wanted);
}

// Every prefix of a word is a token, merged letter by letter from the left; only whole words are wanted in answers.
void add_word(Vocabulary& vocabulary, std::string_view word, const std::array<std::string, 256>& symbols,
              std::map<std::string, std::size_t>& known) {
    std::string prefix = symbols[static_cast<unsigned char>(word.front())];
    for (const char letter : word.substr(1)) {
        const auto& symbol = symbols[static_cast<unsigned char>(letter)];
        const auto merged = prefix + symbol;
        if (known.try_emplace(merged, vocabulary.tokens.size()).second) {
            vocabulary.merges.push_back(prefix + " " + symbol);
            add_token(vocabulary, merged, 1, -12);
        }
        prefix = merged;
    }
    vocabulary.wanted[known.at(prefix)] = 4;
}

Vocabulary make_vocabulary() {
    Vocabulary vocabulary;
    const auto symbols = byte_symbols();
    for (const auto& symbol : symbols) add_token(vocabulary, symbol, 1, -12);
    vocabulary.wanted['.'] = 2;
    std::map<std::string, std::size_t> known;
    for (const auto* word : words) add_word(vocabulary, word, symbols, known);
    for (const auto* special : specials) add_token(vocabulary, special, 3, -12);
    vocabulary.wanted.back() = 1.5F;
    return vocabulary;
}

TensorFill values(std::vector<float> numbers) {
    return [numbers = std::move(numbers)](std::uint64_t offset, std::span<std::byte> part) {
        std::memcpy(part.data(), reinterpret_cast<const std::byte*>(numbers.data()) + offset, part.size());
    };
}

GgufTensor tensor(std::string name, std::vector<std::uint64_t> dims, std::vector<float> numbers) {
    return {std::move(name), std::move(dims), TensorType::f32, values(std::move(numbers))};
}

enum class FirstRow { random, zero };  // zero: the layer leaves the constant alone

GgufTensor matrix(std::string name, int columns, int rows, FirstRow first, WeightRandom& random) {
    std::vector<float> numbers(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (auto& number : numbers) number = random.normal(1.0 / 8);
    if (first == FirstRow::zero) std::fill_n(numbers.begin(), columns, 0.0F);
    return tensor(std::move(name), {static_cast<std::uint64_t>(columns), static_cast<std::uint64_t>(rows)}, std::move(numbers));
}

GgufTensor norm(std::string name) { return tensor(std::move(name), {embedding}, std::vector<float>(embedding, 1.0F)); }

// A table with a row per token whose first number is given and whose others are random.
GgufTensor table(std::string name, const std::vector<float>& first, double spread, WeightRandom& random) {
    std::vector<float> numbers;
    for (const float value : first) {
        numbers.push_back(value);
        for (int i = 1; i < embedding; ++i) numbers.push_back(random.normal(spread));
    }
    return tensor(std::move(name), {embedding, first.size()}, std::move(numbers));
}

void add_layer(Gguf& model, int number, WeightRandom& random) {
    const auto add = [&](const char* part, int columns, int rows, FirstRow first = FirstRow::random) {
        model.tensors.push_back(matrix("blk." + std::to_string(number) + "." + part + ".weight", columns, rows, first, random));
    };
    model.tensors.push_back(norm("blk." + std::to_string(number) + ".attn_norm.weight"));
    add("attn_q", embedding, heads * head_dim);
    add("attn_k", embedding, heads * head_dim);
    add("attn_v", embedding, heads * head_dim);
    add("attn_output", heads * head_dim, embedding, FirstRow::zero);
    model.tensors.push_back(norm("blk." + std::to_string(number) + ".ffn_norm.weight"));
    add("ffn_gate", embedding, feed_forward);
    add("ffn_up", embedding, feed_forward);
    add("ffn_down", feed_forward, embedding, FirstRow::zero);
}

constexpr auto chat_template =
    "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}";

std::vector<std::pair<std::string, GgufValue>> metadata(const Vocabulary& vocabulary) {
    const auto end = static_cast<std::uint32_t>(vocabulary.tokens.size() - 1);
    return {{"general.architecture", std::string("llama")},
            {"general.name", std::string("tiny chat, random words")},
            {"general.file_type", std::uint32_t{0}},
            {"llama.vocab_size", static_cast<std::uint32_t>(vocabulary.tokens.size())},
            {"llama.context_length", std::uint32_t{context}},
            {"llama.embedding_length", std::uint32_t{embedding}},
            {"llama.block_count", std::uint32_t{layers}},
            {"llama.feed_forward_length", std::uint32_t{feed_forward}},
            {"llama.attention.head_count", std::uint32_t{heads}},
            {"llama.attention.head_count_kv", std::uint32_t{heads}},
            {"llama.attention.layer_norm_rms_epsilon", 1e-5F},
            {"llama.rope.dimension_count", std::uint32_t{head_dim}},
            {"tokenizer.ggml.model", std::string("gpt2")},
            {"tokenizer.ggml.pre", std::string("gpt-2")},
            {"tokenizer.ggml.tokens", vocabulary.tokens},
            {"tokenizer.ggml.token_type", vocabulary.types},
            {"tokenizer.ggml.merges", vocabulary.merges},
            {"tokenizer.ggml.bos_token_id", end},
            {"tokenizer.ggml.eos_token_id", end},
            {"tokenizer.ggml.add_bos_token", false},
            {"tokenizer.chat_template", std::string(chat_template)}};
}

}  // namespace

Gguf tiny_chat_model(std::uint64_t seed) {
    const auto vocabulary = make_vocabulary();
    WeightRandom random(seed);
    Gguf model{metadata(vocabulary), {}};
    model.tensors.push_back(table("token_embd.weight", std::vector<float>(vocabulary.tokens.size(), constant), 1, random));
    for (int layer = 0; layer < layers; ++layer) add_layer(model, layer, random);
    model.tensors.push_back(norm("output_norm.weight"));
    auto bias = vocabulary.wanted;
    for (auto& value : bias) value /= constant / 1.1F;  // the norm brings the constant to about this
    model.tensors.push_back(table("output.weight", bias, 0.2, random));
    return model;
}

}  // namespace kireise::engines
