#include <fmt/core.h>

#include <utility>

#include "assistant/participation.h"
#include "base/csv.h"
#include "base/files.h"
#include "commands/demo.h"
#include "policy/acknowledgement.h"
#include "policy/answers.h"
#include "policy/guideline_document.h"
#include "policy/guideline_store.h"
#include "policy/participation.h"
#include "usecases/ranking.h"
#include "usecases/register_store.h"
#include "usecases/testers_store.h"

namespace kireise::commands {
namespace {

using people::Role;

Result<> adopt_defaults(Walk& walk) {
    auto& db = walk.town.db();
    const auto answers = policy::with_defaults(walk.content.guideline(), {});
    for (const auto& [question, answer] : answers) TRY(policy::set_draft_answer(db, question, answer));
    const auto coordination = TRY(demo_account(walk, Role::coordination));
    const policy::Resolution resolution{.town = walk.sample.town_name,
                                        .land = walk.sample.land,
                                        .organ = "Oberbürgermeisterin oder Oberbürgermeister (erfundener Beschluss)",
                                        .number = "DA 12/2026",
                                        .adopted = walk.town.today(),
                                        .effective = walk.town.today()};
    const auto title =
        people::fill(walk.io.t("participation.guideline_title"), {{"title", walk.content.guideline().title}, {"version", "1"}});
    TRY(synthetic_consent(walk, TRY(policy::draft_matter(walk.town, walk.content, answers)), title, walk.town.today()));
    TRY(synthetic_consent(walk, assistant::logging_matter(), walk.io.t("participation.logging_title"), walk.town.today()));
    TRY(policy::adopt(walk.town, coordination.id, TRY(walk.town.head_commit()), answers, resolution));
    // As the guideline demands before the first use, so that every sign-in can try the assistant.
    const auto adopted = TRY(policy::adopted(walk.town));
    for (const auto& account : TRY(people::list_accounts(db))) TRY(policy::acknowledge(walk.town, account.id, *adopted));
    return {};
}

// Its practical test, in which every sign-in of the demonstration takes part.
Result<> begin_test(Walk& walk, const std::string& usecase, const usecases::Decided& decided) {
    auto& db = walk.town.db();
    TRY(usecases::enter_stage(
        db, {walk.town.random(), walk.town.now(), decided.account}, TRY(usecases::stage_of(db, usecase)),
        {.usecase = usecase, .stage = usecases::Stage::testing, .reason = "Praxistest (Vorführung)", .decided = decided}));
    for (const auto& account : TRY(people::list_accounts(db))) TRY(usecases::name_tester(db, usecase, account.id, walk.town.today()));
    return {};
}

std::string decimal(double value) { return fmt::format("{:.2f}", value); }

Result<> write_ranking(const Walk& walk, const usecases::DecidedRanking& ranking) {
    std::string csv = csv_line({"rank", "usecase", "title", "score", "value", "feasibility", "readiness"});
    for (const auto& row : ranking.rows) {
        const auto* usecase = walk.content.find<blueprint::UseCase>(row.usecase);
        csv += csv_line({row.rank == 0 ? "" : std::to_string(row.rank), row.usecase, usecase == nullptr ? "" : usecase->title,
                         decimal(row.score), decimal(row.value), decimal(row.feasibility), std::string(blueprint::to_id(row.readiness))});
    }
    return write_file(walk.out / "rangfolge.csv", csv);
}

}  // namespace

Result<StepResult> demo_guideline(Walk& walk) {
    const bool there = TRY(policy::adopted(walk.town)) != nullptr;
    if (!there) TRY(adopt_defaults(walk));
    const auto adopted = TRY(policy::adopted(walk.town));
    TRY(write_file(walk.out / "ki-richtlinie.odt", TRY(policy::guideline_odt(walk.town, policy::Wanted::adopted_if_any))));
    std::size_t clauses = 0;
    for (const auto& section : adopted->guideline.sections) clauses += section.clauses.size();
    return StepResult{people::fill(
        walk.io.t(there ? "commands.demo.guideline_there" : "commands.demo.guideline"),
        {{"clauses", std::to_string(clauses)}, {"version", std::to_string(adopted->version)}, {"commit", adopted->commit.substr(0, 12)}})};
}

Result<StepResult> demo_ranking(Walk& walk) {
    auto& db = walk.town.db();
    const auto& all = walk.content.all<blueprint::UseCase>();
    if (!TRY(usecases::latest_ranking(db))) {
        const auto coordination = TRY(demo_account(walk, Role::coordination));
        auto commit = TRY(walk.town.head_commit());
        const usecases::Decided decided{walk.town.today(), std::move(commit), coordination.id};
        TRY(usecases::decide_ranking(db, {walk.town.random(), walk.town.now(), coordination.id}, 0,
                                     usecases::rank(walk.content.method(), all), decided, "Rangfolge beschlossen (Vorführung)"));
        // The two with reference cases go into their practical test; the assistants serve what is in test.
        for (const auto* id : {"usecase/mail-sorting", "usecase/plain-language"}) TRY(begin_test(walk, id, decided));
    }
    const auto ranking = TRY(usecases::latest_ranking(db));
    TRY(write_ranking(walk, *ranking));
    const auto* best = walk.content.find<blueprint::UseCase>(ranking->rows.front().usecase);
    return StepResult{people::fill(walk.io.t("commands.demo.ranking"), {{"count", std::to_string(ranking->rows.size())},
                                                                        {"best", best == nullptr ? "" : best->title},
                                                                        {"score", decimal(ranking->rows.front().score)}})};
}

}  // namespace kireise::commands
