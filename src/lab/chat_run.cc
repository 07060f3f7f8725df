#include "lab/chat_run.h"

#include <fmt/core.h>

namespace kireise::lab {
namespace {

constexpr int answer_seed = 1;

Result<engines::ChatAnswer> ask_engine(const engines::Endpoint& endpoint, const std::vector<engines::Message>& messages,
                                       const engines::ChatOptions& options) {
    return engines::chat(endpoint, messages, options);
}

// The sources follow the text, each behind the id by which it is to be cited.
std::string input_of(const blueprint::GoldCase& gold) {
    auto out = gold.input;
    if (!gold.sources.empty()) out += "\n\nQuellen:\n";
    for (const auto& source : gold.sources) out += fmt::format("[{}] {}\n", source.id, source.text);
    return out;
}

CaseResult with_answer(const blueprint::GoldCase& gold, const engines::ChatAnswer& answer) {
    return judged({.id = gold.id,
                   .input = gold.input,
                   .answer = answer.text,
                   .first_token_ms = answer.timing.first_token_ms,
                   .total_ms = answer.timing.total_ms,
                   .prompt_tokens = answer.prompt_tokens,
                   .answer_tokens = answer.answer_tokens},
                  gold);
}

CaseResult without_answer(const blueprint::GoldCase& gold, const Error& problem) {
    return {.id = gold.id, .input = gold.input, .problem = problem.message};
}

}  // namespace

Result<LabRun> run_chat(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const ChatEngine& engine,
                        const RunHead& head, const Progress& progress, const Ask& ask) {
    const auto* prompt = content.prompt_of(usecase.id);
    const auto* gold = content.gold_of(usecase.id);
    if (prompt == nullptr) return fail(ErrorKind::not_found, fmt::format("{} has no prompt; add prompt.md.", usecase.id));
    if (gold == nullptr) return fail(ErrorKind::not_found, fmt::format("{} has no gold cases; add gold.yaml.", usecase.id));

    auto run = begin_run(usecase, head,
                         {.kind = EngineKind::chat,
                          .name = engine.name,
                          .model = engine.model,
                          .synthetic = engine.synthetic,
                          .scripted = engine.scripted,
                          .location = engine.endpoint.location});
    const engines::ChatOptions options{
        .temperature = prompt->temperature, .max_tokens = prompt->max_tokens, .seed = answer_seed, .silence_limit = engine.silence_limit};
    for (const auto& each : gold->cases) {
        const std::vector<engines::Message> messages{{"system", prompt->text}, {"user", input_of(each)}};
        const auto answer = (ask ? ask : ask_engine)(engine.endpoint, messages, options);
        if (!answer && answer.error().kind != ErrorKind::too_large) {
            run.problem = answer.error().message;
            return run;
        }
        run.cases.push_back(answer ? with_answer(each, *answer) : without_answer(each, answer.error()));
        if (progress) progress(run.cases.size(), gold->cases.size());
    }
    finish_run(run, run.metric == blueprint::Metric::accuracy ? right_labels_of(run.cases) : passes_of(run.cases));
    return run;
}

}  // namespace kireise::lab
