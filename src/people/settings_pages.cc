// What only the municipality knows: who it is, who answers questions.

#include <algorithm>

#include "base/text.h"
#include "people/legal.h"
#include "people/notice.h"
#include "people/page.h"
#include "people/settings.h"

namespace kireise::people {
namespace {

using net::Method;

constexpr auto admins = only(Role::admin);
constexpr std::array<Notice, 1> notices{{{"saved", "settings.saved"}}};

// Groups of the form begin with these fields.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> groups{
    {{"name", "town"}, {"legal_body", "imprint"}, {"privacy_officer", "privacy"}, {"access_contact", "accessibility"}}};

Settings current_values(const Settings& all) {
    Settings out;
    for (const auto& field : legal_fields()) {
        const auto found = all.find(field.name);
        out.emplace(field.name, found == all.end() ? std::string{} : found->second);
    }
    return out;
}

// Line breaks as "\n"; other control characters go.
std::string cleaned(std::string text, bool long_text) {
    text = replace_all(std::move(text), "\r\n", "\n");
    std::erase_if(text, [&](char c) { return (static_cast<unsigned char>(c) < 0x20 && (c != '\n' || !long_text)) || c == 0x7f; });
    return std::string(trim(text));
}

Settings sent_values(const Context& context) {
    Settings out;
    for (const auto& field : legal_fields()) out.emplace(field.name, cleaned(context.form.value(field.name), field.long_text));
    return out;
}

std::string problem_of(const Context& context, const LegalField& field, const std::string& value) {
    if (characters(value) > field.limit) return fill(context.t("settings.too_long"), {{"limit", std::to_string(field.limit)}});
    if (field.name == "name" && value.empty()) return context.t("settings.no_name");
    if (field.name == "land" && !value.empty() && std::ranges::find(lands(), value) == lands().end()) return context.t("settings.bad_land");
    if (field.name == "legal_email" && !value.empty() && value.find('@') == std::string::npos) return context.t("settings.bad_email");
    return "";
}

Json field_view(const Context& context, const LegalField& field, const std::string& value, const std::string& problem) {
    const std::string name(field.name);
    const bool optional = field.needed.empty();
    Json out{{"id", name},
             {"label", context.t("settings.field." + name)},
             {"hint", context.t("settings.hint." + name)},
             {"value", value},
             {"long", field.long_text},
             {"land", field.name == "land"},
             {"limit", field.limit},
             {"problem", problem},
             {"optional", optional}};
    out["line"] = !field.long_text && field.name != "land";
    if (field.name != "land") return out;
    out["options"] = Json::array();
    for (const auto land : lands()) out["options"].push_back({{"text", land}, {"chosen", land == value}});
    return out;
}

Result<net::Outcome> form_page(const Context& context, const Settings& values, const std::string& seen, bool check, bool changed = false) {
    auto parts = Json::array();
    auto problems = Json::array();
    for (const auto& field : legal_fields()) {
        const auto group = std::ranges::find(groups, field.name, &std::pair<std::string_view, std::string_view>::first);
        if (group != groups.end()) {
            const std::string id(group->second);
            parts.push_back({{"id", id},
                             {"title", context.t("settings.group." + id)},
                             {"text", context.t("settings.group_text." + id)},
                             {"fields", Json::array()}});
        }
        const auto& value = values.find(field.name)->second;
        const auto problem = check ? problem_of(context, field, value) : "";
        parts.back()["fields"].push_back(field_view(context, field, value, problem));
        if (!problem.empty())
            problems.push_back({{"href", "#" + std::string(field.name)},
                                {"text", context.t("settings.field." + std::string(field.name)) + ": " + problem}});
    }
    const bool wrong = !problems.empty();
    Json data{{"notice", notice(context, notices)}, {"parts", parts}, {"seen", seen}, {"changed", changed}, {"has_problems", wrong},
              {"problems", std::move(problems)}};
    return page(context, {.content_template = "people/settings",
                          .title = context.t("settings.title"),
                          .section = "settings",
                          .data = std::move(data),
                          .status = changed ? 409
                                    : wrong ? 400
                                            : 200});
}

Result<net::Outcome> show_settings(Context& context) {
    const auto values = current_values(TRY(settings(context.town)));
    return form_page(context, values, settings_mark(values, values), false);
}

Result<net::Outcome> save_settings(Context& context) {
    const auto values = sent_values(context);
    const auto seen = context.form.value("seen").substr(0, 64);
    const bool wrong = std::ranges::any_of(
        legal_fields(), [&](const LegalField& field) { return !problem_of(context, field, values.find(field.name)->second).empty(); });
    if (wrong) return form_page(context, values, seen, true);
    const auto saved = change_settings(context.town, context.account->id, values, seen);
    if (saved) return see("/settings?notice=saved");
    if (saved.error().kind != ErrorKind::conflict) return std::unexpected(saved.error());
    const auto now = current_values(TRY(settings(context.town)));
    return form_page(context, values, settings_mark(now, now), false, true);
}

}  // namespace

std::vector<Route> settings_routes() {
    return {{Method::get, "/settings", admins, show_settings}, {Method::post, "/settings", admins, save_settings}};
}

}  // namespace kireise::people
