#include "people/account_pages.h"
#include "people/invitation.h"
#include "people/page.h"
#include "people/password_rules.h"

namespace kireise::people {
namespace {

using net::Method;

Result<net::Outcome> invitation_page(const Context& context, Json data, int status = 200) {
    return page(context, {.content_template = "people/invitation",
                          .title = context.t("invitation.title"),
                          .section = "",
                          .data = std::move(data),
                          .status = status});
}

Result<net::Outcome> show_invitation(Context& context) { return invitation_page(context, Json::object()); }

Result<net::Outcome> bad_code(const Context& context) {
    return invitation_page(context, {{"code_problem", context.t("invitation.bad_code")}, {"has_problem", true}}, 400);
}

Result<net::Outcome> accept(Context& context) {
    const auto code = context.form.value("code");
    const auto owner = TRY(invited_account(context.town.db(), context.town.now(), code));
    if (!owner) return bad_code(context);
    if (const auto problem = chosen_password_problem(context, *owner)) {
        return invitation_page(context, {{"code", code}, {"password_problem", *problem}, {"has_problem", true}}, 400);
    }
    const auto done = accept_invitation(context.town.db(), context.town.random(), context.town.now(), code, context.form.value("password"));
    if (!done && done.error().kind == ErrorKind::unauthenticated) return bad_code(context);
    if (!done) return std::unexpected(done.error());
    return page(context, {.content_template = "people/invitation_done",
                          .title = context.t("invitation.done_title"),
                          .section = "",
                          .data = {{"login", done->login}}});
}

}  // namespace

std::optional<std::string> chosen_password_problem(const Context& context, const Account& owner) {
    const auto password = context.form.value("password");
    if (const auto problem = password_problem(password, owner)) return context.t("password.problem." + std::string(id_of(*problem)));
    if (password != context.form.value("repeat")) return context.t("password.problem.repeat");
    return std::nullopt;
}

std::vector<Route> invitation_routes() {
    return {{Method::get, "/invitation", everyone, show_invitation}, {Method::post, "/invitation", everyone, accept}};
}

}  // namespace kireise::people
