#include <fmt/core.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/json.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "people/staff_import.h"
#include "people/staff_words.h"

namespace kireise::commands {
namespace {

using people::StaffChange;

std::string problem_text(const Io& io, const people::StaffProblem& problem) {
    return people::fill(io.t("people.import.problem." + std::string(problem.problem)), {{"value", problem.value}});
}

Json counts_of(const people::StaffFile& file, const people::StaffImport& done) {
    const auto count = [&](StaffChange kind) { return std::ranges::count(done.rows, kind, &people::PlannedRow::change); };
    return {{"added", count(StaffChange::added)},
            {"changed", count(StaffChange::changed)},
            {"unchanged", count(StaffChange::unchanged)},
            {"refused", file.problems.size()}};
}

void print_report(Io& io, const people::StaffFile& file, const Json& counts) {
    if (io.json) {
        auto report = counts;
        report["problems"] = Json::array();
        for (const auto& problem : file.problems)
            report["problems"].push_back({{"line", problem.line}, {"problem", problem_text(io, problem)}});
        fmt::print(io.out, "{}\n", report.dump(2));
        return;
    }
    for (const auto& problem : file.problems) {
        const auto line =
            people::fill(io.t("admin.line"), {{"line", std::to_string(problem.line)}, {"problem", problem_text(io, problem)}});
        fmt::print(io.out, "{}\n", line);
    }
    people::Values values;
    for (const auto& [key, count] : counts.items()) values[key] = count.dump();
    fmt::print(io.out, "{}\n", people::fill(io.t("admin.imported"), values));
}

Result<> import_users(const Arguments& arguments, Io& io) {
    const bool dry_run = arguments.has("--dry-run");
    const auto codes_file = arguments.value("--codes");
    const auto bytes = TRY(read_file(arguments.value("FILE"), people::staff_file_limit));
    if (!dry_run && codes_file.empty()) {
        return fail(ErrorKind::invalid, "The access codes of new accounts are shown once; say where to write them: --codes FILE");
    }
    if (!dry_run && std::filesystem::exists(codes_file)) {
        return fail(ErrorKind::conflict, fmt::format("The file {} exists already; choose another one for the access codes.", codes_file));
    }
    const auto town = TRY(open_town(arguments));
    const auto file = people::read_staff(bytes, TRY(people::staff_words(*TRY(town->content()))));
    const auto mode = dry_run ? people::ImportMode::check : people::ImportMode::apply;
    if (!dry_run) TRY(write_file(codes_file, people::codes_csv({}), Readers::owner_only));  // before codes exist that could be lost
    const auto done = people::import_staff(town->db(), {town->random(), town->now(), ""}, file.rows, mode);
    std::error_code ignored;
    if (!dry_run && (!done || done->codes.empty())) std::filesystem::remove(codes_file, ignored);
    if (!done) return std::unexpected(done.error());
    if (!done->codes.empty()) TRY(write_file(codes_file, people::codes_csv(done->codes), Readers::owner_only));
    print_report(io, file, counts_of(file, *done));
    if (dry_run) fmt::print(io.err, "{}\n", io.t("admin.dry_run"));
    if (!done->codes.empty()) fmt::print(io.err, "{}\n", people::fill(io.t("admin.codes_in"), {{"file", codes_file}}));
    if (file.rows.empty() && !file.problems.empty()) return fail(ErrorKind::invalid, "Nothing was imported; see the list.");
    return {};
}

}  // namespace

Command admin_import_users_command() {
    return {"admin import-users",
            "src/commands/admin_import_users.md",
            {{"FILE"}},
            with_town_options({{"--dry-run"}, {"--codes", "FILE"}, {"--json"}}),
            import_users};
}

}  // namespace kireise::commands
