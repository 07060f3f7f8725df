#include "people/person_report.h"

#include <fmt/core.h>

#include <array>

#include "base/text.h"
#include "people/audit.h"
#include "people/sign_in_limit.h"

namespace kireise::people {
namespace {

using store::Connection;
using Kind = PersonColumn::Kind;

Json to_json(const store::Value& value, Kind kind) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number == nullptr) return "";
    if (kind == Kind::flag) return *number != 0;
    if (kind == Kind::instant) return to_string(Instant{std::chrono::milliseconds{*number}});
    return *number;
}

Result<std::vector<AttemptSubject>> subjects_of(Connection& tx, const std::string& account) {
    const auto row = TRY(store::query_one<std::string>(tx, "SELECT login FROM account WHERE id = :id", account));
    std::vector<AttemptSubject> out{password_attempts(account)};
    if (row) out.push_back(login_attempts(std::get<0>(*row)));
    return out;
}

Result<> forget_attempts(Connection& tx, const std::string& account) {
    for (const auto& subject : TRY(subjects_of(tx, account))) {
        TRY(store::execute(tx, "DELETE FROM sign_in_attempt WHERE subject = :subject", stored_subject(subject)));
    }
    return {};
}

Result<PersonTable> account_table(Connection& tx, const std::string& account) {
    auto table = TRY(
        person_rows(tx, "account", "id", {{"login"}, {"name"}, {"profile"}, {"roles", Kind::number}, {"blocked", Kind::flag}}, account));
    for (auto& row : table.rows) {
        const Roles roles{row[3].get<std::uint32_t>()};
        std::vector<std::string> ids;
        for (const auto role : all_roles) {
            if (roles.has(role)) ids.emplace_back(id_of(role));
        }
        row[3] = join(ids, ", ");
    }
    return table;
}

Result<PersonTable> attempt_table(Connection& tx, const std::string& account) {
    PersonTable out{"sign_in_attempt", {"failures", "expires"}, {}};
    for (const auto& subject : TRY(subjects_of(tx, account))) {
        auto found = TRY(person_rows(tx, "sign_in_attempt", "subject", {{"failures", Kind::number}, {"expires", Kind::instant}},
                                     stored_subject(subject)));
        std::ranges::move(found.rows, std::back_inserter(out.rows));
    }
    return out;
}

// Who else acted is another person's data and stays out.
Result<PersonTable> audit_table(Connection& tx, const std::string& account) {
    PersonTable out{"audit_entry", {"at", "by", "action", "object", "detail"}, {}};
    const auto name = TRY(audit_name(tx, account)).value_or("");
    for (const auto& entry : TRY(audit_of_person(tx, account))) {
        const bool own = entry.actor == name;
        const bool about = entry.object == "account/" + name;
        out.rows.push_back({to_string(entry.when), own ? "self" : "other", entry.action, about ? "" : entry.object, entry.detail});
    }
    return out;
}

Result<std::vector<PersonTable>> own_tables(Connection& tx, const std::string& account) {
    std::vector<PersonTable> out;
    out.push_back(TRY(account_table(tx, account)));
    out.push_back(TRY(
        person_rows(tx, "session", "account", {{"opened", Kind::instant}, {"seen", Kind::instant}, {"expires", Kind::instant}}, account)));
    out.push_back(TRY(person_rows(tx, "invitation", "account", {{"expires", Kind::instant}}, account)));
    out.push_back(TRY(person_rows(tx, "identity", "account", {{"issuer"}, {"subject"}}, account)));
    out.push_back(TRY(attempt_table(tx, account)));
    out.push_back(TRY(audit_table(tx, account)));
    return out;
}

}  // namespace

Result<PersonTable> person_rows(Connection& tx, std::string_view table, std::string_view owner, const std::vector<PersonColumn>& columns,
                                const std::string& account) {
    PersonTable out{std::string(table), {}, {}};
    std::vector<store::Type> types;
    for (const auto& column : columns) {
        out.columns.emplace_back(column.name);
        types.push_back(column.kind == Kind::text ? store::Type::text : store::Type::integer);
    }
    const std::array<store::Value, 1> arguments{account};
    const auto list = join(out.columns, ", ");
    TRY(tx.run(fmt::format("SELECT {} FROM {} WHERE {} = :account ORDER BY {}", list, table, owner, list), arguments, types,
               [&](std::vector<store::Value>& values) {
                   std::vector<Json> row;
                   for (std::size_t i = 0; i < columns.size(); ++i) row.push_back(to_json(values[i], columns[i].kind));
                   out.rows.push_back(std::move(row));
               }));
    return out;
}

PersonData own_person_data() { return {"people", forget_attempts, own_tables}; }

Result<std::vector<PersonRoom>> person_report(store::Database& db, const PersonRooms& rooms, const std::string& account) {
    return db.read([&](Connection& tx) -> Result<std::vector<PersonRoom>> {
        std::vector<PersonRoom> out;
        const auto add = [&](const PersonData& data) -> Result<> {
            if (!data.report) return {};
            auto tables = TRY(data.report(tx, account));
            out.push_back({std::string(data.room), std::move(tables)});
            return {};
        };
        TRY(add(own_person_data()));
        if (!rooms) return out;
        for (const auto& room : *rooms) TRY(add(room));
        return out;
    });
}

}  // namespace kireise::people
