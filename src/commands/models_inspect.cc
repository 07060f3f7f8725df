#include <fmt/core.h>
#include <fmt/ostream.h>

#include "base/json.h"
#include "base/number.h"
#include "base/text.h"
#include "commands/all.h"
#include "commands/models.h"
#include "engines/gguf_facts.h"
#include "placement/memory.h"

namespace kireise::commands {
namespace {

using engines::ModelFacts;
using placement::MemoryNeed;

constexpr int contexts[]{4096, 8192};

struct Inspected {
    ModelFacts facts;
    std::uint32_t version = 0;
    std::string model_class;  // "" when none fits
    bool class_exact = false;
    std::vector<MemoryNeed> memory;  // none when the shape is not known
};

Result<Inspected> inspect(const std::string& file) {
    const auto head = TRY(engines::read_gguf_head(file));
    Inspected out{.facts = TRY(engines::model_facts(head)), .version = head.version, .model_class = "", .memory = {}};
    const auto classes = TRY(built_in_model_classes());
    const auto match = engines::class_of(out.facts, classes);
    if (match.model != nullptr) out.model_class = match.model->id;
    out.class_exact = match.exact;
    if (!out.facts.shape_known) return out;
    for (const int tokens : contexts) {
        out.memory.push_back(placement::memory_need(out.facts.shape, out.facts.weight_bytes, {.context_tokens = tokens}));
    }
    return out;
}

Json to_json(const engines::ModelShape& shape) {
    return {{"layers", shape.layers},
            {"embedding", shape.embedding},
            {"heads", shape.heads},
            {"kv_heads", shape.kv_heads},
            {"head_dim", shape.head_dim},
            {"feed_forward", shape.feed_forward},
            {"vocabulary", shape.vocabulary},
            {"tied_embeddings", shape.tied_embeddings},
            {"experts", shape.experts},
            {"experts_used", shape.experts_used},
            {"sliding_window", shape.sliding_window},
            {"window_period", shape.window_period}};
}

Json to_json(const Inspected& model) {
    const auto& facts = model.facts;
    Json out{{"gguf_version", model.version},
             {"name", facts.name},
             {"architecture", facts.architecture},
             {"shape", facts.shape_known ? to_json(facts.shape) : Json()},
             {"parameters", facts.weights},
             {"weight_bytes", facts.weight_bytes},
             {"quantisation", facts.quantisation},
             {"types", Json::array()},
             {"context_tokens", facts.context_tokens},
             {"chat_template", facts.chat_template},
             {"tokenizer", facts.tokenizer},
             {"languages", facts.languages},
             {"licence", facts.licence},
             {"licence_link", facts.licence_link},
             {"class", model.model_class},
             {"class_exact", model.class_exact},
             {"memory", Json::array()}};
    for (const auto& share : facts.types)
        out["types"].push_back({{"type", share.type}, {"tensors", share.tensors}, {"bytes", share.bytes}});
    for (const auto& need : model.memory) {
        out["memory"].push_back({{"context_tokens", need.context_tokens},
                                 {"weight_bytes", need.weights},
                                 {"context_bytes", need.context},
                                 {"compute_bytes", need.compute},
                                 {"total_bytes", need.total()}});
    }
    return out;
}

std::string shape_text(const Io& io, const ModelFacts& facts) {
    if (!facts.shape_known) return people::fill(io.t("commands.models.shape.unknown"), {{"architecture", facts.architecture}});
    const auto& shape = facts.shape;
    const auto count = [&](int value) { return number(value, 0, io.lang); };
    auto text = people::fill(io.t("commands.models.shape.known"), {{"architecture", facts.architecture},
                                                                   {"layers", count(shape.layers)},
                                                                   {"embedding", count(shape.embedding)},
                                                                   {"heads", count(shape.heads)},
                                                                   {"kv_heads", count(shape.kv_heads)},
                                                                   {"vocabulary", count(shape.vocabulary)}});
    if (shape.experts > 0) {
        text += people::fill(io.t("commands.models.shape.experts"), {{"used", count(shape.experts_used)}, {"all", count(shape.experts)}});
    }
    if (shape.sliding_window > 0) text += people::fill(io.t("commands.models.shape.window"), {{"tokens", count(shape.sliding_window)}});
    return text;
}

std::string quantisation_text(const Io& io, const ModelFacts& facts) {
    std::vector<std::string> parts;
    for (const auto& share : facts.types) parts.push_back(fmt::format("{} {}", share.type, data_size(share.bytes, io.lang)));
    return fmt::format("{} ({})", facts.quantisation.empty() ? "?" : facts.quantisation, join(parts, ", "));
}

std::string memory_text(const Io& io, const MemoryNeed& need) {
    return people::fill(io.t("commands.models.memory"), {{"all", memory_size(need.total(), io.lang)},
                                                         {"tokens", number(need.context_tokens, 0, io.lang)},
                                                         {"weights", memory_size(need.weights, io.lang)},
                                                         {"context", memory_size(need.context, io.lang)},
                                                         {"compute", memory_size(need.compute, io.lang)}});
}

std::string template_text(const Io& io, const std::string& chat_template) {
    if (chat_template.empty()) return io.t("commands.models.template.none");
    return people::fill(io.t("commands.models.template.there"),
                        {{"characters", number(static_cast<double>(characters(chat_template)), 0, io.lang)}});
}

void print(const Io& io, const Inspected& model) {
    const auto& facts = model.facts;
    FactTable table(io);
    table.row("name", facts.name.empty() ? "?" : replace_all(facts.name, "\n", " "));
    table.row("shape", shape_text(io, facts));
    table.row("parameters", number(static_cast<double>(facts.weights) / 1e9, 2, io.lang));
    table.row("quantisation", quantisation_text(io, facts));
    table.row("class", class_text(io, model.model_class, model.class_exact));
    for (const auto& need : model.memory) table.row("memory", memory_text(io, need));
    table.row("context", number(static_cast<double>(facts.context_tokens), 0, io.lang));
    table.row("template", template_text(io, facts.chat_template));
    table.row("tokenizer", facts.tokenizer.empty() ? "?" : facts.tokenizer);
    if (!facts.languages.empty()) table.row("languages", join(facts.languages, ", "));
    table.row("licence", licence_text(io, facts.licence));
    table.print();
}

Result<> run_inspect(const Arguments& arguments, Io& io) {
    const auto model = TRY(inspect(arguments.value("FILE")));
    if (io.json) fmt::print(io.out, "{}\n", to_json(model).dump(2));
    else print(io, model);
    return {};
}

}  // namespace

Command models_inspect_command() { return {"models inspect", "src/commands/models_inspect.md", {{"FILE"}}, {{"--json"}}, run_inspect}; }

}  // namespace kireise::commands
