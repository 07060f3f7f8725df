#include "journey/plan_form.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/number.h"
#include "base/text.h"
#include "journey/journey_pages.h"
#include "journey/journey_store.h"
#include "people/page.h"

namespace kireise::journey {
namespace {

using blueprint::FundingKind;
using net::Method;
using people::Context;

constexpr int min_lines = 2;
constexpr int max_lines = 20;
constexpr std::size_t source_limit = 200;  // characters
constexpr std::size_t value_limit = 1000;  // bytes of any field that is shown again

using Texts = std::map<std::string, std::string, std::less<>>;  // by the field's name

struct Problem {
    std::string field, place, text;  // "amount-1", "Geldgeber 1", "Bitte ..."
};

struct Form {
    Texts values;
    std::vector<Problem> problems;  // as their fields stand on the page, one for each
    int lines = min_lines;          // of the funding

    [[nodiscard]] std::string value(const std::string& field) const {
        const auto found = values.find(field);
        return found == values.end() ? "" : found->second;
    }
    [[nodiscard]] std::string problem(const std::string& field) const {
        const auto found = std::ranges::find(problems, field, &Problem::field);
        return found == problems.end() ? "" : found->text;
    }
    void refuse(const std::string& field, std::string place, std::string text) {
        if (problem(field).empty()) problems.push_back({field, std::move(place), std::move(text)});
    }
};

std::string field_of(std::string_view kind, int line) { return fmt::format("{}-{}", kind, line); }
std::string field_of(std::string_view kind, const blueprint::Phase& phase) { return fmt::format("{}-{}", kind, slug_of(phase.id)); }

Form form_of(const Frame& frame) {
    Form form;
    for (const auto& dates : frame.phases) {
        form.values[fmt::format("start-{}", slug_of(dates.id))] = to_string(dates.start);
        form.values[fmt::format("end-{}", slug_of(dates.id))] = to_string(dates.end);
    }
    int line = 0;
    for (const auto& funding : frame.funding) {
        ++line;
        form.values[field_of("source", line)] = funding.source;
        form.values[field_of("kind", line)] = to_id(funding.kind);
        form.values[field_of("amount", line)] = german_number(funding.amount, 2);  // as parse_amount reads it in every language
    }
    form.lines = std::clamp(line + 1, min_lines, max_lines);
    if (frame.funding_end) form.values["funding_end"] = to_string(*frame.funding_end);
    return form;
}

Form sent_form(const Context& context, const blueprint::Journey& journey) {
    Form form;
    const auto take = [&](const std::string& field) {
        form.values[field] = std::string(trim(context.form.value(field))).substr(0, value_limit);
    };
    for (const auto& phase : journey.phases) {
        take(field_of("start", phase));
        take(field_of("end", phase));
    }
    for (int line = 1; line <= max_lines; ++line) {
        if (context.form.value(field_of("kind", line)).empty()) continue;
        form.lines = std::max(form.lines, line);
        for (const auto* kind : {"source", "kind", "amount"}) take(field_of(kind, line));
    }
    take("funding_end");
    return form;
}

void read_phase(const Context& context, const blueprint::Phase& phase, Form& form, Frame& frame) {
    const auto refuse = [&](std::string_view kind, const char* key) {
        form.refuse(field_of(kind, phase), phase.title, context.t(std::string("journey.edit_problem.") + key));
    };
    const auto start = parse_date(form.value(field_of("start", phase)));
    const auto end = parse_date(form.value(field_of("end", phase)));
    if (!start) refuse("start", "start");
    if (!end) refuse("end", "end");
    if (start && end && *end < *start) refuse("end", "order");
    if (start && end) frame.phases.push_back({phase.id, *start, *end});
}

void read_line(const Context& context, int line, Form& form, Frame& frame) {
    const auto refuse = [&](std::string_view kind, const char* key) {
        form.refuse(field_of(kind, line), fmt::format("{} {}", context.t("journey.funding_line"), line),
                    context.t(std::string("journey.edit_problem.") + key));
    };
    const auto source = form.value(field_of("source", line));
    const auto amount_text = form.value(field_of("amount", line));
    if (source.empty() && amount_text.empty()) return;
    const auto amount = parse_amount(amount_text);
    const auto kind = blueprint::from_id<FundingKind>(form.value(field_of("kind", line)));
    if (source.empty()) refuse("source", "source");
    if (characters(source) > source_limit) refuse("source", "source_long");
    if (!kind) refuse("kind", "kind");
    if (!amount) refuse("amount", "amount");
    if (kind && amount) frame.funding.push_back({source, *kind, *amount, "EUR"});
}

// What the form says; complete only when it has no problems afterwards.
Frame read_form(const Context& context, const blueprint::Journey& journey, Form& form) {
    Frame frame;
    for (const auto& phase : journey.phases) read_phase(context, phase, form, frame);
    for (int line = 1; line <= form.lines; ++line) read_line(context, line, form, frame);
    frame.funding_end = parse_date(form.value("funding_end"));
    if (!form.value("funding_end").empty() && !frame.funding_end)
        form.refuse("funding_end", context.t("journey.funding_end_label"), context.t("journey.edit_problem.funding_end"));
    return frame;
}

Json field_data(const Form& form, const std::string& field, const std::string& label = {}) {
    return {{"id", field}, {"label", label}, {"value", form.value(field)}, {"problem", form.problem(field)}};
}

Json kind_data(const Context& context, const Form& form, int line) {
    auto data = field_data(form, field_of("kind", line));
    const auto chosen = blueprint::from_id<FundingKind>(form.value(field_of("kind", line))).value_or(FundingKind::other);
    data["options"] = Json::array();
    for (const auto& [kind, id] : blueprint::enum_ids(FundingKind{})) {
        data["options"].push_back({{"id", id}, {"text", context.t("journey.kinds." + std::string(id))}, {"chosen", kind == chosen}});
    }
    return data;
}

Result<net::Outcome> form_page(const Context& context, const blueprint::Journey& journey, const Form& form, bool changed = false) {
    Json data{{"phases", Json::array()}, {"lines", Json::array()}, {"problems", Json::array()}};
    for (const auto& phase : journey.phases) {
        data["phases"].push_back({{"title", phase.title},
                                  {"dates", Json::array({field_data(form, field_of("start", phase), context.t("journey.start")),
                                                         field_data(form, field_of("end", phase), context.t("journey.end"))})}});
    }
    for (int line = 1; line <= form.lines; ++line) {
        data["lines"].push_back({{"number", line},
                                 {"source", field_data(form, field_of("source", line))},
                                 {"kind", kind_data(context, form, line)},
                                 {"amount", field_data(form, field_of("amount", line))}});
    }
    data["funding_end"] = field_data(form, "funding_end", context.t("journey.funding_end_label"));
    for (const auto& [field, place, text] : form.problems)
        data["problems"].push_back({{"href", "#" + field}, {"place", place}, {"text", text}});
    data["has_problems"] = !form.problems.empty();
    // A form that comes back keeps what it was filled from.
    const auto sent = context.form.value("seen");
    data["seen"] = sent.size() == 64 && !changed ? sent : TRY(frame_mark(context.town));
    data["changed"] = changed;
    const auto title = context.t("journey.edit_title");
    data["heading"] = title;
    return people::page(context, {.content_template = "journey/edit",
                                  .title = form.problems.empty() ? title : context.t("journey.error_prefix") + " " + title,
                                  .section = "journey",
                                  .data = data,
                                  .status = changed                 ? 409
                                            : form.problems.empty() ? 200
                                                                    : 400});
}

Result<net::Outcome> show_form(Context& context) {
    const auto content = TRY(context.town.content());
    return form_page(context, content->journey(), form_of(TRY(load_frame(context.town))));
}

Result<net::Outcome> save_form(Context& context) {
    const auto content = TRY(context.town.content());
    auto form = sent_form(context, content->journey());
    auto frame = read_form(context, content->journey(), form);
    if (!form.problems.empty()) return form_page(context, content->journey(), form);
    frame.note = TRY(load_frame(context.town)).note;
    const auto saved = save_frame(context.town, context.account->id, frame, context.form.value("seen"));
    if (!saved && saved.error().kind == ErrorKind::conflict) return form_page(context, content->journey(), form, true);
    TRY(saved);
    return people::see("/?notice=plan-saved");
}

}  // namespace

std::optional<double> parse_amount(std::string_view text) {
    std::string plain(trim(text));
    // With a comma, points are thousands; without, a point is the decimal one unless three digits follow it.
    const bool has_comma = plain.find(',') != std::string::npos;
    const auto point = plain.rfind('.');
    const bool thousands = point != std::string::npos && plain.size() - point == 4;
    if (has_comma || thousands) std::erase(plain, '.');
    std::ranges::replace(plain, ',', '.');
    double value = 0;
    const auto [end, code] = std::from_chars(plain.data(), plain.data() + plain.size(), value, std::chars_format::fixed);
    if (code != std::errc{} || end != plain.data() + plain.size() || !(value >= 0 && value <= 1e9)) return std::nullopt;
    return value;
}

std::vector<people::Route> plan_form_routes() {
    return {
        {Method::get, "/plan/edit", editors, show_form},
        {Method::post, "/plan/edit", editors, save_form},
    };
}

}  // namespace kireise::journey
