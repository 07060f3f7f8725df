#include "lab/rating_pages.h"

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "lab/lab_store.h"
#include "lab/labels.h"
#include "lab/ladder_pages.h"
#include "people/page.h"

namespace kireise::lab {
namespace {

using net::Method;
using people::Context;
using people::fill;
using people::Role;

constexpr auto organisers = people::only(Role::coordination, Role::it);

std::string path_of(const blueprint::UseCase& usecase) { return "/tests/" + std::string(slug_of(usecase.id)) + "/rating"; }

std::string engine_words(const people::Texts& texts, const EngineUsed& engine) {
    return fill(people::text_of(texts, "lab.engine." + engine_key(engine)), {{"name", engine.name}});
}

people::Values result_values(const people::Texts& texts, std::string_view lang, const Rating& rating, const RunSummary& first,
                             const RunSummary& second) {
    const auto& result = rating.result;
    const auto interval = result.interval();
    return {{"first", engine_words(texts, first.engine)},
            {"second", engine_words(texts, second.engine)},
            {"for_first", std::to_string(result.first)},
            {"for_second", std::to_string(result.second)},
            {"ties", std::to_string(result.ties)},
            {"decided", std::to_string(result.decided())},
            {"raters", std::to_string(result.raters)},
            {"cases", std::to_string(result.cases)},
            {"share", percent(result.share_of_second(), lang)},
            {"low", percent(interval.low, lang)},
            {"high", percent(interval.high, lang)}};
}

// Which text tells the result.
std::string verdict_key(const RatingResult& result) {
    const auto interval = result.interval();
    if (result.decided() == 0) return "lab.rating.verdict.none";
    if (interval.low > 0.5) return "lab.rating.verdict.second";
    return interval.high < 0.5 ? "lab.rating.verdict.first" : "lab.rating.verdict.open";
}

Result<Json> closed_data(const Context& context, const std::vector<Rating>& ratings) {
    auto out = Json::array();
    for (const auto& rating : ratings) {
        if (rating.open()) continue;
        const auto first = TRY(find_summary(context.town.db(), rating.first_run));
        const auto second = TRY(find_summary(context.town.db(), rating.second_run));
        if (!first || !second) continue;
        const auto values = result_values(context.language.texts, context.language.id, rating, *first, *second);
        out.push_back({{"date", german_time(*rating.closed)},
                       {"sides", fill(context.t("lab.rating.sides"), values)},
                       {"verdict", fill(context.t(verdict_key(rating.result)), values)},
                       {"counts", fill(context.t("lab.rating.counts"), values)},
                       {"share", rating.result.decided() == 0 ? "" : fill(context.t("lab.rating.share"), values)}});
    }
    return out;
}

struct Sides {
    LabRun first, second;
};

Result<Sides> sides_of(const Context& context, const Rating& rating) {
    const auto first = TRY(find_run(context.town.db(), rating.first_run));
    const auto second = TRY(find_run(context.town.db(), rating.second_run));
    if (!first || !second) return std::unexpected(people::not_found(context));
    return Sides{*first, *second};
}

std::string answer_of(const blueprint::UseCase& usecase, const LabRun& run, const std::string& id) {
    const auto found = std::ranges::find(run.cases, id, &CaseResult::id);
    if (found == run.cases.end()) return {};
    return run.classifier ? label_title(usecase, found->answer) : found->answer;
}

std::string input_of(const LabRun& run, const std::string& id) {
    const auto found = std::ranges::find(run.cases, id, &CaseResult::id);
    return found == run.cases.end() ? std::string() : found->input;
}

Result<Json> open_data(const Context& context, const blueprint::UseCase& usecase, const Rating& rating) {
    const auto progress = TRY(rating_progress(context.town.db(), rating.id, context.account->id));
    const auto all = TRY(turnout(context.town.db(), rating.id));
    Json out{
        {"joined", progress.joined},
        {"finished", progress.joined && !progress.next},
        {"progress",
         fill(context.t("lab.rating.progress"), {{"n", std::to_string(progress.done + 1)}, {"all", std::to_string(progress.all)}})},
        {"turnout", fill(context.t("lab.rating.turnout"), {{"n", std::to_string(all.judgements)}, {"raters", std::to_string(all.raters)}})},
        {"case", nullptr}};
    if (progress.next) {
        const auto sides = TRY(sides_of(context, rating));
        const auto& id = progress.next->case_id;
        const auto first = answer_of(usecase, sides.first, id), second = answer_of(usecase, sides.second, id);
        out["case"] = {{"id", id},
                       {"input", input_of(sides.first, id)},
                       {"a", progress.next->first_is_a ? first : second},
                       {"b", progress.next->first_is_a ? second : first}};
    }
    return out;
}

Json run_options(const Context& context, const std::vector<RunSummary>& runs, std::size_t chosen) {
    auto out = Json::array();
    for (const auto& run : runs) {
        out.push_back({{"id", run.id},
                       {"text", german_time(run.started) + ", " + engine_text(context, run.engine)},
                       {"chosen", out.size() == chosen}});
    }
    return out;
}

Result<net::Outcome> show_rating(Context& context) {
    const auto content = TRY(context.town.content());
    const auto usecase = TRY(usecase_in_path(context, *content));
    const auto ratings = TRY(ratings_of(context.town.db(), usecase.id));
    const auto open = std::ranges::find_if(ratings, &Rating::open);
    const auto runs = TRY(complete_runs(context.town.db(), usecase.id));
    const auto closed = TRY(closed_data(context, ratings));
    auto open_rating = open == ratings.end() ? Json() : TRY(open_data(context, usecase, *open));
    const bool organiser = context.account->roles.overlaps(organisers);
    return people::page(context, {.content_template = "lab/rating",
                                  .title = context.t("lab.rating.title"),
                                  .section = "tests",
                                  .data = {{"usecase_title", usecase.title},
                                           {"slug", slug_of(usecase.id)},
                                           {"open", std::move(open_rating)},
                                           {"may_close", organiser && open != ratings.end()},
                                           {"may_open", organiser && open == ratings.end() && runs.size() > 1},
                                           {"nothing", open == ratings.end() && closed.empty()},
                                           {"firsts", run_options(context, runs, 1)},
                                           {"seconds", run_options(context, runs, 0)},
                                           {"has_closed", !closed.empty()},
                                           {"closed", closed}}});
}

// The use case in the path and its open rating; conflict without one.
struct Opened {
    blueprint::UseCase usecase;
    Rating rating;
};

Result<Opened> open_in_path(const Context& context) {
    const auto content = TRY(context.town.content());
    auto usecase = TRY(usecase_in_path(context, *content));
    const auto ratings = TRY(ratings_of(context.town.db(), usecase.id));
    const auto open = std::ranges::find_if(ratings, &Rating::open);
    if (open == ratings.end()) return fail(ErrorKind::conflict, context.t("lab.rating.none_open"));
    return Opened{std::move(usecase), *open};
}

Result<net::Outcome> open(Context& context) {
    const auto content = TRY(context.town.content());
    const auto usecase = TRY(usecase_in_path(context, *content));
    const auto first = TRY(find_run(context.town.db(), context.form.value("first")));
    const auto second = TRY(find_run(context.town.db(), context.form.value("second")));
    if (!first || !second || first->usecase != usecase.id) return std::unexpected(people::not_found(context));
    const auto opened = open_rating(context.town.db(), people::deed_of(context), *first, *second);
    if (!opened && opened.error().kind == ErrorKind::invalid) return fail(ErrorKind::invalid, context.t("lab.rating.cannot_open"));
    TRY(opened);
    return people::see(path_of(usecase));
}

Result<net::Outcome> join(Context& context) {
    const auto [usecase, rating] = TRY(open_in_path(context));
    const auto sides = TRY(sides_of(context, rating));
    TRY(join_rating(context.town.db(), context.town.random(), context.account->id, rating, sides.first, sides.second));
    return people::see(path_of(usecase));
}

Result<net::Outcome> judge(Context& context) {
    const auto [usecase, rating] = TRY(open_in_path(context));
    const auto choice = blueprint::from_id<Choice>(context.form.value("choice"));
    if (!choice) return fail(ErrorKind::invalid, context.t("lab.rating.choose"));
    const auto judged = judge_case(context.town.db(), rating.id, context.account->id, context.form.value("case"), *choice);
    if (!judged && judged.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("lab.rating.once"));
    TRY(judged);
    return people::see(path_of(usecase));
}

Result<net::Outcome> close(Context& context) {
    const auto [usecase, rating] = TRY(open_in_path(context));
    TRY(close_rating(context.town.db(), people::deed_of(context), rating));
    return people::see(path_of(usecase));
}

}  // namespace

ReportPart rating_part(const people::Texts& texts, std::string_view lang, const Rating& rating, const RunSummary& first,
                       const RunSummary& second) {
    const auto values = result_values(texts, lang, rating, first, second);
    ReportPart out{.title = people::text_of(texts, "lab.rating.title"), .blocks = {}};
    std::vector<std::string> keys{"lab.rating.sides", verdict_key(rating.result), "lab.rating.counts"};
    if (rating.result.decided() > 0) keys.emplace_back("lab.rating.share");
    for (const auto& key : keys) out.blocks.push_back(formats::paragraph(fill(people::text_of(texts, key), values)));
    return out;
}

std::vector<people::Route> rating_routes() {
    return {
        {Method::get, "/tests/{slug}/rating", people::signed_in, show_rating},
        {Method::post, "/tests/{slug}/rating/open", organisers, open},
        {Method::post, "/tests/{slug}/rating/join", people::signed_in, join},
        {Method::post, "/tests/{slug}/rating/judge", people::signed_in, judge},
        {Method::post, "/tests/{slug}/rating/close", organisers, close},
    };
}

}  // namespace kireise::lab
