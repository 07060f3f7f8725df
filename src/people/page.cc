#include "people/page.h"

#include "base/assets.h"
#include "base/sha256.h"
#include "base/text.h"
#include "people/navigation.h"

namespace kireise::people {
namespace {

const std::string& asset_version() {
    static const std::string version =
        sha256_hex(std::string(asset("assets/app.css").value_or("")) + std::string(asset("assets/app.js").value_or(""))).substr(0, 12);
    return version;
}

Json layout_data(const Context& context, const Page& page, const Settings& settings) {
    const bool german = context.language.id == "de";
    const auto value = [&](std::string_view name, std::string standard) {
        const auto found = settings.find(name);
        return found == settings.end() || found->second.empty() ? standard : found->second;
    };
    Json data{{"title", page.title},
              {"town", value("name", "KI-Reise")},
              {"lang", context.language.id},
              {"other_lang", german ? "en" : "de"},
              {"version", asset_version()},
              {"path", context.request.path},
              {"navigation", navigation(context, page.section)},
              {"demo", value("demo", "") == "yes"},
              {"demo_date", german_text(context.town.today())}};
    if (context.account) {
        auto roles = Json::array();
        for (const auto role : all_roles) {
            if (context.account->roles.has(role)) roles.push_back(context.t("role." + std::string(id_of(role))));
        }
        std::string role_list;
        for (const auto& role : roles) role_list += (role_list.empty() ? "" : ", ") + role.get<std::string>();
        data["user"] = {{"name", context.account->name}, {"roles", role_list}};
        data["csrf"] = csrf_token(context.session_token);
    }
    return data;
}

}  // namespace

Result<net::Outcome> page(const Context& context, const Page& page) {
    auto data = layout_data(context, page, TRY(settings(context.town)));
    auto inner = data;
    inner.update(page.data);
    inner["title"] = page.title;
    data["content"] = TRY(context.language.templates.render(page.content_template, inner));
    auto body = TRY(context.language.templates.render("layout", data));
    return net::Response{.status = page.status, .body = std::move(body), .headers = {}};
}

net::Response download(std::string bytes, std::string content_type, std::string_view file_name) {
    return {.status = 200,
            .content_type = std::move(content_type),
            .body = std::move(bytes),
            .headers = {{"Content-Disposition", "attachment; filename=\"" + std::string(file_name) + "\""}}};
}

Result<net::Outcome> see(std::string location) { return net::redirect(std::move(location)); }

Deed deed_of(const Context& context) {
    return {context.town.random(), context.town.now(), context.account ? context.account->id : std::string{}};
}

Error not_found(const Context& context) { return error(ErrorKind::not_found, context.t("error.not_found")); }

}  // namespace kireise::people
