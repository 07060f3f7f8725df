#pragma once
// The verdict of the lab: the smallest rung of the ladder that reaches the use case's bar. Small comes first because it runs on any PC,
// costs least and is easiest to explain. A larger rung that passes never hides a smaller one that does, and a rung that nobody tested is
// named as such. Pure.
//
// Quality does not depend on where a model runs, so a model is on the rung of its size. A model in a cloud of which no size is known is on
// the last one.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "blueprint/snapshot.h"
#include "lab/lab_run.h"

namespace kireise::lab {

enum class Rung { rule, classifier, model_1b, model_3b, model_8b, model_24b, private_cloud };

constexpr blueprint::EnumIds<Rung, 7> enum_ids(Rung) {
    return {{{Rung::rule, "rule"},
             {Rung::classifier, "classifier"},
             {Rung::model_1b, "model-1b"},
             {Rung::model_3b, "model-3b"},
             {Rung::model_8b, "model-8b"},
             {Rung::model_24b, "model-24b"},
             {Rung::private_cloud, "private-cloud"}}};
}

enum class RungState {
    not_possible,  // the content lacks what it needs: rules, labelled texts, a prompt
    not_tested,
    failed,
    passed,
};

constexpr blueprint::EnumIds<RungState, 4> enum_ids(RungState) {
    return {{{RungState::not_possible, "not-possible"},
             {RungState::not_tested, "not-tested"},
             {RungState::failed, "failed"},
             {RungState::passed, "passed"}}};
}

// By the number of weights: up to 1.8 billion, 5, 15, 60, more.
[[nodiscard]] Rung rung_of_size(std::int64_t parameters);

// The number of weights of a model class; nullopt when it is not known.
using Parameters = std::function<std::optional<std::int64_t>(const std::string& model)>;

// nullopt: a model on our own machines of which no class is known. It is on no rung.
[[nodiscard]] std::optional<Rung> rung_of(const EngineUsed& engine, const Parameters& parameters);

struct LadderStep {
    Rung rung = Rung::rule;
    RungState state = RungState::not_tested;
    std::optional<RunSummary> run;  // that shows the state
};

struct Ladder {
    std::vector<LadderStep> steps;  // every rung once, the smallest first
    std::size_t unplaced = 0;       // runs that count and are on no rung

    [[nodiscard]] const LadderStep* smallest() const;  // that passed; nullptr
    [[nodiscard]] std::vector<Rung> untested() const;  // below the smallest that passed; all when none did
};

// Of the runs of one engine (kind, name, class) the newest decides; a rung has passed when one of its engines has, and shows the best of
// those that decide. Runs that do not count() or measured something else than the bar does are left out.
[[nodiscard]] Ladder ladder(const blueprint::Bar& bar, const std::vector<Rung>& possible, const std::vector<RunSummary>& newest_first,
                            const Parameters& parameters);

// The same with what the content has.
[[nodiscard]] Ladder ladder(const blueprint::Snapshot& content, const blueprint::UseCase& usecase,
                            const std::vector<RunSummary>& newest_first);

// For a file: blueprint/schemas/lab-ladder.schema.json.
[[nodiscard]] Json to_json(const Ladder& ladder, const std::string& usecase);

}  // namespace kireise::lab
