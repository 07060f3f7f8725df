#include "assistant/engine_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace kireise::assistant {
namespace {

constexpr int step = 1024;            // tokens, to which a context is rounded up
constexpr int least_context = 2048;   // an instruction, a page of text and its answer
constexpr int usual_context = 4096;   // what questions with a few pages need, whatever the workloads say
constexpr int most_context = 32'768;  // beyond it, reading takes minutes on a workstation
constexpr int usual_slots = 2;

using Tokens = double (*)(const blueprint::TokenCount&);

int context_for(const std::vector<blueprint::Workload>& workloads, int least, Tokens tokens) {
    double most = least;
    for (const auto& one : workloads) most = std::max(most, tokens(one.tokens_in) + tokens(one.tokens_out));
    return std::min(most_context, static_cast<int>(std::ceil(most / step)) * step);
}

placement::MemoryNeed need_of(const engines::ModelFacts& model, int context_tokens, int slots, placement::Packing packing) {
    const placement::MemoryOptions options{.context_tokens = context_tokens, .slots = slots, .packing = packing};
    if (!model.shape_known) return {.context_tokens = context_tokens, .weights = model.weight_bytes};
    auto need = placement::memory_need(model.shape, model.weight_bytes, options);
    if (packing == placement::Packing::plain || !model.class_quantisation) return need;
    const auto packed = placement::memory_need(model.shape, *model.class_quantisation, options);
    need.weights = std::max(need.weights, packed.weights);
    return need;
}

double gib(std::uint64_t bytes) { return static_cast<double>(bytes) / (1U << 30U); }

}  // namespace

Result<EngineSize> engine_size(const engines::ModelFacts& model, const std::vector<blueprint::Workload>& workloads,
                               const WantedSize& wanted, std::uint64_t available_bytes, placement::Packing packing) {
    const int trained =
        model.context_tokens == 0 ? most_context : static_cast<int>(std::min<std::uint64_t>(model.context_tokens, 1U << 30U));
    const auto context = [&](int least, Tokens tokens) {
        return std::min(trained, wanted.context_tokens > 0 ? wanted.context_tokens : context_for(workloads, least, tokens));
    };
    const auto slots = [&](int as_usual) { return wanted.slots > 0 ? wanted.slots : as_usual; };
    const int generous = context(usual_context, [](const blueprint::TokenCount& count) { return count.p90; });
    const int scarce = std::min(generous, context(least_context, [](const blueprint::TokenCount& count) { return count.p50; }));
    EngineSize size;
    for (const auto& [tokens, at_once] :
         std::array<std::pair<int, int>, 3>{{{generous, slots(usual_slots)}, {generous, slots(1)}, {scarce, slots(1)}}}) {
        size = {tokens, at_once, need_of(model, tokens, at_once, packing), available_bytes};
        if (placement::fits(size.need, available_bytes)) return size;
    }
    return fail(
        ErrorKind::unavailable,
        fmt::format("The model {} needs {:.1f} GiB of memory, but only {:.1f} GiB are free. Close other programs, or choose a smaller "
                    "model, a smaller context_tokens or another machine.",
                    model.name, gib(size.need.total() + placement::process_bytes), gib(available_bytes)));
}

}  // namespace kireise::assistant
