#include "journey/plan_form.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/number.h"
#include "base/text.h"
#include "journey/journey_store.h"
#include "people/page.h"

namespace kireise::journey {
namespace {

using people::Context;

constexpr int funding_lines = 4;
constexpr std::size_t source_limit = 200;

Json kind_options(const Context& context, blueprint::FundingKind chosen) {
    auto out = Json::array();
    for (const auto& [kind, id] : blueprint::enum_ids(blueprint::FundingKind{})) {
        out.push_back({{"id", id}, {"text", context.t("journey.kinds." + std::string(id))}, {"chosen", kind == chosen}});
    }
    return out;
}

Result<net::Outcome> form_page(Context& context, const Frame& frame, const std::string& problem) {
    const auto content = TRY(context.town.content());
    Json data{{"problem", problem}, {"phases", Json::array()}, {"lines", Json::array()}};
    for (const auto& phase : content->journey().phases) {
        const auto dates = std::ranges::find(frame.phases, phase.id, &blueprint::PhaseDates::id);
        const bool known = dates != frame.phases.end();
        data["phases"].push_back({{"title", phase.title},
                                  {"slug", slug_of(phase.id)},
                                  {"index", data["phases"].size() + 1},
                                  {"start", known ? to_string(dates->start) : ""},
                                  {"end", known ? to_string(dates->end) : ""}});
    }
    for (std::size_t i = 0; i < funding_lines; ++i) {
        const auto line = i < frame.funding.size() ? frame.funding[i] : blueprint::FundingLine{};
        data["lines"].push_back({{"number", i + 1},
                                 {"source", line.source},
                                 {"kinds", kind_options(context, line.kind)},
                                 {"amount", line.source.empty() ? "" : german_number(line.amount, 2)}});
    }
    data["funding_end"] = frame.funding_end ? to_string(*frame.funding_end) : "";
    return people::page(context, {.content_template = "journey/edit",
                                  .title = context.t("journey.edit_title"),
                                  .section = "journey",
                                  .data = data,
                                  .status = problem.empty() ? 200 : 400});
}

// True when every phase has sensible dates.
bool read_dates(const Context& context, const blueprint::Journey& journey, Frame& frame) {
    frame.phases.clear();
    for (const auto& phase : journey.phases) {
        const std::string slug(slug_of(phase.id));
        const auto start = parse_date(context.form.value("start-" + slug));
        const auto end = parse_date(context.form.value("end-" + slug));
        if (!start || !end || *end < *start) return false;
        frame.phases.push_back({phase.id, *start, *end});
    }
    const auto funding_end = context.form.value("funding_end");
    frame.funding_end = parse_date(funding_end);
    return funding_end.empty() || frame.funding_end;
}

bool read_funding(const Context& context, Frame& frame) {
    frame.funding.clear();
    for (int i = 1; i <= funding_lines; ++i) {
        const auto source = std::string(trim(context.form.value(fmt::format("source-{}", i))));
        if (source.empty()) continue;
        const auto amount = parse_amount(context.form.value(fmt::format("amount-{}", i)));
        const auto kind = blueprint::from_id<blueprint::FundingKind>(context.form.value(fmt::format("kind-{}", i)));
        if (!amount || !kind || source.size() > source_limit) return false;
        frame.funding.push_back({source, *kind, *amount, "EUR"});
    }
    return true;
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

Result<net::Outcome> show_plan_form(Context& context) { return form_page(context, TRY(load_frame(context.town)), ""); }

Result<net::Outcome> save_plan_form(Context& context) {
    const auto content = TRY(context.town.content());
    auto frame = TRY(load_frame(context.town));
    const auto before = frame;
    if (!read_dates(context, content->journey(), frame)) return form_page(context, before, context.t("journey.edit_bad_dates"));
    if (!read_funding(context, frame)) return form_page(context, before, context.t("journey.edit_bad_amount"));
    TRY(save_frame(context.town, frame));
    return people::see("/");
}

}  // namespace kireise::journey
