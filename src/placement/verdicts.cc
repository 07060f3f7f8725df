#include "placement/verdicts.h"

#include <algorithm>

#include "lab/run.h"
#include "placement/inventory_store.h"
#include "usecases/ranking.h"

namespace kireise::placement {
namespace {

using blueprint::Approach;

Testable testable(const blueprint::Snapshot& content, const blueprint::UseCase& usecase) {
    const bool model = usecase.approach == Approach::llm;
    if (usecase.approach != Approach::classifier && !model) return Testable::no_method;
    if (content.gold_of(usecase.id) == nullptr) return Testable::no_cases;
    return model ? Testable::needs_model : Testable::ready;
}

std::vector<MeasuredPc> measured(const std::vector<StoredReport>& reports) {
    std::vector<MeasuredPc> out;
    for (const auto& stored : reports) out.push_back({stored.id, stored.report});
    return out;
}

// One use case, with what its verdicts on all classes have in common.
struct Judged {
    const blueprint::UseCase& usecase;
    std::optional<lab::RunSummary> run;
    std::vector<std::string> open_gates;
};

class Judging {
   public:
    Judging(const blueprint::Snapshot& content, const Fleet& fleet, const std::vector<MeasuredPc>& reports)
        : content_(content), fleet_(fleet), reports_(reports) {}

    [[nodiscard]] Verdict verdict(const Judged& judged, const FleetClass* pc_class) const {
        return judge(judged.usecase.id, speed_leg(judged, pc_class), quality_leg(judged.usecase, judged.run),
                     testable(content_, judged.usecase), judged.open_gates);
    }

    [[nodiscard]] UseCaseVerdicts fleetwide(const Judged& judged) const {
        UseCaseVerdicts out{.on_pcs = judged.usecase.approach == Approach::llm};
        for (const auto& pc_class : fleet_.classes) {
            out.by_class.push_back(verdict(judged, &pc_class));
            const int pcs = fleet_.has_inventory() ? pc_class.count : 1;
            switch (out.by_class.back().place) {
                case Place::local: out.share.local += pcs; break;
                case Place::local_with_limits: out.share.with_limits += pcs; break;
                case Place::not_local: out.share.not_local += pcs; break;
                case Place::not_tested: out.share.not_tested += pcs; break;
            }
        }
        return out;
    }

   private:
    [[nodiscard]] SpeedLeg speed_leg(const Judged& judged, const FleetClass* pc_class) const {
        const auto& [usecase, run, open_gates] = judged;
        if (usecase.approach == Approach::classifier) return classifier_leg(usecase, run);
        if (usecase.approach != Approach::llm) return {.limit = usecase.speed};
        const bool real_test = run && run->engine.real();
        const auto model = real_test ? run->engine.model : usecase.model.value_or("");
        const auto counts = pc_class == nullptr ? std::nullopt : measurement_for(fleet_, *pc_class, reports_, model);
        const auto pc = counts ? std::optional(counts->pc) : std::nullopt;
        auto speed = model_leg(usecase, content_.workload_of(usecase.id), content_.find<blueprint::ModelClass>(model), pc);
        speed.model_unknown = real_test && speed.model.empty();
        if (speed.known() && counts->stands_in) speed.source = Source::predicted;
        return speed;
    }

    const blueprint::Snapshot& content_;
    const Fleet& fleet_;
    const std::vector<MeasuredPc>& reports_;
};

Result<std::optional<std::size_t>> chosen_class(const Fleet& fleet, std::string_view slug) {
    if (!slug.empty()) {
        const auto found = std::ranges::find(fleet.classes, slug, &FleetClass::slug);
        if (found == fleet.classes.end()) return fail(ErrorKind::not_found, "There is no such class of PCs.");
        return std::optional(static_cast<std::size_t>(found - fleet.classes.begin()));
    }
    if (fleet.classes.empty()) return std::optional<std::size_t>{};
    if (fleet.has_inventory()) return std::optional<std::size_t>(0);
    const auto newest =
        std::ranges::find_if(fleet.classes, [](const FleetClass& one) { return std::ranges::find(one.reports, 0U) != one.reports.end(); });
    return std::optional(static_cast<std::size_t>(newest - fleet.classes.begin()));
}

void name_measurement(Verdicts& out, const std::vector<MeasuredPc>& reports) {
    const auto* shown = out.shown_class();
    const auto counts = shown == nullptr ? std::nullopt : measurement_for(out.fleet, *shown, reports, "");
    if (!counts) return;
    out.stands_in = counts->stands_in;
    if (const auto* stored = out.report(counts->pc.id)) out.pc = *stored;
}

}  // namespace

const StoredReport* Verdicts::report(std::string_view id) const {
    const auto found = std::ranges::find(reports, id, &StoredReport::id);
    return found == reports.end() ? nullptr : &*found;
}

Result<TownFleet> town_fleet(const people::Town& town) {
    const auto content = TRY(town.content());
    TownFleet out{.reports = TRY(fleet_reports(town.db()))};
    const auto inventory = TRY(stored_inventory(town.db()));
    out.fleet = group_fleet(inventory ? std::span<const InventoryLine>(inventory->lines) : std::span<const InventoryLine>{},
                            measured(out.reports), content->all<blueprint::Workstation>());
    return out;
}

Result<Verdicts> current_verdicts(const people::Town& town, std::string_view pc_class) {
    auto pcs = TRY(town_fleet(town));
    Verdicts out{.content = TRY(town.content()), .reports = std::move(pcs.reports), .fleet = std::move(pcs.fleet)};
    const auto reports = measured(out.reports);
    out.pc_class = TRY(chosen_class(out.fleet, pc_class));
    name_measurement(out, reports);
    const Judging judging(*out.content, out.fleet, reports);
    const auto ranking = usecases::rank(out.content->method(), out.content->all<blueprint::UseCase>());
    for (const auto& ranked : ranking.ranked) {
        const auto& usecase = *out.content->find<blueprint::UseCase>(ranked.id);
        auto run = TRY(lab::counting_run(town.db(), *out.content, usecase));
        const Judged judged{usecase, std::move(run), ranked.open_gates};
        out.verdicts.push_back(judging.verdict(judged, out.shown_class()));
        out.fleetwide.push_back(judging.fleetwide(judged));
    }
    for (const auto& ranked : ranking.knocked_out) out.knocked_out.push_back(ranked.id);
    return out;
}

Result<int> verdicts_made(const people::Town& town) {
    const auto all = TRY(current_verdicts(town));
    return static_cast<int>(std::ranges::count_if(all.verdicts, &Verdict::decided));
}

}  // namespace kireise::placement
