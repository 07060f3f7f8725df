#include "usecases/testers_pages.h"

#include <algorithm>

#include "base/text.h"
#include "people/page.h"
#include "usecases/testers_store.h"
#include "usecases/usecase_page.h"

namespace kireise::usecases {
namespace {

using net::Method;
using people::Account;
using people::Context;

constexpr auto deciders = people::only(people::Role::coordination);

Result<net::Outcome> back_to(const blueprint::UseCase& usecase) {
    return people::see("/usecases/" + std::string(slug_of(usecase.id)) + "#testers");
}

Result<net::Outcome> add(Context& context) {
    const auto state = TRY(state_of(context));
    const auto* usecase = TRY(usecase_of(context, *state.content));
    const auto login = lower_ascii(trim(context.form.value("login")));
    const auto accounts = TRY(people::list_accounts(context.town.db()));
    const auto account = std::ranges::find(accounts, login, &Account::login);
    if (account == accounts.end()) return usecase_page(context, {.stage = "", .tester = context.t("usecases.error.no_such_login")});
    const auto named = name_tester(context.town.db(), usecase->id, account->id, context.town.today());
    if (!named && named.error().kind == ErrorKind::conflict) return fail(ErrorKind::conflict, context.t("usecases.error.not_in_test"));
    TRY(named);
    return back_to(*usecase);
}

Result<net::Outcome> remove(Context& context) {
    const auto state = TRY(state_of(context));
    const auto* usecase = TRY(usecase_of(context, *state.content));
    TRY(remove_tester(context.town.db(), usecase->id, context.form.value("account")));
    return back_to(*usecase);
}

}  // namespace

std::vector<people::Route> testers_routes() {
    return {
        {Method::post, "/usecases/{slug}/testers", deciders, add},
        {Method::post, "/usecases/{slug}/testers/remove", deciders, remove},
    };
}

}  // namespace kireise::usecases
