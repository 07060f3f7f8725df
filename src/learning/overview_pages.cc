#include "learning/overview_pages.h"

#include <array>
#include <set>

#include "learning/path_view.h"
#include "people/notice.h"
#include "people/page.h"
#include "survey/check.h"

namespace kireise::learning {
namespace {

using net::Method;
using people::Context;

constexpr std::array<people::Notice, 3> notices{
    {{"saved", "learning.save.saved"}, {"deleted", "learning.save.deleted"}, {"nothing", "learning.save.nothing", "info"}}};

Json origin_view(const Context& context, const Origin& origin) {
    const auto date = origin.saved ? german_text(*origin.saved) : "";
    const auto replaces = date.empty() ? "" : people::fill(context.t("learning.save.replaces"), {{"date", date}});
    return {{"from_browser", origin.from_browser},
            {"may_be_saved", origin.may_be_saved},
            {"from_wave", origin.from_browser && !origin.may_be_saved},
            {"replaces", replaces},
            {"saved_on", origin.from_browser || date.empty() ? "" : people::fill(context.t("learning.path.saved_on"), {{"date", date}})}};
}

// The one next step: begin the check, a course of the path, or the pass.
Json next_step(const Context& context, const Json& path) {
    const auto step = [&](const std::string& which, const std::string& href) {
        return Json{{"title", context.t("learning.next." + which + "_title")},
                    {"text", context.t("learning.next." + which)},
                    {"href", href},
                    {"action", context.t("learning.next." + which + "_action")},
                    {"german", false}};
    };
    if (path.is_null()) return step("check", "/survey");
    const auto& next = path["next"];
    if (next.is_null()) return step("pass", "/pass");
    return {{"title", next["title"]}, {"text", next["minutes"]}, {"href", next["resume"]}, {"action", next["action"]}, {"german", true}};
}

// The courses that the path does not show already.
Json catalogue(const Context& context, const Learner& learner, const Json& path) {
    std::set<std::string> shown;
    if (!path.is_null()) {
        for (const auto& step : path["steps"]) shown.insert(step["href"].get<std::string>());
    }
    auto cards = Json::array();
    for (const auto& course : learner.content->all<blueprint::Course>()) {
        if (!shown.contains(course_path(course.id))) cards.push_back(course_card(context, learner, course));
    }
    const bool any = !learner.content->all<blueprint::Course>().empty();
    const bool all_shown = any && cards.empty();
    return {{"title", context.t(shown.empty() ? "learning.catalogue.title" : "learning.catalogue.more")},
            {"courses", std::move(cards)},
            {"any", any},
            {"all_shown", all_shown}};
}

Result<net::Outcome> show_overview(Context& context) {
    const auto learner = TRY(current_learner(context));
    const auto origin = TRY(current_origin(context, learner));
    Json path = nullptr;
    if (origin) {
        path = path_view(context, learner, *origin);
        path["origin"] = origin_view(context, *origin);
    }
    return people::page(context, {.content_template = "learning/overview",
                                  .title = context.t("learning.title"),
                                  .section = "learning",
                                  .data = {{"next", next_step(context, path)},
                                           {"path", path},
                                           {"catalogue", catalogue(context, learner, path)},
                                           {"notice", people::notice(context, notices)}}});
}

// Keeps the levels under the account and lets go of the single answers.
Result<net::Outcome> save_result(Context& context) {
    const auto result = TRY(survey::current_result(context));
    if (!result) return people::see("/learning?notice=nothing");
    if (!result->self_check) return fail(ErrorKind::conflict, context.t("learning.save.not_a_wave"));
    TRY(save_levels(context.town.db(), context.account->id, {result->profile, result->levels, context.town.today()}));
    auto response = net::redirect("/learning?notice=saved");
    response.headers.emplace_back("Set-Cookie", TRY(survey::forget_check(context)));
    return response;
}

Result<net::Outcome> delete_result(Context& context) {
    TRY(delete_levels(context.town.db(), context.account->id));
    return people::see("/learning?notice=deleted");
}

}  // namespace

std::vector<people::Route> overview_routes() {
    using people::signed_in;
    return {
        {Method::get, "/learning", signed_in, show_overview},
        {Method::post, "/learning/result", signed_in, save_result},
        {Method::post, "/learning/result/delete", signed_in, delete_result},
    };
}

}  // namespace kireise::learning
