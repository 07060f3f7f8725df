#include "journey/funding_form.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "journey/funding.h"

namespace kireise::journey {
namespace {

using people::Context;

constexpr std::size_t typed_limit = 40'000;  // bytes of a field that is shown again

// A field's value as it is kept, or the key of what is wrong.
struct Checked {
    std::string kept;
    std::string_view problem = {};
};

std::optional<Date> any_date(std::string_view text) {
    if (const auto day = parse_date(text)) return day;
    const auto parts = split(text, '.');
    if (parts.size() != 3 || parts[0].size() > 2 || parts[1].size() > 2) return std::nullopt;
    return parse_date(fmt::format("{:0>4}-{:0>2}-{:0>2}", parts[2], parts[1], parts[0]));
}

Checked check_date(std::string_view text) {
    const auto day = any_date(text);
    if (!day || day->year() < std::chrono::year{2000} || day->year() > std::chrono::year{2100}) return {"", "date"};
    return {to_string(*day)};
}

Checked check_cents(std::string_view text, bool may_be_negative) {
    const auto cents = parse_cents(text);
    if (!cents) return {"", "amount"};
    if (*cents < 0 && !may_be_negative) return {"", "negative"};
    return {std::to_string(*cents)};
}

Checked check_field(const FundingField& field, std::string_view text, const std::set<std::string>& lines) {
    switch (field.type) {
        case FieldType::text:
        case FieldType::long_text:
            if (!is_utf8(text)) return {"", "utf8"};
            return characters(text) > field.limit ? Checked{"", "long"} : Checked{std::string(text)};
        case FieldType::cents: return check_cents(text, false);
        case FieldType::signed_cents: return check_cents(text, true);
        case FieldType::whole: {
            const bool digits = text.size() <= 3 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
            return digits ? Checked{std::string(text)} : Checked{"", "whole"};
        }
        case FieldType::date: return check_date(text);
        case FieldType::choice:
            return std::ranges::find(field.choices, text) == field.choices.end() ? Checked{"", "choice"} : Checked{std::string(text)};
        case FieldType::line: return lines.contains(std::string(text)) ? Checked{std::string(text)} : Checked{"", "line"};
        case FieldType::document: return {};
    }
    return {};
}

std::string get(const FundingValues& values, std::string_view field) {
    const auto found = values.find(field);
    return found == values.end() ? "" : found->second;
}

struct Order {  // `later` must not lie before `earlier`
    std::string_view kind, earlier, later;
};
constexpr std::array orders{Order{"decision", "start", "end"}, Order{"decision", "end", "extension_wanted"},
                            Order{"decision", "end", "extension_end"}, Order{"decision", "extension_asked", "extension_granted"},
                            Order{"call", "dated", "received"}};

// What no field shows by itself.
void check_together(const FundingKind& kind, CheckedValues& out) {
    const auto refuse = [&](std::string_view field, std::string_view key) {
        if (std::ranges::find(out.problems, field, &FieldProblem::field) == out.problems.end()) out.problems.push_back({field, key});
    };
    for (const auto& [of, earlier, later] : orders) {
        const auto first = get(out.values, earlier), second = get(out.values, later);
        if (of == kind.id && !first.empty() && !second.empty() && second < first) refuse(later, "order");
    }
    if (kind.id == "decision" && out.values.contains("extension_granted") != out.values.contains("extension_end"))
        refuse("extension_end", "extension");
    if (kind.id == "receipt" && out.values.contains("net") && out.values.contains("gross")) {
        const auto net = std::stoll(get(out.values, "net")), gross = std::stoll(get(out.values, "gross"));
        if (std::llabs(net) > std::llabs(gross)) refuse("net", "net");
    }
}

std::string label_of(const Context& context, const FundingKind& kind, const FundingField& field) {
    return context.t(fmt::format("funding.field.{}.{}", kind.id, field.name));
}

std::string hint_of(const Context& context, const FundingKind& kind, const FundingField& field) {
    const auto found = context.language.texts.find(fmt::format("funding.hint.{}.{}", kind.id, field.name));
    if (found != context.language.texts.end()) return found->second;
    const bool money = field.type == FieldType::cents || field.type == FieldType::signed_cents;
    return money ? context.t("funding.amount_hint") : "";
}

Json option(const std::string& id, const std::string& text, const std::string& chosen) {
    return {{"id", id}, {"text", text}, {"chosen", id == chosen}};
}

Json options_of(const Context& context, const FundingField& field, const std::string& chosen, const LineTitles& lines) {
    auto out = Json::array({option("", context.t("funding.please_choose"), chosen)});
    for (const auto id : field.choices) out.push_back(option(std::string(id), context.t(fmt::format("funding.choice.{}", id)), chosen));
    if (field.type != FieldType::line) return out;
    for (const auto& [id, title] : lines) out.push_back(option(id, title, chosen));
    return out;
}

bool is_choice(const FundingField& field) { return field.type == FieldType::choice || field.type == FieldType::line; }

}  // namespace

CheckedValues check_funding_values(const FundingKind& kind, const FundingValues& typed, const std::set<std::string>& lines) {
    CheckedValues out;
    for (const auto& field : kind.fields) {
        const auto raw = get(typed, field.name);
        const auto text = trim(raw);
        if (text.empty()) {
            if (field.required) out.problems.push_back({field.name, is_choice(field) ? "choice" : "required"});
            continue;
        }
        auto checked = check_field(field, text, lines);
        if (!checked.problem.empty()) out.problems.push_back({field.name, checked.problem});
        else if (!checked.kept.empty()) out.values[std::string(field.name)] = std::move(checked.kept);
    }
    check_together(kind, out);
    return out;
}

FundingValues typed_of(const FundingKind& kind, const FundingValues& values) {
    auto out = values;
    for (const auto& field : kind.fields) {
        const auto found = out.find(field.name);
        const bool money = field.type == FieldType::cents || field.type == FieldType::signed_cents;
        if (money && found != out.end()) found->second = cents_text(std::stoll(found->second), "de");
    }
    return out;
}

FundingValues presets_of(const FundingKind& kind) {
    FundingValues out;
    for (const auto& field : kind.fields) {
        if (!field.preset.empty()) out[std::string(field.name)] = field.preset;
    }
    return out;
}

FundingValues typed_in(const FundingKind& kind, const net::Form& form) {
    FundingValues out;
    for (const auto& field : kind.fields) out[std::string(field.name)] = form.value(field.name).substr(0, typed_limit);
    return out;
}

Result<LineTitles> line_titles(const people::Town& town) {
    LineTitles out;
    for (const auto& line : TRY(funding_entries(town, "line")))
        out.emplace_back(line.id, line.value("position") + " " + line.value("title"));
    return out;
}

std::set<std::string> ids_of(const LineTitles& lines) {
    std::set<std::string> out;
    for (const auto& [id, title] : lines) out.insert(id);
    return out;
}

std::string shown_value(const Context& context, const FundingField& field, const std::string& value, const LineTitles& lines) {
    if (value.empty()) return "";
    switch (field.type) {
        case FieldType::cents:
        case FieldType::signed_cents: return euros_text(std::stoll(value), context.language.id);
        case FieldType::date: return german_text(parse_date(value).value_or(Date{}));
        case FieldType::choice: return context.t("funding.choice." + value);
        case FieldType::line: {
            const auto found = std::ranges::find(lines, value, &LineTitles::value_type::first);
            return found == lines.end() ? "" : found->second;
        }
        default: return value;
    }
}

Json form_fields(const Context& context, const FundingKind& kind, const FundingValues& typed, const std::vector<FieldProblem>& problems,
                 const LineTitles& lines) {
    auto out = Json::array();
    for (const auto& field : kind.fields) {
        const auto found = std::ranges::find(problems, field.name, &FieldProblem::field);
        const auto value = get(typed, field.name);
        const auto hint = hint_of(context, kind, field);
        const bool money = field.type == FieldType::cents || field.type == FieldType::signed_cents;
        const bool is_line = field.type == FieldType::text || field.type == FieldType::whole || money;
        Json data{{"id", field.name}, {"label", label_of(context, kind, field)}, {"value", value}};
        data["optional"] = !field.required && field.type != FieldType::document;
        data["hint"] = hint.empty() ? Json(false) : Json{{"text", hint}};
        data["problem"] = found == problems.end() ? "" : context.t(fmt::format("funding.problem.{}", found->key));
        data["described"] = fmt::format("{}{}", hint.empty() ? "" : std::string(field.name) + "-hint ",
                                        found == problems.end() ? "" : std::string(field.name) + "-error");
        data["is_text"] = is_line;
        data["limit"] = money ? 20 : field.limit;
        data["inputmode"] = money ? "decimal" : field.type == FieldType::whole ? "numeric" : "text";
        data["small"] = money || field.type == FieldType::whole || field.type == FieldType::date || field.limit <= 40;
        data["is_long"] = field.type == FieldType::long_text;
        data["is_date"] = field.type == FieldType::date;
        data["is_choice"] = is_choice(field);
        data["options"] = is_choice(field) ? options_of(context, field, value, lines) : Json::array();
        data["is_document"] = field.type == FieldType::document;
        data["document_name"] = field.type == FieldType::document ? get(typed, "document_name") : "";
        out.push_back(std::move(data));
    }
    return out;
}

}  // namespace kireise::journey
