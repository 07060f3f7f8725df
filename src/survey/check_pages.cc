#include "survey/check_pages.h"

#include "base/number.h"
#include "people/page.h"
#include "survey/check.h"
#include "survey/check_view.h"
#include "survey/result_view.h"

namespace kireise::survey {
namespace {

using net::Method;
using people::Context;

constexpr std::size_t max_sent_options = 20;

net::Response with_cookie(net::Response response, std::string cookie) {
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    return response;
}

std::string question_path(int n) { return "/survey/question/" + std::to_string(n); }

// Where somebody with this check goes who has called a page that does not fit.
std::string fitting_path(const Check& check) {
    if (check.draft.finished) return "/survey/result";
    const auto open = check.next_open();
    return open ? question_path(*open) : "/survey/finish";
}

std::optional<int> question_number(const Context& context, const Check& check) {
    const auto n = whole_number(context.path.at("n")).value_or(0);
    return n >= 1 && n <= check.size() ? std::optional(static_cast<int>(n)) : std::nullopt;
}

Result<net::Outcome> question_page(const Context& context, const Check& check, int n, const std::string& problem = {}) {
    auto data = question_view(context, check, n);
    data["problem"] = problem;
    auto title = data["progress"].get<std::string>();
    if (!problem.empty()) title = context.t("survey.question.error_prefix") + " " + title;
    return people::page(context, {.content_template = "survey/question",
                                  .title = std::move(title),
                                  .section = "survey",
                                  .data = std::move(data),
                                  .status = problem.empty() ? 200 : 400});
}

Result<net::Outcome> show_question(Context& context) {
    const auto check = TRY(current_check(context));
    if (!check) return people::see("/survey?notice=ended");
    if (check->draft.finished) return people::see("/survey/result");
    const auto n = question_number(context, *check);
    if (!n) return std::unexpected(people::not_found(context));
    return question_page(context, *check, *n);
}

// After question n: the next one, or the end when it was the last.
std::string after(const Check& check, int n) { return n < check.size() ? question_path(n + 1) : "/survey/finish"; }

Result<net::Outcome> answer_question(Context& context) {
    const auto check = TRY(current_check(context));
    if (!check) return people::see("/survey?notice=ended");
    if (check->draft.finished) return people::see("/survey/result");
    const auto n = question_number(context, *check);
    if (!n) return std::unexpected(people::not_found(context));
    const auto& question = *check->questions.items[static_cast<std::size_t>(*n) - 1].question;
    const auto action = context.form.value("action");
    const auto sent = context.form.values("option");
    const bool back = action == "back";
    if (back && sent.empty()) return people::see(question_path(std::max(1, *n - 1)));
    if (action == "unknown") {
        TRY(save_choice(context.town.db(), check->secret, question.id, {}));
        return people::see(after(*check, *n));
    }
    if (sent.empty()) return question_page(context, *check, *n, context.t("survey.question.nothing_chosen"));
    if (sent.size() > max_sent_options) return question_page(context, *check, *n, context.t("survey.question.bad_choice"));
    const auto choice = checked_choice(question, sent);
    if (!choice) return question_page(context, *check, *n, context.t("survey.question.bad_choice"));
    TRY(save_choice(context.town.db(), check->secret, question.id, *choice));
    return people::see(back ? question_path(std::max(1, *n - 1)) : after(*check, *n));
}

Result<net::Outcome> show_finish(Context& context) {
    const auto check = TRY(current_check(context));
    if (!check) return people::see("/survey?notice=ended");
    if (check->draft.finished) return people::see("/survey/result");
    auto open = Json::array(), skipped = Json::array();
    for (int n = 1; n <= check->size(); ++n) {
        const auto& question = *check->questions.items[static_cast<std::size_t>(n) - 1].question;
        const auto found = check->draft.answers.find(question.id);
        const Json link{{"href", question_path(n)}, {"n", std::to_string(n)}, {"stem", question.stem}};
        if (found == check->draft.answers.end()) open.push_back(link);
        else if (found->second.empty()) skipped.push_back(link);
    }
    const bool has_open = !open.empty(), has_skipped = !skipped.empty();
    return people::page(context, {.content_template = "survey/finish",
                                  .title = context.t("survey.finish.title"),
                                  .section = "survey",
                                  .data = {{"open", std::move(open)},
                                           {"skipped", std::move(skipped)},
                                           {"has_open", has_open},
                                           {"has_skipped", has_skipped},
                                           {"last", question_path(check->size())},
                                           {"wave", !check->draft.is_self_check()}}});
}

Result<net::Outcome> finish(Context& context) {
    const auto check = TRY(current_check(context));
    if (!check) return people::see("/survey?notice=ended");
    if (!check->draft.finished) TRY(finish_draft(context.town.db(), check->secret));
    return people::see("/survey/result");
}

Result<net::Outcome> show_result(Context& context) {
    const auto check = TRY(current_check(context));
    if (!check) return people::see("/survey?notice=ended");
    if (!check->draft.finished) return people::see(fitting_path(*check));
    return people::page(context, {.content_template = "survey/result",
                                  .title = context.t("survey.result.title"),
                                  .section = "survey",
                                  .data = result_view(context, *check)});
}

Result<net::Outcome> confirm_discard(Context& context) {
    const auto check = TRY(current_check(context));
    if (!check) return people::see("/survey");
    const bool wave = !check->draft.is_self_check();
    return people::page(context, {.content_template = "survey/discard",
                                  .title = context.t("survey.discard.title"),
                                  .section = "survey",
                                  .data = {{"wave_finished", wave && check->draft.finished},
                                           {"wave_open", wave && !check->draft.finished},
                                           {"self_check", !wave},
                                           {"back", fitting_path(*check)}}});
}

Result<net::Outcome> discard(Context& context) {
    auto cookie = TRY(forget_check(context));
    return with_cookie(net::redirect("/survey?notice=discarded"), std::move(cookie));
}

}  // namespace

std::vector<people::Route> check_routes() {
    using people::everyone;
    return {
        {Method::get, "/survey/question/{n}", everyone, show_question}, {Method::post, "/survey/question/{n}", everyone, answer_question},
        {Method::get, "/survey/finish", everyone, show_finish},         {Method::post, "/survey/finish", everyone, finish},
        {Method::get, "/survey/result", everyone, show_result},         {Method::get, "/survey/discard", everyone, confirm_discard},
        {Method::post, "/survey/discard", everyone, discard},
    };
}

}  // namespace kireise::survey
