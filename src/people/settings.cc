#include "people/settings.h"

#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "people/audit.h"

namespace kireise::people {
namespace {

using store::Connection;

Result<Settings> settings_in(Connection& tx) {
    Settings out;
    for (auto& [name, value] : TRY(store::query<std::string, std::string>(tx, "SELECT name, value FROM setting"))) {
        out.emplace(std::move(name), std::move(value));
    }
    return out;
}

std::string value_of(const Settings& all, std::string_view name) {
    const auto found = all.find(name);
    return found == all.end() ? std::string{} : found->second;
}

}  // namespace

store::Migrations setting_migrations() { return {"settings", {"CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);\n"}}; }

Result<std::string> setting(const Town& town, std::string_view name) {
    const auto row = TRY(town.db().read(
        [&](Connection& tx) { return store::query_one<std::string>(tx, "SELECT value FROM setting WHERE name = :name", name); }));
    return row ? std::get<0>(*row) : std::string{};
}

Result<Settings> settings(const Town& town) { return town.db().read(settings_in); }

Result<> set_setting(const Town& town, std::string_view name, std::string_view value) {
    return change_settings(town, "", {{std::string(name), std::string(value)}}, std::nullopt);
}

std::string settings_mark(const Settings& all, const Settings& named) {
    auto values = Json::array();
    for (const auto& [name, value] : named) values.push_back(value_of(all, name));
    return sha256_hex(values.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<> change_settings(const Town& town, const std::string& account, const Settings& values, const std::optional<std::string>& seen) {
    return town.db().write([&](Connection& tx) -> Result<> {
        const auto old = TRY(settings_in(tx));
        if (seen && *seen != settings_mark(old, values)) {
            return fail(ErrorKind::conflict, "Somebody else has changed these settings meanwhile; load the page again and look at them.");
        }
        std::vector<std::string> changed;
        for (const auto& [name, value] : values) {
            if (value_of(old, name) == value) continue;
            TRY(store::execute(
                tx, "INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name, value));
            changed.push_back(name);
        }
        if (changed.empty()) return {};
        return audit(tx, {town.random(), town.now(), account}, "settings.changed", "", join(changed, " "));
    });
}

}  // namespace kireise::people
