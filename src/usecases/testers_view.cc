#include "usecases/testers_view.h"

#include <algorithm>

#include "usecases/testers_store.h"

namespace kireise::usecases {
namespace {

using people::Account;
using people::Context;

constexpr std::size_t most_suggestions = 200;  // longer lists help nobody and make the page heavy

// The accounts that are named, and sign-ins of those that are not; both by name.
Json list_view(std::vector<Account> accounts, const std::vector<std::string>& named) {
    std::ranges::sort(accounts, {}, &Account::name);
    auto people = Json::array();
    auto others = Json::array();
    for (const auto& account : accounts) {
        const bool is_named = std::ranges::find(named, account.id) != named.end();
        if (is_named) people.push_back({{"id", account.id}, {"name", account.name}, {"login", account.login}});
        else if (others.size() < most_suggestions) others.push_back({{"login", account.login}, {"name", account.name}});
    }
    const bool nobody = people.empty();
    return {{"people", people}, {"nobody", nobody}, {"others", others}};
}

}  // namespace

Result<Json> testers_view(const Context& context, const std::string& usecase, Stage stage, const std::string& problem) {
    if (stage != Stage::testing) return Json();
    auto& db = context.town.db();
    Json view{{"named", TRY(is_tester(db, usecase, context.account->id))}, {"list", nullptr}};
    if (!context.has(people::Role::coordination)) return view;
    view["list"] = list_view(TRY(people::list_accounts(db)), TRY(testers_of(db, usecase)));
    view["list"]["problem"] = problem;
    view["list"]["typed"] = context.form.value("login");
    return view;
}

}  // namespace kireise::usecases
