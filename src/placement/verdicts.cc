#include "placement/verdicts.h"

#include <algorithm>

#include "lab/lab_store.h"
#include "usecases/ranking.h"

namespace kireise::placement {
namespace {

using blueprint::Approach;

std::optional<MeasuredPc> measured(const std::optional<StoredReport>& pc) {
    return pc ? std::optional(MeasuredPc{pc->id, pc->report}) : std::nullopt;
}

Testable testable(const Verdicts& known, const blueprint::UseCase& usecase) {
    const bool model = usecase.approach == Approach::llm;
    if (usecase.approach != Approach::classifier && !model) return Testable::no_method;
    if (known.content->gold_of(usecase.id) == nullptr) return Testable::no_cases;
    return model ? Testable::needs_model : Testable::ready;
}

SpeedLeg speed_leg(const Verdicts& known, const blueprint::UseCase& usecase, const std::optional<lab::RunSummary>& run) {
    if (usecase.approach == Approach::classifier) return classifier_leg(usecase, run);
    if (usecase.approach != Approach::llm) return {.limit = usecase.speed};
    const bool real_test = run && !run->engine.synthetic;
    const auto model = real_test ? run->engine.model : usecase.model.value_or("");
    auto speed =
        model_leg(usecase, known.content->workload_of(usecase.id), known.content->find<blueprint::ModelClass>(model), measured(known.pc));
    speed.model_unknown = real_test && speed.model.empty();
    return speed;
}

}  // namespace

Result<Verdicts> current_verdicts(const people::Town& town) {
    Verdicts out{.content = TRY(town.content()), .pc = TRY(latest_report(town.db()))};
    const auto ranking = usecases::rank(out.content->method(), out.content->all<blueprint::UseCase>());
    for (const auto& judged : ranking.ranked) {
        const auto& usecase = *out.content->find<blueprint::UseCase>(judged.id);
        const auto run = TRY(lab::latest_summary(town.db(), usecase.id));
        out.verdicts.push_back(
            judge(usecase.id, speed_leg(out, usecase, run), quality_leg(usecase, run), testable(out, usecase), judged.open_gates));
    }
    for (const auto& judged : ranking.knocked_out) out.knocked_out.push_back(judged.id);
    return out;
}

Result<int> verdicts_made(const people::Town& town) {
    const auto all = TRY(current_verdicts(town));
    return static_cast<int>(std::ranges::count_if(all.verdicts, &Verdict::decided));
}

}  // namespace kireise::placement
