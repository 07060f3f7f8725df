#include "survey/start_pages.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "people/notice.h"
#include "people/page.h"
#include "survey/check.h"
#include "survey/check_view.h"
#include "survey/wave_pages.h"
#include "survey/wave_store.h"

namespace kireise::survey {
namespace {

using net::Method;
using people::Context;

constexpr std::array<people::Notice, 2> notices{{{"ended", "survey.start.ended", "info"}, {"discarded", "survey.start.discarded"}}};

Result<std::string> self_check_form(const blueprint::Content& content) {
    const auto& forms = content.all<blueprint::Form>();
    if (forms.empty()) return fail(ErrorKind::unavailable, "The content has no form of the survey. Please add one under survey/forms.");
    return forms.front().id;
}

// The browser's own check, if there is one: unfinished with how far it is, or finished.
Json own_check(const Context& context, const std::optional<Check>& check) {
    if (!check) return false;
    const auto open = check->next_open();
    Json out{{"finished", check->draft.finished},
             {"unfinished", !check->draft.finished},
             {"wave", !check->draft.is_self_check()},
             {"title", check->questions.title},
             {"continue", open ? "/survey/question/" + std::to_string(*open) : "/survey/finish"}};
    const auto answered = static_cast<int>(check->draft.answers.size());
    out["state"] =
        people::fill(context.t("survey.start.answered"), {{"n", std::to_string(answered)}, {"count", std::to_string(check->size())}});
    return out;
}

struct StartProblem {
    std::string message;
    std::string field;  // id of the input
};

Result<net::Outcome> start_page(const Context& context, const StartProblem& problem = {}, const std::string& chosen_profile = {}) {
    const auto snapshot = TRY(context.town.content());
    const auto& content = snapshot->content();
    const auto check = TRY(current_check(context));
    const auto waves = TRY(list_waves(context.town.db()));
    const bool wave_open = std::ranges::any_of(waves, [](const Wave& wave) { return wave.state == WaveState::open; });
    const auto form = TRY(self_check_form(content));
    const auto questions = TRY(questionnaire(content, form));
    const auto profile = !chosen_profile.empty() ? chosen_profile : context.account ? context.account->profile : std::string{};
    Json data{{"form", {{"title", questions.title}, {"summary", questions.summary}}},
              {"facts", people::fill(context.t("survey.start.facts"),
                                     {{"count", std::to_string(questions.items.size())}, {"minutes", std::to_string(questions.minutes)}})},
              {"own", own_check(context, check)},
              {"may_start", !check && (wave_open || context.account.has_value())},
              {"nothing_to_start", !check && !wave_open && !context.account},
              {"wave_open", wave_open},
              {"signed_in", context.account.has_value()},
              {"profiles", profile_options(content, profile)},
              {"problem", problem.message},
              {"problem_code", problem.field == "code"},
              {"problem_profile", problem.field == "profile"},
              {"problem_field", problem.field},
              {"notice", people::notice(context, notices)},
              {"privacy_threshold", people::fill(context.t("survey.privacy.wave_4"), {{"k", std::to_string(report_threshold)}})},
              {"waves", wave_table(context, waves)}};
    return people::page(context, {.content_template = "survey/start",
                                  .title = context.t("survey.start.title"),
                                  .section = "survey",
                                  .data = std::move(data),
                                  .status = problem.message.empty() ? 200 : 400});
}

Result<net::Outcome> show_start(Context& context) { return start_page(context); }

net::Response to_first_question(std::string cookie) {
    auto response = net::redirect("/survey/question/1");
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    return response;
}

Result<net::Outcome> start_with_code(const Context& context, const std::string& typed, const std::string& profile) {
    const auto code = normal_code(typed);
    if (code.empty()) return start_page(context, {context.t("survey.start.code_form"), "code"}, profile);
    auto fresh = new_wave_secret(context);
    const auto redeemed = redeem_code(context.town.db(), fresh.secret, code, profile);
    if (redeemed) return to_first_question(std::move(fresh.cookie));
    if (redeemed.error().kind == ErrorKind::not_found)
        return start_page(context, {context.t("survey.start.code_unknown"), "code"}, profile);
    if (redeemed.error().kind == ErrorKind::conflict) return start_page(context, {context.t("survey.start.code_used"), "code"}, profile);
    return std::unexpected(redeemed.error());
}

Result<net::Outcome> start(Context& context) {
    const auto check = TRY(current_check(context));
    if (check) return people::see("/survey");  // one check at a time; the page offers to go on with it or to discard it
    const auto snapshot = TRY(context.town.content());
    const auto profile = context.form.value("profile");
    const auto code = context.form.value("code");
    if (snapshot->find<blueprint::Profile>(profile) == nullptr)
        return start_page(context, {context.t("survey.start.no_profile"), "profile"});
    if (!trim(code).empty()) return start_with_code(context, code, profile);
    if (!context.account) return start_page(context, {context.t("survey.start.no_code"), "code"}, profile);
    auto fresh = new_self_check_secret(context);
    const auto form = TRY(self_check_form(snapshot->content()));
    const auto commit = TRY(context.town.head_commit());
    TRY(start_self_check(context.town.db(), context.town.today(), fresh.secret, form, commit, profile));
    return to_first_question(std::move(fresh.cookie));
}

}  // namespace

std::vector<people::Route> start_routes() {
    return {
        {Method::get, "/survey", people::everyone, show_start},
        {Method::post, "/survey/start", people::everyone, start},
    };
}

}  // namespace kireise::survey
