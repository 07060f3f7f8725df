#include "people/participation_forms.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kireise::people {
namespace {

using enum ParticipationState;

const std::vector answers{agreed, agreed_with_conditions, refused};

std::optional<ParticipationState> decision_of(const Context& context, const ParticipationForm& form) {
    if (form.states.size() == 1) return form.states.front();
    const auto state = blueprint::from_id<ParticipationState>(context.form.value("decision"));
    const bool known = state && std::ranges::find(form.states, *state) != form.states.end();
    return known ? state : std::nullopt;
}

const net::Upload* upload_of(const net::Form& form) {
    const auto found = std::ranges::find(form.uploads, "document", &net::Upload::field);
    return found == form.uploads.end() || found->bytes.empty() ? nullptr : &*found;
}

void add_decisions(const Context& context, const ParticipationForm& form, const net::Form* typed, Json& view) {
    view["decisions"] = Json::array();
    if (form.states.size() == 1) return;
    for (const auto state : form.states) {
        const std::string id(blueprint::to_id(state));
        view["decisions"].push_back({{"field", std::string(form.id) + "-" + id},
                                     {"value", id},
                                     {"text", context.t("participation.decision." + id)},
                                     {"chosen", typed != nullptr && typed->value("decision") == id}});
    }
}

void add_problems(const Context& context, const ParticipationForm& form, const FormProblems& problems, Json& view) {
    view["problems"] = Json::array();
    for (const auto& problem : problems) {
        const auto field = problem == "document_large" ? "document" : problem;
        const auto text = context.t("participation.problem." + problem);
        const auto anchor = field == "decision" ? std::string(blueprint::to_id(form.states.front())) : field;
        view["problems"].push_back({{"href", "#" + std::string(form.id) + "-" + anchor}, {"text", text}});
        view["problem_" + field] = text;
    }
    view["has_problems"] = !problems.empty();
}

std::string short_value(const net::Form* typed, std::string_view field, std::string standard) {
    if (typed == nullptr) return standard;
    const auto value = typed->value(field);
    return value.size() <= 40 && is_utf8(value) ? value : "";
}

}  // namespace

std::span<const ParticipationForm> participation_forms() {
    static const std::array<ParticipationForm, 4> forms{{
        {.id = "answer", .role = Role::staff_council, .states = answers, .until = true},
        {.id = "ask", .role = Role::coordination, .states = {asked}, .day = true},
        {.id = "paper", .role = Role::coordination, .states = answers, .day = true, .until = true, .needs_document = true},
        {.id = "waive", .role = Role::coordination, .states = {not_required}},
    }};
    return forms;
}

ReadForm read_form(const Context& context, const ParticipationForm& form, const ParticipationSteps& steps) {
    ReadForm out;
    const auto decision = decision_of(context, form);
    out.step.state = decision.value_or(form.states.front());
    out.step.role = form.role;
    out.step.day = form.day ? parse_date(context.form.value("day")).value_or(Date{}) : context.town.today();
    out.step.text = trim(context.form.value("text"));
    if (const auto until = context.form.value("until"); form.until && !until.empty()) out.step.until = parse_date(until).value_or(Date{});
    out.upload = upload_of(context.form);
    if (out.upload != nullptr) out.step.document = "sent";
    if (!decision) out.problems.emplace_back("decision");
    for (const auto problem : problems_of(out.step, steps, context.town.today())) {
        // Without a decision it is not known what else it needs.
        if (decision || problem == StepProblem::day) out.problems.emplace_back(blueprint::to_id(problem));
    }
    if (out.upload != nullptr && out.upload->bytes.size() > participation_document_limit) out.problems.emplace_back("document_large");
    return out;
}

Json form_view(const Context& context, const ParticipationForm& form, const Matter& matter, int version, const net::Form* typed,
               const FormProblems& problems) {
    const std::string id(form.id), texts = "participation.form." + id + ".";
    const auto text = typed == nullptr ? "" : typed->value("text");
    Json view{{"id", id},
              {"action", participation_path(matter) + "/" + id},
              {"version", version},
              {"heading", context.t(texts + "title")},
              {"intro", context.t(texts + "intro")},
              {"submit", context.t(texts + "submit")},
              {"text_label", context.t(texts + "text")},
              {"text_hint", context.t(texts + "text_hint")},
              {"limit", participation_text_limit},
              {"text", is_utf8(text) && characters(text) <= participation_text_limit ? text : ""},
              {"has_day", form.day},
              {"day_label", form.day ? context.t(texts + "day") : ""},
              {"day", short_value(typed, "day", to_string(context.town.today()))},
              {"has_until", form.until},
              {"until", short_value(typed, "until", "")},
              {"needs_document", form.needs_document},
              {"has_decisions", form.states.size() > 1},
              {"problem_day", ""},
              {"problem_text", ""},
              {"problem_until", ""},
              {"problem_document", ""},
              {"problem_decision", ""}};
    add_decisions(context, form, typed, view);
    add_problems(context, form, problems, view);
    return view;
}

}  // namespace kireise::people
