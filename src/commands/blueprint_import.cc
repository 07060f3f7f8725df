#include <fmt/core.h>
#include <fmt/ostream.h>

#include <filesystem>

#include "base/files.h"
#include "base/json.h"
#include "blueprint/package.h"
#include "blueprint/snapshot.h"
#include "commands/all.h"
#include "commands/portal.h"
#include "commands/sign_ins.h"

namespace kireise::commands {
namespace {

// Everything is checked beside the target; only a whole and sound town is moved to its place.
Result<blueprint::Manifest> import_town(const std::filesystem::path& package, const std::filesystem::path& folder) {
    if (std::filesystem::exists(folder / "town.db") || std::filesystem::exists(folder / "content.git")) {
        return fail(ErrorKind::conflict, fmt::format("There is a town in {} already. Choose an empty folder with --data.", folder.string()));
    }
    const auto parent = std::filesystem::absolute(folder).parent_path();
    const auto beside = TRY(TempDir::create(parent));
    auto manifest = TRY(blueprint::import_package(package, beside.path() / "content.git"));
    {
        const auto repository = TRY(blueprint::Repository::open(beside.path() / "content.git"));
        TRY(blueprint::Snapshot::load(TRY(repository.tree_of(manifest.commit))));
    }
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    std::filesystem::rename(beside.path() / "content.git", folder / "content.git", code);
    if (code) return fail(ErrorKind::io, fmt::format("Cannot write to {}: {}.", folder.string(), code.message()));
    const auto town = TRY(open_town(folder.string(), {}));
    TRY(make_sign_ins(*town, {{"admin", "Administration", "", {people::Role::admin, people::Role::coordination}}}));
    return manifest;
}

Result<> run_import(const Arguments& arguments, Io& io) {
    const auto folder = arguments.value("--data");
    const auto manifest = TRY(import_town(arguments.value("FILE"), folder));
    if (io.json) {
        fmt::print(io.out, "{}\n", Json{{"folder", folder}, {"files", manifest.files.size()}, {"commit", manifest.commit}, {"tree", manifest.tree}}.dump(2));
    } else {
        fmt::print(io.out, "{}\n", people::fill(io.t("commands.import.done"), {{"folder", folder},
                                                                              {"sign_ins", folder + "/sign-ins.txt"},
                                                                              {"files", std::to_string(manifest.files.size())},
                                                                              {"commit", manifest.commit}}));
    }
    return {};
}

}  // namespace

Command blueprint_import_command() {
    return {"blueprint import", "src/commands/blueprint_import.md", {{"FILE"}}, {{"--data", "DIR", "kireise-data"}, {"--json"}}, run_import};
}

}  // namespace kireise::commands
