#include "lab/checks.h"

#include <array>
#include <functional>
#include <optional>

#include "base/text.h"
#include "blueprint/schema_check.h"
#include "lab/chrf.h"
#include "lab/letters.h"
#include "lab/quoting.h"
#include "lab/readability.h"

namespace kireise::lab {
namespace {

using blueprint::CheckKind;

struct Finding {
    bool passed = false;
    std::string sentence;
    Json values = Json::object();
};

// Texts of any_of in the order written; empty when they are missing.
std::vector<std::string> any_of(const Json& parameters) {
    std::vector<std::string> out;
    for (const auto& text : parameters.value("any_of", Json::array())) {
        if (text.is_string()) out.push_back(text.get<std::string>());
    }
    return out;
}

std::optional<std::string> first_in(std::string_view answer, const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        if (contains_folded(answer, text)) return text;
    }
    return std::nullopt;
}

Finding must_hold(const Json& parameters, std::string_view answer, const std::string& kind) {
    const auto wanted = any_of(parameters);
    if (const auto found = first_in(answer, wanted)) return {true, kind + "-found", {{"found", *found}}};
    return {false, kind + "-missing", {{"wanted", join(wanted, " / ")}}};
}

Finding must_not_hold(const Json& parameters, std::string_view answer) {
    const auto forbidden = any_of(parameters);
    if (const auto found = first_in(answer, forbidden)) return {false, "forbids-found", {{"found", *found}}};
    return {!forbidden.empty(), "forbids-clean"};
}

Finding label(const Json& parameters, std::string_view answer) {
    const auto wanted = parameters.at("value").get<std::string>();
    const auto found = std::string(trim(answer));
    const bool right = found == wanted;
    return {right, right ? "label-right" : "label-wrong", {{"wanted", wanted}, {"found", found.substr(0, 60)}}};
}

Finding at_most(double value, double limit, const std::string& kind) {
    const bool passed = value <= limit;
    return {passed, kind + (passed ? "-kept" : "-over"), {{"value", value}, {"limit", limit}}};
}

Finding at_least(double value, double limit, const std::string& kind) {
    const bool passed = value >= limit;
    return {passed, kind + (passed ? "-kept" : "-under"), {{"value", value}, {"limit", limit}}};
}

double characters(std::string_view answer) { return static_cast<double>(code_points(answer).size()); }

Finding lix(const Json& parameters, std::string_view answer) {
    const auto counted = readability_of(answer);
    if (counted.words == 0) return {false, "max_lix-empty"};
    return at_most(counted.lix(), parameters.at("value").get<double>(), "max_lix");
}

Finding wiener(const Json& parameters, std::string_view answer) {
    const auto counted = readability_of(answer);
    if (counted.words == 0) return {false, "max_lix-empty"};
    return at_most(counted.wiener(), parameters.at("value").get<double>(), "max_wiener");
}

Finding quotes(const Json& parameters, std::string_view answer, const std::vector<blueprint::GoldSource>& sources) {
    const auto found = check_quotes(answer, sources);
    if (!found.unknown.empty()) return {false, "quotes-unknown", {{"found", found.unknown}}};
    if (found.citations == 0) return {false, "quotes-missing"};
    const double minimum = parameters.at("minimum").get<double>();
    const Json values{{"n", found.citations}, {"value", 100 * found.least}, {"limit", 100 * minimum}, {"claim", found.least_claim}};
    return {found.least >= minimum, found.least >= minimum ? "quotes-supported" : "quotes-unsupported", values};
}

Finding json_schema(const Json& parameters, std::string_view answer) {
    const auto schema = blueprint::Schema::parse(parameters.at("schema").dump());
    if (!schema) return {false, "json_schema-broken", {{"problem", schema.error().message}}};
    const auto value = parse_json(answer);
    if (!value) return {false, "json_schema-no-json"};
    const auto violations = schema->check(*value);
    if (violations.empty()) return {true, "json_schema-valid"};
    return {false,
            "json_schema-invalid",
            {{"place", violations[0].pointer.empty() ? "/" : violations[0].pointer}, {"problem", violations[0].expectation}}};
}

constexpr std::array<std::string_view, 22> refusals{"kann ich nicht",
                                                    "kann ich ihnen nicht",
                                                    "kann ich dazu nicht",
                                                    "kann ich leider nicht",
                                                    "kann dazu nichts",
                                                    "kann dazu keine",
                                                    "kann hierzu keine",
                                                    "darf ich nicht",
                                                    "ich kann nicht",
                                                    "ich kann leider nicht",
                                                    "ich darf nicht",
                                                    "nicht beantworten",
                                                    "keine auskunft geben",
                                                    "steht nicht in",
                                                    "nicht im text",
                                                    "nicht in den unterlagen",
                                                    "liegen mir nicht vor",
                                                    "liegt mir nicht vor",
                                                    "weiß ich nicht",
                                                    "i cannot",
                                                    "i can't",
                                                    "i am not able to"};

Finding refuses(std::string_view answer) {
    for (const auto phrase : refusals) {
        if (contains_folded(answer, phrase)) return {true, "refuses-found", {{"found", phrase}}};
    }
    return {false, "refuses-missing"};
}

Finding find(const blueprint::Check& check, std::string_view answer, const std::vector<blueprint::GoldSource>& sources) {
    const auto& parameters = check.parameters;
    switch (check.kind) {
        case CheckKind::label: return label(parameters, answer);
        case CheckKind::contains: return must_hold(parameters, answer, "contains");
        case CheckKind::cites: return must_hold(parameters, answer, "cites");
        case CheckKind::forbids: return must_not_hold(parameters, answer);
        case CheckKind::max_chars: return at_most(characters(answer), parameters.at("value").get<double>(), "max_chars");
        case CheckKind::min_chars: return at_least(characters(answer), parameters.at("value").get<double>(), "min_chars");
        case CheckKind::json_schema: return json_schema(parameters, answer);
        case CheckKind::refuses: return refuses(answer);
        case CheckKind::quotes: return quotes(parameters, answer, sources);
        case CheckKind::max_lix: return lix(parameters, answer);
        case CheckKind::max_wiener: return wiener(parameters, answer);
        case CheckKind::chrf:
            return at_least(chrf(answer, parameters.at("reference").get<std::string>()), parameters.at("minimum").get<double>(), "chrf");
    }
    return {false, "broken"};
}

}  // namespace

CheckResult run_check(const blueprint::Check& check, std::string_view answer, const std::vector<blueprint::GoldSource>& sources) {
    try {
        auto found = find(check, answer, sources);
        return {check.kind, found.passed, std::move(found.sentence), std::move(found.values)};
    } catch (const Json::exception&) {
        return {check.kind, false, "broken"};
    }
}

}  // namespace kireise::lab
