#include <fmt/core.h>

#include <algorithm>

#include "people/audit.h"
#include "people/staff_import.h"

namespace kireise::people {
namespace {

using store::Connection;

Result<std::map<std::string, Account, std::less<>>> accounts_by_login(Connection& tx) {
    const auto rows = TRY((store::query<std::string, std::string, std::string, std::string, std::int64_t>(
        tx, "SELECT id, login, name, profile, roles FROM account")));
    std::map<std::string, Account, std::less<>> out;
    for (const auto& [id, login, name, profile, roles] : rows) {
        out.emplace(login, Account{id, login, name, profile, Roles{static_cast<std::uint32_t>(roles)}});
    }
    return out;
}

Result<> add(Connection& tx, const Deed& deed, const PlannedRow& planned, StaffImport& done) {
    const auto& row = planned.row;
    auto invited = TRY(create_invited(tx, deed, {row.login, row.name, row.profile.value_or(""), row.roles}));
    if (row.roles != only(Role::staff)) {
        TRY(audit(tx, deed.random, deed.now, {deed.actor, "account.created", "account/" + invited.account, "import, with more roles"}));
    }
    done.codes.push_back({row.login, row.name, std::move(invited.code)});
    return {};
}

Result<> change(Connection& tx, const PlannedRow& planned) {
    const auto& row = planned.row;
    TRY(store::execute(tx, "UPDATE account SET name = :name, profile = COALESCE(:profile, profile) WHERE id = :id", row.name, row.profile,
                       planned.account));
    return {};
}

Result<> apply(Connection& tx, const Deed& deed, StaffImport& done) {
    const auto count = [&](StaffChange kind) { return std::ranges::count(done.rows, kind, &PlannedRow::change); };
    for (const auto& planned : done.rows) {
        if (planned.change == StaffChange::added) TRY(add(tx, deed, planned, done));
        if (planned.change == StaffChange::changed) TRY(change(tx, planned));
    }
    const auto detail = fmt::format("{} new, {} changed", count(StaffChange::added), count(StaffChange::changed));
    return audit(tx, deed.random, deed.now, {deed.actor, "accounts.imported", "", detail});
}

}  // namespace

Result<StaffImport> import_staff(store::Database& db, const Deed& deed, std::span<const StaffRow> rows, ImportMode mode) {
    const auto work = [&](Connection& tx) -> Result<StaffImport> {
        StaffImport done{.rows = plan_staff(rows, TRY(accounts_by_login(tx))), .codes = {}};
        if (mode == ImportMode::apply) TRY(apply(tx, deed, done));
        return done;
    };
    return mode == ImportMode::apply ? db.write(work) : db.read(work);
}

}  // namespace kireise::people
