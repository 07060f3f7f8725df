#include "policy/guideline_pages.h"

#include "people/page.h"
#include "policy/acknowledgement.h"
#include "policy/guideline_document.h"
#include "policy/guideline_view.h"
#include "policy/matrix.h"

namespace kireise::policy {
namespace {

using net::Method;
using people::Context;
using people::fill;
using people::Role;
using people::Route;

Wanted wanted(const Context& context) { return context.request.parameter("version") == "draft" ? Wanted::draft : Wanted::adopted_if_any; }

// What the page says above the text about where it stands.
Json status_view(const Context& context, const Edition& edition) {
    if (edition.is_draft()) return {{"draft", true}};
    const auto& adopted = *edition.adopted;
    const bool applies = adopted.effective <= context.town.today();
    return {{"adopted", true},
            {"applies", applies},
            {"version", adopted.version},
            {"organ", adopted.organ},
            {"number", adopted.number},
            {"date", german_text(adopted.adopted)},
            {"effective", german_text(adopted.effective)}};
}

// The one next step of the coordination with a draft: answer what is open, else adopt it, when there is something to adopt.
Result<Json> step_view(const Context& context, const Edition& draft) {
    const auto& guideline = draft.content->guideline();
    const auto open = draft.guideline.open_questions.size();
    const auto current = TRY(adopted(context.town));
    if (open > 0) {
        return Json{{"title", context.t(open == guideline.questions.size() ? "policy.step.start" : "policy.step.continue")},
                    {"text", fill(context.t("policy.step.open"),
                                  {{"open", std::to_string(open)}, {"all", std::to_string(guideline.questions.size())}})},
                    {"href", question_href(guideline, draft.guideline.open_questions.front())},
                    {"action", context.t("policy.step.answer")}};
    }
    if (current && !TRY(differs(draft, *current))) return Json(nullptr);
    return Json{{"title", context.t("policy.step.ready")},
                {"text", context.t("policy.step.ready_text")},
                {"href", "/guideline/adopt"},
                {"action", context.t("policy.step.adopt")}};
}

Result<Json> acknowledgement_view(const Context& context, const Edition& edition) {
    if (edition.is_draft()) return Json(nullptr);
    const auto& adopted = *edition.adopted;
    const auto day = TRY(acknowledged_on(context.town, context.account->id, adopted));
    const auto done = fill(context.t("policy.acknowledge.done"), {{"date", day ? german_text(*day) : ""}});
    Json view{{"done", day ? Json(done) : Json(false)}, {"version", adopted.version}, {"count", ""}};
    if (context.has(Role::coordination)) {
        const auto count = TRY(acknowledgements(context.town, adopted));
        view["count"] =
            fill(context.t(count == 1 ? "policy.acknowledge.by_one" : "policy.acknowledge.by_some"), {{"n", context.number(count)}});
    }
    return view;
}

Result<net::Outcome> show_guideline(Context& context) {
    const auto shown_edition = TRY(edition(context.town, wanted(context)));
    const bool coordination = context.has(Role::coordination);
    auto data = guideline_view(context, shown_edition);
    data["status"] = status_view(context, shown_edition);
    data["coordination"] = coordination;
    data["is_draft"] = shown_edition.is_draft();
    data["query"] = shown_edition.is_draft() ? "?version=draft" : "";
    data["acknowledge"] = TRY(acknowledgement_view(context, shown_edition));
    data["has_adopted"] = TRY(adopted(context.town)) != nullptr;
    if (coordination && shown_edition.is_draft()) data["step"] = TRY(step_view(context, shown_edition));
    return people::page(
        context,
        {.content_template = "policy/guideline", .title = shown_edition.guideline.title, .section = "guideline", .data = std::move(data)});
}

Result<net::Outcome> show_comparison(Context& context) {
    auto shown_edition = TRY(edition(context.town, wanted(context)));
    if (shown_edition.is_draft()) {
        const auto facts = TRY(facts_of(context.town));
        const auto& content = *shown_edition.content;
        const auto answers = with_defaults(content.guideline(), shown_edition.answers);
        shown_edition.guideline = TRY(assemble(content.guideline(), content.all<blueprint::Clause>(), answers, facts));
    }
    const auto muster = TRY(muster_of(shown_edition, context.town));
    auto data = comparison_view(context, compare(muster, shown_edition.guideline));
    data["is_draft"] = shown_edition.is_draft();
    data["muster_version"] = muster.muster_version;
    data["query"] = shown_edition.is_draft() ? "?version=draft" : "";
    return people::page(context, {.content_template = "policy/compare",
                                  .title = context.t("policy.compare.title"),
                                  .section = "guideline",
                                  .data = std::move(data)});
}

Result<net::Outcome> show_matrix(Context& context) {
    const auto shown_edition = TRY(edition(context.town, wanted(context)));
    auto data = matrix_view(context.language.texts, shown_edition.content->vocabulary(), shown_edition.gate);
    data["status"] = status_view(context, shown_edition);
    data["query"] = shown_edition.is_draft() ? "?version=draft" : "";
    return people::page(
        context,
        {.content_template = "policy/matrix", .title = context.t("policy.matrix.title"), .section = "guideline", .data = std::move(data)});
}

Result<net::Outcome> download_odt(Context& context) {
    return people::download(TRY(guideline_odt(context.town, wanted(context))), "application/vnd.oasis.opendocument.text",
                            "ki-richtlinie.odt");
}

Result<net::Outcome> take_acknowledgement(Context& context) {
    const auto current = TRY(adopted(context.town));
    if (!current || context.form.value("version") != std::to_string(current->version)) {
        return fail(ErrorKind::conflict, context.t("policy.acknowledge.other_version"));
    }
    TRY(policy::acknowledge(context.town, context.account->id, *current));
    return people::see("/guideline");
}

}  // namespace

std::vector<Route> guideline_routes() {
    return {
        {Method::get, "/guideline", people::signed_in, show_guideline},
        {Method::get, "/guideline/compare", people::signed_in, show_comparison},
        {Method::get, "/guideline/matrix", people::signed_in, show_matrix},
        {Method::get, "/guideline/guideline.odt", people::signed_in, download_odt},
        {Method::post, "/guideline/acknowledge", people::signed_in, take_acknowledgement},
    };
}

}  // namespace kireise::policy
