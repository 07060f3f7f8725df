#include <algorithm>
#include <array>

#include "base/assets.h"
#include "base/yaml.h"
#include "people/accounts.h"
#include "people/invitation.h"
#include "people/legal.h"
#include "people/page.h"

namespace kireise::people {
namespace {

using net::Method;

constexpr std::array<std::string_view, 4> technical_rooms{"blobs", "jobs", "settings", "shared_content"};

Json law_view(const blueprint::Snapshot& content, std::initializer_list<std::string_view> ids) {
    auto out = Json::array();
    for (const auto id : ids) {
        const auto* law = content.find<blueprint::Law>(id);
        if (law == nullptr) continue;
        out.push_back({{"citation", law->citation},
                       {"title", law->title},
                       {"source", law->source},
                       {"checked", law->checked ? german_text(*law->checked) : ""},
                       {"to_verify", law->status == blueprint::Status::to_verify},
                       {"note", law->note.value_or("")}});
    }
    return out;
}

// What all three pages show: who it is, what is missing, where an admin enters it.
Json common_data(const Context& context, const Settings& all, LegalPage page) {
    Json data{{"missing", missing_fields(context, all, page)}, {"may_edit", context.has(Role::admin)}};
    data["incomplete"] = !data["missing"].empty();
    for (const auto& field : legal_fields()) data[std::string(field.name)] = setting_lines(all, field.name);
    return data;
}

Result<net::Outcome> legal_page(const Context& context, std::string_view name, Json data) {
    const std::string id(name);
    return page(
        context,
        {.content_template = "people/legal_" + id, .title = context.t("legal." + id + ".title"), .section = "", .data = std::move(data)});
}

Result<net::Outcome> show_imprint(Context& context) {
    const auto content = TRY(context.town.content());
    auto data = common_data(context, TRY(settings(context.town)), LegalPage::imprint);
    data["law"] = law_view(*content, {"law/ddg-5"});
    return legal_page(context, "imprint", std::move(data));
}

Json room_rows(const Context& context, const LegalFacts& facts) {
    const Values values{{"threshold", std::to_string(facts.survey_threshold)},
                        {"session_hours", std::to_string(session_lifetime.count())},
                        {"invitation_days", std::to_string(invitation_lifetime.count())}};
    auto out = Json::array();
    for (const auto& room : facts.rooms) {
        if (holds_nothing_personal(room)) continue;
        const auto text = [&](std::string_view what) { return fill(context.t("privacy.room." + room + "." + std::string(what)), values); };
        out.push_back({{"title", text("title")}, {"what", text("what")}, {"why", text("why")}, {"how_long", text("how_long")}});
    }
    return out;
}

Json engine_view(const Context& context, const blueprint::Snapshot& content, const LegalFacts& facts) {
    if (!facts.engine) return nullptr;
    const auto engine = facts.engine();
    Json out{{"model", engine.model}, {"synthetic", engine.synthetic}, {"title", engine.location}, {"description", ""}};
    for (const auto& place : content.vocabulary().engine_locations) {
        if (blueprint::to_id(place.id) == engine.location) out.update({{"title", place.title}, {"description", place.description}});
    }
    out["elsewhere"] = engine.location.ends_with("cloud");
    out["public"] = engine.location == "public-cloud";
    out["text"] = fill(context.t("privacy.engine_text"), {{"place", out["title"].get<std::string>()}});
    return out;
}

PageHandler showing_privacy(LegalFacts facts) {
    return [facts = std::move(facts)](Context& context) -> Result<net::Outcome> {
        const auto content = TRY(context.town.content());
        auto data = common_data(context, TRY(settings(context.town)), LegalPage::privacy);
        data["rooms"] = room_rows(context, facts);
        data["engine"] = engine_view(context, *content, facts);
        data["survey"] = fill(context.t("privacy.survey_text"), {{"threshold", std::to_string(facts.survey_threshold)}});
        data["session"] = fill(context.t("privacy.cookie.session_text"), {{"hours", std::to_string(session_lifetime.count())}});
        data["today"] = german_text(context.town.today());
        data["law"] = law_view(*content, {"law/gdpr-art-13", "law/gdpr-art-15", "law/gdpr-art-6", "law/gdpr-art-88"});
        return legal_page(context, "privacy", std::move(data));
    };
}

// The body that helps when the town does not answer, by Land; null when we know none.
Json enforcement_body(const std::string& land) {
    const auto bytes = asset("ui/data/accessibility_bodies.json");
    const auto json = bytes ? parse_json(*bytes) : Result<Json>(Json::object());
    if (!json || !json->contains(land)) return nullptr;
    auto body = (*json)[land];
    const auto checked = parse_date(body.value("checked", ""));
    body["checked"] = checked ? german_text(*checked) : "";
    return body;
}

// What the browser test found when it was last run for this page (tools/e2e.sh --accessibility).
Json test_view(const Context& context) {
    const auto bytes = asset("ui/data/accessibility.json");
    const auto json = bytes ? parse_json(*bytes) : Result<Json>(Json::object());
    const auto date = json ? parse_date(json->value("date", "")) : std::nullopt;
    if (!date) return nullptr;
    const auto count = [&](const char* name) { return static_cast<double>(json->value(name, std::int64_t{0})); };
    const auto findings = json->value("findings", Json::array());
    Json out{{"date", german_text(*date)}, {"findings", findings}, {"none", findings.empty()}, {"tool", json->value("tool", "")}};
    out["text"] = fill(context.t("accessibility.test_text"), {{"date", german_text(*date)},
                                                              {"pages", context.number(count("pages"))},
                                                              {"views", context.number(count("views"))},
                                                              {"tool", json->value("tool", "")}});
    return out;
}

Result<net::Outcome> show_accessibility(Context& context) {
    const auto content = TRY(context.town.content());
    const auto all = TRY(settings(context.town));
    auto data = common_data(context, all, LegalPage::accessibility);
    const auto land = all.find("land");
    data["test"] = test_view(context);
    if (data["access_body"].is_null() && land != all.end()) data["body"] = enforcement_body(land->second);
    data["no_body"] = data["access_body"].is_null() && (!data.contains("body") || data["body"].is_null());
    data["law"] = land != all.end() && land->second == "Sachsen-Anhalt" ? law_view(*content, {"law/bgg-lsa-16a", "law/bitv-2"})
                                                                        : law_view(*content, {"law/bitv-2"});
    return legal_page(context, "accessibility", std::move(data));
}

}  // namespace

bool holds_nothing_personal(std::string_view room) { return std::ranges::find(technical_rooms, room) != technical_rooms.end(); }

std::vector<Route> legal_routes(LegalFacts facts) {
    std::vector<Route> routes{{Method::get, "/imprint", everyone, show_imprint},
                              {Method::get, "/privacy", everyone, showing_privacy(std::move(facts))},
                              {Method::get, "/accessibility", everyone, show_accessibility}};
    std::ranges::move(settings_routes(), std::back_inserter(routes));
    return routes;
}

}  // namespace kireise::people
