#include "policy/adoption_pages.h"

#include <algorithm>

#include "base/sha256.h"
#include "people/page.h"
#include "people/participation_view.h"
#include "policy/edition.h"
#include "policy/guideline_store.h"
#include "policy/guideline_view.h"
#include "policy/participation.h"

namespace kireise::policy {
namespace {

using net::Method;
using people::Context;
using people::only;
using people::Role;

// Says whether the draft is still the one that was seen.
std::string fingerprint(const Edition& draft) { return sha256_hex(draft.commit + Json(draft.answers).dump()); }

Resolution suggestion(const Context& context, const Facts& facts) {
    const auto today = context.town.today();
    const Date tomorrow{std::chrono::sys_days{today} + std::chrono::days{1}};
    return {facts.town, facts.land, "", "", today, tomorrow};
}

Resolution from_form(const Context& context) {
    const auto text = [&](std::string_view name) { return cleaned(context.form.value(name)); };
    const auto date = [&](std::string_view name) { return parse_date(text(name)).value_or(Date{}); };
    return {text("town"), text("land"), text("organ"), text("number"), date("adopted"), date("effective")};
}

std::string date_field(Date date) { return date.ok() ? to_string(date) : ""; }

Json resolution_view(const Resolution& resolution) {
    return {{"town", resolution.town},
            {"land", resolution.land},
            {"organ", resolution.organ},
            {"number", resolution.number},
            {"adopted", date_field(resolution.adopted)},
            {"effective", date_field(resolution.effective)},
            {"adopted_text", resolution.adopted.ok() ? german_text(resolution.adopted) : ""},
            {"effective_text", resolution.effective.ok() ? german_text(resolution.effective) : ""}};
}

Json open_view(const Edition& draft) {
    auto out = Json::array();
    for (const auto& id : draft.guideline.open_questions) {
        out.push_back(
            {{"title", find_question(draft.content->guideline(), id)->title}, {"href", question_href(draft.content->guideline(), id)}});
    }
    return out;
}

// What is missing before the draft can be adopted; null for nothing.
Result<Json> consent_of(const Context& context, const Edition& draft) {
    return people::consent_notice(context, TRY(draft_matter(context.town, *draft.content, draft.answers)));
}

Result<net::Outcome> form_page(Context& context, const Edition& draft, const Resolution& resolution,
                               const std::vector<ResolutionProblem>& problems) {
    auto data = resolution_view(resolution);
    data["consent"] = TRY(consent_of(context, draft));
    const bool refused = context.request.method == Method::post && !data["consent"].is_null();
    data["fingerprint"] = fingerprint(draft);
    data["open"] = open_view(draft);
    data["has_open"] = !draft.guideline.open_questions.empty();
    data["problems"] = Json::array();
    for (const auto problem : problems) {
        const std::string id(blueprint::to_id(problem));
        data["problems"].push_back({{"field", id}, {"text", context.t("policy.adopt.problem." + id)}});
        data["problem_" + id] = context.t("policy.adopt.problem." + id);
    }
    data["has_problems"] = !problems.empty();
    return people::page(context, {.content_template = "policy/adopt",
                                  .title = context.t("policy.adopt.title"),
                                  .section = "guideline",
                                  .data = std::move(data),
                                  .status = !problems.empty() ? 400
                                            : refused         ? 409
                                                              : 200});
}

Result<net::Outcome> show_form(Context& context) {
    const auto draft = TRY(edition(context.town, Wanted::draft));
    return form_page(context, draft, suggestion(context, TRY(facts_of(context.town))), {});
}

Result<net::Outcome> confirm_page(Context& context, const Edition& draft, const Resolution& resolution) {
    auto data = resolution_view(resolution);
    const auto latest = TRY(latest_adoption(context.town.db()));
    data["fingerprint"] = fingerprint(draft);
    data["version"] = latest ? latest->version + 1 : 1;
    data["guideline_title"] = draft.guideline.title;
    return people::page(context, {.content_template = "policy/confirm",
                                  .title = context.t("policy.adopt.confirm_title"),
                                  .section = "guideline",
                                  .data = std::move(data)});
}

Result<net::Outcome> take_form(Context& context) {
    const auto draft = TRY(edition(context.town, Wanted::draft));
    const auto resolution = from_form(context);
    if (!draft.guideline.open_questions.empty()) return people::see("/guideline/adopt");
    if (context.form.value("fingerprint") != fingerprint(draft)) return fail(ErrorKind::conflict, context.t("policy.adopt.changed"));
    const auto problems = problems_of(resolution, context.town.today());
    const bool consented = TRY(consent_of(context, draft)).is_null();
    if (!problems.empty() || !consented) return form_page(context, draft, resolution, problems);
    if (context.form.value("confirm") != "yes") return confirm_page(context, draft, resolution);
    const auto version = adopt(context.town, context.account->id, draft.commit, draft.answers, resolution);
    if (!version && version.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("policy.adopt.changed"));
    TRY(version);
    return people::see("/guideline");
}

}  // namespace

std::vector<people::Route> adoption_routes() {
    return {
        {Method::get, "/guideline/adopt", only(Role::coordination), show_form},
        {Method::post, "/guideline/adopt", only(Role::coordination), take_form},
    };
}

}  // namespace kireise::policy
