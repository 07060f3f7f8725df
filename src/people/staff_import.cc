#include "people/staff_import.h"

#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/text.h"
#include "people/login.h"
#include "people/staff_lines.h"
#include "people/text_encoding.h"

namespace kireise::people {
namespace {

enum class Column { ignored, login, name, first_name, last_name, profile, roles };

constexpr std::array<std::pair<std::string_view, Column>, 33> column_names{{
    {"login", Column::login},
    {"benutzername", Column::login},
    {"anmeldename", Column::login},
    {"benutzer", Column::login},
    {"kennung", Column::login},
    {"benutzerkennung", Column::login},
    {"username", Column::login},
    {"user", Column::login},
    {"name", Column::name},
    {"vollständiger name", Column::name},
    {"anzeigename", Column::name},
    {"full name", Column::name},
    {"display name", Column::name},
    {"displayname", Column::name},
    {"vorname", Column::first_name},
    {"first name", Column::first_name},
    {"firstname", Column::first_name},
    {"given name", Column::first_name},
    {"nachname", Column::last_name},
    {"familienname", Column::last_name},
    {"zuname", Column::last_name},
    {"last name", Column::last_name},
    {"lastname", Column::last_name},
    {"surname", Column::last_name},
    {"profile", Column::profile},
    {"profil", Column::profile},
    {"rolle im amt", Column::profile},
    {"role profile", Column::profile},
    {"roles", Column::roles},
    {"rechte", Column::roles},
    {"berechtigungen", Column::roles},
    {"rights", Column::roles},
    {"permissions", Column::roles},
}};

using Columns = std::vector<Column>;

bool has(const Columns& columns, Column column) { return std::ranges::find(columns, column) != columns.end(); }

Columns columns_of(const std::vector<std::string>& header, StaffFile& file) {
    Columns out;
    for (const auto& field : header) {
        const auto name = staff_lower_case(trim(field));
        const auto known = std::ranges::find(column_names, name, &std::pair<std::string_view, Column>::first);
        const auto column = known == column_names.end() ? Column::ignored : known->second;
        if (column == Column::ignored && !name.empty()) file.ignored_columns.push_back(shown_field(trim(field)));
        if (column != Column::ignored && has(out, column)) file.problems.push_back({1, "column_twice", shown_field(field)});
        out.push_back(column);
    }
    // "Name;Vorname" is how German lists say it.
    if (has(out, Column::first_name) && !has(out, Column::last_name)) std::ranges::replace(out, Column::name, Column::last_name);
    if (!has(out, Column::login)) file.problems.push_back({1, "no_login_column", ""});
    if (!has(out, Column::name) && !has(out, Column::last_name)) file.problems.push_back({1, "no_name_column", ""});
    return out;
}

// What the line says, before anything is checked.
struct Said {
    std::string login, name, first_name, last_name, profile, roles;
};

Said said_by(const StaffLine& line, const Columns& columns) {
    Said said;
    for (std::size_t i = 0; i < line.fields.size(); ++i) {
        const std::string text(trim(line.fields[i]));
        switch (columns[i]) {
            case Column::login: said.login = lower_ascii(text); break;
            case Column::name: said.name = text; break;
            case Column::first_name: said.first_name = text; break;
            case Column::last_name: said.last_name = text; break;
            case Column::profile: said.profile = text; break;
            case Column::roles: said.roles = text; break;
            case Column::ignored: break;
        }
    }
    if (said.name.empty()) said.name = trim(said.first_name + " " + said.last_name);
    return said;
}

std::vector<std::string> role_words(std::string text) {
    for (char& c : text) {
        if (std::string_view(",|/+").find(c) != std::string_view::npos) c = '\n';
    }
    return split(text, '\n');
}

std::optional<StaffProblem> read_line(const StaffLine& line, const Columns& columns, const StaffWords& words, StaffRow& row) {
    if (line.broken) return StaffProblem{line.number, "quotes", ""};
    if (line.fields.size() != columns.size()) return StaffProblem{line.number, "field_count", std::to_string(line.fields.size())};
    const auto said = said_by(line, columns);
    row = {.line = line.number, .login = said.login, .name = said.name, .profile = {}, .roles = only(Role::staff)};
    if (!is_login(row.login)) return StaffProblem{line.number, "login", shown_field(said.login)};
    if (!is_person_name(row.name)) return StaffProblem{line.number, "name", shown_field(said.name)};
    if (!said.profile.empty()) {
        const auto known = words.profiles.find(staff_lower_case(said.profile));
        if (known == words.profiles.end()) return StaffProblem{line.number, "profile", shown_field(said.profile)};
        row.profile = known->second;
    }
    for (const auto& word : role_words(said.roles)) {
        if (trim(word).empty()) continue;
        const auto known = words.roles.find(staff_lower_case(trim(word)));
        if (known == words.roles.end()) return StaffProblem{line.number, "role", shown_field(trim(word))};
        row.roles = row.roles.with(known->second);
    }
    return std::nullopt;
}

StaffFile refused(std::string_view problem) { return {.rows = {}, .problems = {{1, problem, ""}}, .ignored_columns = {}}; }

}  // namespace

std::string staff_lower_case(std::string_view text) {
    auto out = lower_ascii(text);
    for (const auto& [from, to] : {std::pair{"Ä", "ä"}, {"Ö", "ö"}, {"Ü", "ü"}}) out = replace_all(std::move(out), from, to);
    return out;
}

StaffFile read_staff(std::string_view bytes, const StaffWords& words) {
    if (bytes.size() > staff_file_limit) return refused("too_large");
    const auto text = to_utf8(bytes);
    if (!text || text->find('\0') != std::string::npos) return refused("encoding");
    const auto lines = staff_lines(*text, find_separator(*text), staff_row_limit + 1);
    if (lines.empty()) return refused("empty");
    if (lines.size() > staff_row_limit + 1) return refused("too_many_rows");
    StaffFile file;
    const auto columns = columns_of(lines.front().fields, file);
    if (!file.problems.empty()) return file;
    std::map<std::string, std::size_t, std::less<>> seen;
    for (const auto& line : std::span(lines).subspan(1)) {
        StaffRow row;
        auto problem = read_line(line, columns, words, row);
        if (!problem) {
            const auto [first, is_new] = seen.emplace(row.login, row.line);
            if (!is_new) problem = StaffProblem{row.line, "twice", row.login + " (" + std::to_string(first->second) + ")"};
        }
        if (problem) file.problems.push_back(*std::move(problem));
        else file.rows.push_back(std::move(row));
    }
    return file;
}

std::vector<PlannedRow> plan_staff(std::span<const StaffRow> rows, const std::map<std::string, Account, std::less<>>& existing) {
    std::vector<PlannedRow> out;
    for (const auto& row : rows) {
        PlannedRow planned{.row = row, .account = {}};
        if (const auto known = existing.find(row.login); known != existing.end()) {
            const auto& account = known->second;
            const bool same = account.name == row.name && row.profile.value_or(account.profile) == account.profile;
            planned.change = same ? StaffChange::unchanged : StaffChange::changed;
            planned.account = account.id;
            // Roles beyond those in the file are no contradiction: most files name none.
            planned.roles_kept = (row.roles.bits & ~account.roles.bits) != 0;
        }
        out.push_back(std::move(planned));
    }
    return out;
}

std::string codes_csv(std::span<const NewCode> codes) {
    std::string out = "\xef\xbb\xbf" + csv_line({"login", "name", "code"}, ';');
    for (const auto& code : codes) out += csv_line({code.login, code.name, code.code}, ';');
    return out;
}

}  // namespace kireise::people
