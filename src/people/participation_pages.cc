#include "people/participation_pages.h"

#include <algorithm>
#include <array>
#include <memory>

#include "base/number.h"
#include "base/text.h"
#include "people/account_pages.h"
#include "people/law_view.h"
#include "people/notice.h"
#include "people/page.h"
#include "people/participation_forms.h"
#include "people/settings.h"
#include "people/upload.h"

namespace kireise::people {
namespace {

using net::Method;
using Sources = std::shared_ptr<const std::vector<ParticipationSource>>;
using store::Connection;

constexpr std::array<Notice, 3> notices{
    {{"asked", "participation.notice.asked"}, {"answered", "participation.notice.answered"}, {"waived", "participation.notice.waived"}}};
constexpr std::array<Notice, 1> list_notices{{{"land", "participation.notice.land"}}};

// A subject with all that was said about it.
struct Procedure {
    ParticipationSubject subject;
    ParticipationSteps steps;
    bool gone = false;  // no room knows it any more: there is only the history

    [[nodiscard]] ParticipationStanding standing(const Context& context) const {
        return standing_of(steps, subject.matter.edition, context.town.today());
    }
};

bool same(const Matter& a, const Matter& b) { return a.kind == b.kind && a.object == b.object; }

// All that rooms name, and what nobody names any more.
Result<std::vector<Procedure>> all_procedures(const Context& context, const Sources& sources) {
    std::vector<Procedure> out;
    for (const auto& source : *sources) {
        for (auto& subject : TRY(source(context))) out.push_back({std::move(subject), {}});
    }
    for (auto& [matter, steps] : TRY(context.town.db().read([](Connection& tx) { return all_participation_steps(tx); }))) {
        const auto found = std::ranges::find_if(out, [&](const Procedure& known) { return same(known.subject.matter, matter); });
        if (found != out.end()) found->steps = std::move(steps);
        else out.push_back({{.matter = matter, .title = steps.back().title, .href = ""}, steps, true});
    }
    return out;
}

Result<Procedure> named_procedure(const Context& context, const Sources& sources) {
    const auto kind = blueprint::from_id<ParticipationKind>(context.path.at("kind"));
    for (auto& procedure : TRY(all_procedures(context, sources))) {
        const auto& matter = procedure.subject.matter;
        if (kind == matter.kind && matter.object == context.path.at("object")) return std::move(procedure);
    }
    return std::unexpected(not_found(context));
}

// -- the list

Json row_view(const Context& context, const Procedure& procedure) {
    const auto standing = procedure.standing(context);
    return {{"href", participation_path(procedure.subject.matter)},
            {"title", procedure.subject.title},
            {"kind", context.t("participation.kind." + std::string(blueprint::to_id(procedure.subject.matter.kind)))},
            {"since", procedure.steps.empty() ? "" : german_text(procedure.steps.back().day)},
            {"badge", standing_badge(context, standing)},
            {"live", procedure.subject.live && !standing.allows()}};
}

// 0: with the staff council, 1: to be asked, 2: decided or over
std::size_t group_of(const Procedure& procedure, const ParticipationStanding& standing) {
    if (procedure.gone) return 2;
    if (standing.state == ParticipationState::asked && !standing.changed) return 0;
    return standing.allows() || standing.state == ParticipationState::refused ? 2 : 1;
}

Json lands_view(const blueprint::Snapshot& content) {
    std::vector<std::string> lands;
    for (const auto& law : content.all<blueprint::Law>()) {
        if (law.staff_council_in) lands.push_back(*law.staff_council_in);
    }
    std::ranges::sort(lands);
    return lands;
}

Result<net::Outcome> show_list(const Context& context, const Sources& sources) {
    std::array<Json, 3> groups{Json::array(), Json::array(), Json::array()};
    for (const auto& procedure : TRY(all_procedures(context, sources)))
        groups.at(group_of(procedure, procedure.standing(context))).push_back(row_view(context, procedure));
    const auto content = TRY(context.town.content());
    const bool has_law = TRY(staff_council_law(context.town, *content)) != nullptr;
    const bool council = context.has(Role::staff_council);
    Json data{{"notice", notice(context, list_notices)}, {"groups", Json::array()}};
    constexpr std::array<std::string_view, 3> names{"waiting", "open", "decided"};
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::string name(names.at(i));
        const auto key = "participation.group." + name + (council && i == 0 ? "_council" : "");
        const bool any = !groups.at(i).empty();
        if (!any && i == 1) continue;
        data["groups"].push_back({{"id", name},
                                  {"heading", context.t(key)},
                                  {"any", any},
                                  {"rows", std::move(groups.at(i))},
                                  {"none", context.t("participation.none." + name)}});
    }
    data["ask_land"] = !has_law && context.has(Role::coordination);
    data["lands"] = has_law ? Json::array() : lands_view(*content);
    return page(context, {.content_template = "people/participation",
                          .title = context.t("participation.title"),
                          .section = "participation",
                          .data = std::move(data)});
}

Result<net::Outcome> save_land(Context& context) {
    const auto land = context.form.value("land");
    const auto lands = lands_view(*TRY(context.town.content()));
    if (std::ranges::find(lands, Json(land)) == lands.end()) return fail(ErrorKind::invalid, context.t("participation.land_unknown"));
    TRY(change_settings(context.town, context.account->id, {{"land", land}}, std::nullopt));
    return see("/participation?notice=land");
}

// -- one procedure

// What was sent and not stored.
struct Sent {
    std::string_view form;  // id
    FormProblems problems;
    bool conflict = false;
};

Json forms_view(const Context& context, const Procedure& procedure, const Sent* sent) {
    auto out = Json::array();
    const auto& matter = procedure.subject.matter;
    const int version = procedure.steps.empty() ? 0 : procedure.steps.back().version;
    for (const auto& form : participation_forms()) {
        const bool may = std::ranges::any_of(
            form.states, [&](ParticipationState state) { return may_say(form.role, state, procedure.steps, matter.edition); });
        if (procedure.gone || !context.has(form.role) || !may) continue;
        const bool was_sent = sent != nullptr && sent->form == form.id;
        auto view =
            form_view(context, form, matter, version, was_sent ? &context.form : nullptr, was_sent ? sent->problems : FormProblems{});
        view["first"] = out.empty();
        view["open"] = was_sent;
        out.push_back(std::move(view));
    }
    return out;
}

Result<Json> law_data(const Context& context) {
    const auto content = TRY(context.town.content());
    const auto* law = TRY(staff_council_law(context.town, *content));
    return law == nullptr ? Json::array() : law_view(*content, std::array{law->id});
}

Result<net::Outcome> procedure_page(const Context& context, const Procedure& procedure, const Sent* sent = nullptr) {
    const auto& subject = procedure.subject;
    const std::string kind(blueprint::to_id(subject.matter.kind));
    const auto standing = procedure.standing(context);
    auto history = Json::array();
    for (const auto& step : procedure.steps) history.insert(history.begin(), step_view(context, subject.matter, step));
    auto law = TRY(law_data(context));
    auto forms = forms_view(context, procedure, sent);
    const bool conflict = sent != nullptr && sent->conflict;
    const auto lost = conflict ? context.form.value("text") : "";
    Json data{{"kind", context.t("participation.kind." + kind)},
              {"about", context.t("participation.about." + kind)},
              {"stored", context.t("participation.stored." + kind)},
              {"href", subject.href},
              {"badge", standing_badge(context, standing)},
              {"means", standing_text(context, standing)},
              {"live", subject.live && !standing.allows()},
              {"gone", procedure.gone},
              {"notice", notice(context, notices)},
              {"has_law", !law.empty()},
              {"law", std::move(law)},
              {"has_history", !history.empty()},
              {"history", std::move(history)},
              {"has_forms", !forms.empty()},
              {"forms", std::move(forms)},
              {"conflict", conflict},
              {"lost", is_utf8(lost) ? lost.substr(0, lost.size() <= participation_text_limit ? lost.size() : 0) : ""}};
    return page(context, {.content_template = "people/participation_procedure",
                          .title = subject.title,
                          .section = "participation",
                          .data = std::move(data),
                          .status = sent == nullptr ? 200
                                    : conflict      ? 409
                                                    : 400});
}

Result<net::Outcome> show_procedure(const Context& context, const Sources& sources) {
    return procedure_page(context, TRY(named_procedure(context, sources)));
}

// 0 for what is no version.
int version_in(std::string_view text) { return static_cast<int>(std::clamp<std::int64_t>(whole_number(text).value_or(0), 0, 1'000'000)); }

// The document first, then the step that names it.
Result<int> store_step(const Context& context, const Matter& matter, int seen, const ReadForm& read) {
    auto step = read.step;
    step.document = "";
    if (read.upload != nullptr) {
        step.document = random_id(context.town.random());
        step.document_name = clean_file_name(read.upload->file_name);
        TRY(context.town.documents().put(step.document, read.upload->bytes, context.town.now()));
    }
    auto stored = context.town.db().write([&](Connection& tx) { return add_participation_step(tx, deed_of(context), matter, seen, step); });
    if (!stored && !step.document.empty()) TRY(context.town.documents().remove(step.document));
    return stored;
}

Result<net::Outcome> submit(const Context& context, const Sources& sources, const ParticipationForm& form) {
    const auto procedure = TRY(named_procedure(context, sources));
    if (procedure.gone) return std::unexpected(not_found(context));
    const auto seen = version_in(context.form.value("version"));
    const int newest = procedure.steps.empty() ? 0 : procedure.steps.back().version;
    auto read = read_form(context, form, procedure.steps);
    Sent sent{.form = form.id, .problems = read.problems, .conflict = seen != newest};
    if (sent.conflict) sent.problems.clear();
    if (sent.conflict || !read.problems.empty()) return procedure_page(context, procedure, &sent);
    const auto content = TRY(context.town.content());
    const auto* law = TRY(staff_council_law(context.town, *content));
    read.step.title = procedure.subject.title;
    read.step.law = law == nullptr ? "" : law->id;
    const auto stored = store_step(context, procedure.subject.matter, seen, read);
    if (!stored && stored.error().kind == ErrorKind::conflict) {
        sent.conflict = true;
        return procedure_page(context, TRY(named_procedure(context, sources)), &sent);
    }
    if (!stored && stored.error().kind == ErrorKind::forbidden) return fail(ErrorKind::forbidden, context.t("participation.not_now"));
    TRY(stored);
    const auto said = form.id == "ask" ? "asked" : form.id == "waive" ? "waived" : "answered";
    return see(participation_path(procedure.subject.matter) + "?notice=" + said);
}

Result<net::Outcome> send_document(const Context& context, const Sources& sources) {
    const auto procedure = TRY(named_procedure(context, sources));
    const auto version = version_in(context.path.at("version"));
    const auto found = std::ranges::find(procedure.steps, version, &ParticipationStep::version);
    if (found == procedure.steps.end() || found->document.empty()) return std::unexpected(not_found(context));
    return file_answer(TRY(context.town.documents().get(found->document)), found->document_name);
}

}  // namespace

std::vector<Route> participation_routes(std::vector<ParticipationSource> all) {
    const auto sources = std::make_shared<const std::vector<ParticipationSource>>(std::move(all));
    const std::string procedure = "/participation/{kind}/{object}";
    std::vector<Route> routes{
        {Method::get, "/participation", participation_readers, [sources](Context& context) { return show_list(context, sources); }},
        {Method::post, "/participation/land", only(Role::coordination), save_land},
        {Method::get, procedure, participation_readers, [sources](Context& context) { return show_procedure(context, sources); }},
        {Method::get, procedure + "/documents/{version}", participation_readers,
         [sources](Context& context) { return send_document(context, sources); }},
    };
    for (const auto& form : participation_forms()) {
        routes.push_back({Method::post, procedure + "/" + std::string(form.id), only(form.role),
                          [sources, &form](Context& context) { return submit(context, sources, form); },
                          upload_limit(participation_document_limit)});
    }
    return routes;
}

}  // namespace kireise::people
