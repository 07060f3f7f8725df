#include "usecases/usecase_page.h"

#include <algorithm>

#include "base/text.h"
#include "people/page.h"
#include "usecases/ranking_view.h"
#include "usecases/testers_view.h"
#include "usecases/usecase_view.h"

namespace kireise::usecases {
namespace {

using people::Context;
using people::Role;

// What the coordination may choose, and what was typed in vain.
Json stage_form(const Context& context, Stage current, Readiness readiness, std::string_view problem) {
    auto options = Json::array();
    for (const auto stage : stages) {
        if (stage == current || !may_enter(stage, readiness)) continue;
        auto option = stage_view(context, stage);
        option["selected"] = context.form.value("stage") == blueprint::to_id(stage);
        options.push_back(std::move(option));
    }
    return {{"current", blueprint::to_id(current)},
            {"options", options},
            {"reason", context.form.value("reason")},
            {"problem", problem},
            {"leaves_test", current == Stage::testing},
            {"limit", context.t("usecases.stage_limit." + std::string(blueprint::to_id(readiness)))}};
}

Json history_view(const Context& context, const std::vector<StageEntry>& history) {
    auto out = Json::array();
    for (const auto& entry : history) {
        out.push_back({{"stage", context.t("usecases.stage." + std::string(blueprint::to_id(entry.stage)))},
                       {"date", german_text(entry.decided.date)},
                       {"reason", entry.reason}});
    }
    return out;
}

}  // namespace

Result<State> state_of(const Context& context) {
    State state;
    state.commit = TRY(context.town.head_commit());
    state.content = TRY(context.town.content_at(state.commit));
    state.ranking = rank(state.content->method(), state.content->all<blueprint::UseCase>());
    return state;
}

Result<const blueprint::UseCase*> usecase_of(const Context& context, const blueprint::Snapshot& content) {
    const auto* usecase = content.find<blueprint::UseCase>("usecase/" + context.path.find("slug")->second);
    if (usecase == nullptr) return std::unexpected(people::not_found(context));
    return usecase;
}

Readiness readiness_of(const Ranking& ranking, std::string_view usecase) {
    const auto found = std::ranges::find(ranking.ranked, usecase, &Judged::id);
    return found == ranking.ranked.end() ? Readiness::out : found->readiness();
}

Result<net::Outcome> usecase_page(const Context& context, const PageProblems& problems) {
    const auto state = TRY(state_of(context));
    const auto* usecase = TRY(usecase_of(context, *state.content));
    const auto history = TRY(stage_history(context.town.db(), usecase->id));
    const auto stage = history.empty() ? Stage::idea : history.front().stage;
    auto data = usecase_view(context, *state.content, *usecase, state.ranking);
    data["slug"] = slug_of(usecase->id);
    data["stage"] = stage_view(context, stage);
    data["stage_meaning"] = context.t("usecases.stage_meaning." + std::string(blueprint::to_id(stage)));
    data["history"] = history_view(context, history);
    data["has_history"] = !history.empty();
    data["testers"] = TRY(testers_view(context, usecase->id, stage, problems.tester));
    if (context.has(Role::coordination))
        data["form"] = stage_form(context, stage, readiness_of(state.ranking, usecase->id), problems.stage);
    const bool good = problems.stage.empty() && problems.tester.empty();
    return people::page(context, {.content_template = "usecases/usecase",
                                  .title = usecase->title,
                                  .section = "usecases",
                                  .data = std::move(data),
                                  .status = good ? 200 : 400});
}

}  // namespace kireise::usecases
