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

Verdict verdict_of(const Verdicts& known, const blueprint::UseCase& usecase, const std::optional<lab::LabRun>& run) {
    const auto quality = quality_leg(usecase, run);
    const auto testable = known.content->gold_of(usecase.id) == nullptr ? Testable::no_cases : Testable::ready;
    if (usecase.approach == Approach::classifier) return judge(usecase.id, classifier_leg(usecase, run), quality, testable);
    if (usecase.approach != Approach::llm) return judge(usecase.id, {.limit = usecase.speed}, quality, Testable::no_method);
    const bool real_test = run && !run->engine.synthetic;
    const auto model = real_test ? run->engine.model : usecase.model.value_or("");
    auto speed =
        model_leg(usecase, known.content->workload_of(usecase.id), known.content->find<blueprint::ModelClass>(model), measured(known.pc));
    speed.model_unknown = real_test && speed.model.empty();
    return judge(usecase.id, std::move(speed), quality, testable);
}

}  // namespace

Result<Verdicts> current_verdicts(const people::Town& town) {
    Verdicts out{.content = TRY(town.content()), .pc = TRY(latest_report(town.db()))};
    const auto ranking = usecases::rank(out.content->method(), out.content->all<blueprint::UseCase>());
    for (const auto& judged : ranking.ranked) {
        const auto& usecase = *out.content->find<blueprint::UseCase>(judged.id);
        out.verdicts.push_back(verdict_of(out, usecase, TRY(lab::latest_run(town.db(), usecase.id))));
    }
    for (const auto& judged : ranking.knocked_out) out.knocked_out.push_back(judged.id);
    return out;
}

Result<int> verdicts_made(const people::Town& town) {
    const auto all = TRY(current_verdicts(town));
    return static_cast<int>(std::ranges::count_if(all.verdicts, &Verdict::decided));
}

}  // namespace kireise::placement
