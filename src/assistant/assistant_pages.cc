#include "assistant/assistant_pages.h"

#include <algorithm>
#include <atomic>
#include <memory>

#include "assistant/assistant_stream.h"
#include "assistant/assistant_view.h"
#include "assistant/inquiry.h"
#include "assistant/participation.h"
#include "base/text.h"
#include "people/page.h"
#include "usecases/register_store.h"

namespace kireise::assistant {
namespace {

using blueprint::UseCase;
using net::Method;
using people::Context;
using people::fill;
using people::Role;
using people::Route;

constexpr int whole_answers_limit = 2;  // at once: each holds a worker of the server until it is complete
constexpr int usage_days = 30;
constexpr auto usage_readers = people::only(Role::coordination, Role::it, Role::data_protection, Role::staff_council);

// What the handlers share.
struct Desk {
    EngineHub& hub;
    std::atomic<int> whole_answers{0};
};

// One of the few places for a whole answer; given back at the end.
class Place {
   public:
    explicit Place(std::atomic<int>& taken) : taken_(taken), has_(++taken <= whole_answers_limit) {}
    ~Place() { --taken_; }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    [[nodiscard]] bool has() const { return has_; }

   private:
    std::atomic<int>& taken_;
    bool has_;
};

// What the page shows besides the empty form.
struct Shown {
    Draft draft;
    std::vector<RequestProblem> problems;
    Json result = Json::object();  // "refusal", "trouble" or "answer"
    int status = 200;
};

const UseCase* chosen_assistant(const std::vector<const UseCase*>& all, std::string_view slug) {
    const auto found = std::ranges::find_if(all, [&](const UseCase* usecase) { return slug_of(usecase->id) == slug; });
    if (found != all.end()) return *found;
    return all.empty() ? nullptr : all.front();
}

Json closed_view(const Context& context, const std::string& why, const std::string& href) {
    return {{"heading", context.t("assistant.closed." + why)},
            {"why", context.t("assistant.closed." + why + "_why")},
            {"href", href},
            {"link", context.t("assistant.closed." + why + "_link")}};
}

Json closed_view(const Context& context, const UseCase* usecase, const Door& door) {
    if (usecase == nullptr) return closed_view(context, "none", "/usecases");
    if (door.opening == Opening::no_guideline) return closed_view(context, "no_guideline", "/guideline");
    if (door.opening == Opening::not_released)
        return closed_view(context, "not_released", "/usecases/" + std::string(slug_of(usecase->id)));
    if (door.opening == Opening::open) return nullptr;
    return {{"heading", context.t("assistant.closed.not_ready")},
            {"needs", needs_view(context.language, door.entry, usecase->id)},
            {"quotes", quotes_view(context.language, door.entry.quotes)}};
}

Json choices_view(const blueprint::Snapshot& content, const std::vector<const UseCase*>& all, const UseCase* chosen) {
    if (all.size() < 2) return nullptr;
    auto entries = Json::array();
    for (const auto* usecase : all) {
        entries.push_back({{"title", content.prompt_of(usecase->id)->title},
                           {"href", "/assistant?assistant=" + std::string(slug_of(usecase->id))},
                           {"current", usecase == chosen}});
    }
    return {{"entries", entries}};
}

Json form_view(const Context& context, const blueprint::Snapshot& content, const Shown& shown) {
    const auto problems = problems_view(context.language, shown.draft, shown.problems);
    Json view{{"classes", classes_view(content, shown.draft.data_class)},
              {"text", is_utf8(shown.draft.text) ? shown.draft.text : ""},
              {"text_hint", fill(context.t("assistant.text_hint"), {{"n", context.number(text_limit)}})},
              {"has_problems", !problems.empty()},
              {"problems", problems},
              {"data_class_error", ""},
              {"text_error", ""}};
    for (const auto& problem : problems) {
        if (problem["field"] == "text" || problem["field"] == "data_class")
            view[problem["field"].get<std::string>() + "_error"] = problem["text"];
    }
    return view;
}

Result<Json> assistant_data(const Context& context, const blueprint::Snapshot& content, const EngineHub& hub, const UseCase& usecase,
                            bool open, const Shown& shown) {
    auto view = form_view(context, content, shown);
    view.update(shown.result);
    view["has_result"] = !shown.result.empty();
    const auto stage = TRY(usecases::stage_of(context.town.db(), usecase.id));
    view["open"] = open || !shown.result.empty();
    view["slug"] = slug_of(usecase.id);
    view["name"] = content.prompt_of(usecase.id)->title;
    view["summary"] = usecase.summary;
    view["stage"] = context.t("usecases.stage." + std::string(blueprint::to_id(stage)));
    view["engine"] = engine_view(context, content, hub);
    return view;
}

Result<Json> usage_of(const Context& context, const blueprint::Snapshot& content) {
    if (!context.account->roles.overlaps(usage_readers)) return Json();
    const Date first{std::chrono::sys_days(context.town.today()) - std::chrono::days(usage_days - 1)};
    auto view = usage_view(context.language, content, TRY(usage_between(context.town.db(), first, context.town.today())));
    view["consent"] = TRY(people::consent_notice(context, logging_matter()));
    return view;
}

Result<net::Outcome> show(const Context& context, const EngineHub& hub, const Shown& shown) {
    const auto content = TRY(context.town.content());
    const auto all = assistants(*content);
    const auto* usecase = chosen_assistant(all, shown.draft.assistant);
    const auto door = usecase != nullptr ? TRY(door_of(context.town, context.account->id, usecase->id)) : Door{};
    auto usage = TRY(usage_of(context, *content));
    Json data{{"choices", choices_view(*content, all, usecase)},
              {"closed", shown.result.empty() ? closed_view(context, usecase, door) : Json()},
              {"usage", std::move(usage)}};
    if (usecase != nullptr) data["assistant"] = TRY(assistant_data(context, *content, hub, *usecase, door.opening == Opening::open, shown));
    return people::page(context, {.content_template = "assistant/assistant",
                                  .title = context.t("assistant.title"),
                                  .section = "assistant",
                                  .data = std::move(data),
                                  .status = shown.status});
}

Shown trouble_shown(const Context& context, Draft draft, const Trouble& trouble) {
    const bool for_it = context.has(Role::it) || context.has(Role::admin);
    return {
        .draft = std::move(draft), .problems = {}, .result = {{"trouble", trouble_view(context.language, trouble, for_it)}}, .status = 503};
}

// The whole answer, for browsers without our script.
Shown answer_shown(const Context& context, Desk& desk, const Inquiry& inquiry) {
    const Place place(desk.whole_answers);
    if (!place.has()) return trouble_shown(context, inquiry.draft, {TroubleKind::overloaded, "Too many whole answers at once."});
    const auto asked = answer(context.town, desk.hub, inquiry);
    if (asked.trouble) return trouble_shown(context, inquiry.draft, *asked.trouble);
    auto view = notes_view(context.language, desk.hub.info(), *inquiry.request.usecase, inquiry.entry.admission.decision, asked.answer);
    view["answer_text"] = asked.answer.text;
    return {.draft = inquiry.draft, .problems = {}, .result = {{"answer", view}}, .status = 200};
}

Result<net::Outcome> show_form(Context& context, Desk& desk) {
    return show(context, desk.hub, {.draft = {.assistant = context.request.parameter("assistant")}});
}

Result<net::Outcome> submit(Context& context, Desk& desk) {
    const auto inquiry = TRY(inquire(context, desk.hub, draft_of(context.form)));
    if (!inquiry.problems.empty()) return show(context, desk.hub, {.draft = inquiry.draft, .problems = inquiry.problems, .status = 400});
    if (inquiry.allowed()) return show(context, desk.hub, answer_shown(context, desk, inquiry));
    const auto refusal = refusal_view(context.language, *inquiry.content, inquiry.request, inquiry.entry, desk.hub.info().location);
    return show(context, desk.hub, {.draft = inquiry.draft, .problems = {}, .result = {{"refusal", refusal}}, .status = 403});
}

}  // namespace

std::vector<Route> assistant_routes(EngineHub& hub) {
    const auto desk = std::make_shared<Desk>(hub);
    return {
        {Method::get, "/assistant", people::signed_in, [desk](Context& context) { return show_form(context, *desk); }},
        {Method::post, "/assistant", people::signed_in, [desk](Context& context) { return submit(context, *desk); }},
        {Method::post, "/assistant/stream", people::signed_in, [desk](Context& context) { return stream_answer(context, desk->hub); }},
    };
}

}  // namespace kireise::assistant
