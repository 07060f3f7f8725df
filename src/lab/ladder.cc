#include "lab/ladder.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace kireise::lab {
namespace {

using blueprint::EngineLocation;
using blueprint::to_id;

constexpr std::array rungs{Rung::rule,     Rung::classifier, Rung::model_1b,     Rung::model_3b,
                           Rung::model_8b, Rung::model_24b,  Rung::private_cloud};

bool reaches(const RunSummary& run, const blueprint::Bar& bar) { return run.value >= bar.minimum; }

LadderStep& step_of(Ladder& ladder, Rung rung) { return ladder.steps.at(static_cast<std::size_t>(rung)); }

void show(LadderStep& step, const RunSummary& run, const blueprint::Bar& bar) {
    if (step.run && step.run->value >= run.value) return;
    step.run = run;
    step.state = reaches(run, bar) ? RungState::passed : RungState::failed;
}

std::vector<Rung> possible_rungs(const blueprint::Snapshot& content, const blueprint::UseCase& usecase) {
    std::vector<Rung> out;
    const bool labelled = content.mails_of(usecase.id) != nullptr;
    if (content.gold_of(usecase.id) == nullptr) return out;
    if (labelled && !usecase.rules.empty()) out.push_back(Rung::rule);
    if (labelled && !usecase.labels.empty()) out.push_back(Rung::classifier);
    if (content.prompt_of(usecase.id) != nullptr) out.insert(out.end(), rungs.begin() + 2, rungs.end());
    return out;
}

}  // namespace

Rung rung_of_size(std::int64_t parameters) {
    constexpr std::array<std::pair<std::int64_t, Rung>, 4> sizes{{{1'800'000'000, Rung::model_1b},
                                                                  {5'000'000'000, Rung::model_3b},
                                                                  {15'000'000'000, Rung::model_8b},
                                                                  {60'000'000'000, Rung::model_24b}}};
    for (const auto& [up_to, rung] : sizes) {
        if (parameters <= up_to) return rung;
    }
    return Rung::private_cloud;
}

std::optional<Rung> rung_of(const EngineUsed& engine, const Parameters& parameters) {
    if (engine.kind == EngineKind::rule) return Rung::rule;
    if (engine.kind == EngineKind::classifier) return Rung::classifier;
    if (const auto weights = parameters(engine.model)) return rung_of_size(*weights);
    const bool cloud = engine.location == EngineLocation::private_cloud || engine.location == EngineLocation::public_cloud;
    return cloud ? std::optional(Rung::private_cloud) : std::nullopt;
}

const LadderStep* Ladder::smallest() const {
    const auto found = std::ranges::find(steps, RungState::passed, &LadderStep::state);
    return found == steps.end() ? nullptr : &*found;
}

std::vector<Rung> Ladder::untested() const {
    std::vector<Rung> out;
    for (const auto& step : steps) {
        if (step.state == RungState::passed) break;
        if (step.state == RungState::not_tested) out.push_back(step.rung);
    }
    return out;
}

Ladder ladder(const blueprint::Bar& bar, const std::vector<Rung>& possible, const std::vector<RunSummary>& newest_first,
              const Parameters& parameters) {
    Ladder out;
    for (const auto rung : rungs) {
        const bool can = std::ranges::find(possible, rung) != possible.end();
        out.steps.push_back({rung, can ? RungState::not_tested : RungState::not_possible, std::nullopt});
    }
    std::set<std::tuple<EngineKind, std::string, std::string>> seen;
    for (const auto& run : newest_first) {
        if (!run.counts() || run.metric != bar.metric) continue;
        if (!seen.emplace(run.engine.kind, run.engine.name, run.engine.model).second) continue;
        if (const auto rung = rung_of(run.engine, parameters)) show(step_of(out, *rung), run, bar);
        else ++out.unplaced;
    }
    return out;
}

Ladder ladder(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const std::vector<RunSummary>& newest_first) {
    return ladder(usecase.bar, possible_rungs(content, usecase), newest_first, [&](const std::string& id) -> std::optional<std::int64_t> {
        const auto* model = content.find<blueprint::ModelClass>(id);
        return model == nullptr ? std::nullopt : std::optional(model->parameters);
    });
}

Json to_json(const Ladder& ladder, const std::string& usecase) {
    Json steps = Json::array();
    for (const auto& step : ladder.steps) {
        Json one{{"rung", to_id(step.rung)}, {"state", to_id(step.state)}, {"run", nullptr}};
        if (step.run) {
            one["run"] = {{"id", step.run->id},
                          {"engine", step.run->engine.name},
                          {"model", step.run->engine.model.empty() ? Json() : Json(step.run->engine.model)},
                          {"started", to_string(step.run->started)},
                          {"value", step.run->value},
                          {"interval", {{"low", step.run->interval.low}, {"high", step.run->interval.high}, {"level", interval_level}}},
                          {"samples", step.run->samples}};
        }
        steps.push_back(std::move(one));
    }
    Json untested = Json::array();
    for (const auto rung : ladder.untested()) untested.push_back(to_id(rung));
    const auto* smallest = ladder.smallest();
    return {{"format", "kireise-lab-ladder"},
            {"version", 1},
            {"usecase", usecase},
            {"smallest", smallest == nullptr ? Json() : Json(to_id(smallest->rung))},
            {"not_tested", untested},
            {"unplaced_runs", ladder.unplaced},
            {"steps", steps}};
}

}  // namespace kireise::lab
