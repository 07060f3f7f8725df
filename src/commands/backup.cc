#include "people/backup.h"

#include <fmt/core.h>
#include <fmt/ostream.h>

#include "base/json.h"
#include "commands/all.h"
#include "commands/installation.h"

namespace kireise::commands {
namespace {

void tell(const Io& io, std::string_view key, const people::Backup& backup, const std::string& folder) {
    if (io.json) {
        fmt::print(
            io.out, "{}\n",
            Json{
                {"town", backup.town}, {"folder", folder}, {"made", backup.made}, {"files", backup.files.size()}, {"commit", backup.commit}}
                .dump(2));
        return;
    }
    fmt::print(
        io.out, "{}\n",
        people::fill(io.t(key),
                     {{"town", backup.town}, {"folder", folder}, {"made", backup.made}, {"files", std::to_string(backup.files.size())}}));
}

Result<> back_up(const Arguments& arguments, Io& io) {
    const auto installation = TRY(installation_of(arguments));
    const auto name = TRY(installation.choose(arguments.value("--town")));
    if (installation.is_shared()) return fail(ErrorKind::invalid, people::backup_advice(people::schema_of(name)));
    const auto town = TRY(installation.open(name));
    const auto folder = arguments.value("FOLDER");
    tell(io, "commands.backup.done", TRY(people::back_up(*town, name, folder)), folder);
    return {};
}

Result<> restore(const Arguments& arguments, Io& io) {
    const auto installation = TRY(installation_of(arguments));
    const auto folder = arguments.value("FOLDER");
    auto backup = TRY(people::verify_backup(folder));
    if (arguments.has("--check")) {
        tell(io, "commands.backup.sound", backup, folder);
        return {};
    }
    const auto name = arguments.values.contains("--town") ? arguments.value("--town") : backup.town;
    if (installation.is_shared()) return fail(ErrorKind::invalid, people::backup_advice(people::schema_of(name)));
    backup = TRY(people::restore_backup(folder, TRY(installation.folder_for_new(name))));
    TRY(installation.open(name));
    backup.town = name;
    tell(io, "commands.backup.restored", backup, folder);
    return {};
}

}  // namespace

Command backup_command() { return {"backup", "src/commands/backup.md", {{"FOLDER"}}, with_town_options({{"--json"}}), back_up}; }

Command restore_command() {
    return {"restore", "src/commands/restore.md", {{"FOLDER"}}, with_town_options({{"--check"}, {"--json"}}), restore};
}

}  // namespace kireise::commands
