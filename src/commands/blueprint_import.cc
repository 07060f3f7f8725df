#include <fmt/core.h>
#include <fmt/ostream.h>

#include <filesystem>
#include <optional>

#include "base/files.h"
#include "base/json.h"
#include "blueprint/package.h"
#include "blueprint/snapshot.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "commands/sign_ins.h"
#include "people/audit.h"

namespace kireise::commands {
namespace {

// Everything is checked before the town has a database; a package that is not sound leaves nothing behind.
Result<blueprint::Manifest> import_town(const std::filesystem::path& package, const people::Installation& installation,
                                        const std::string& name) {
    std::optional<blueprint::Manifest> manifest;
    const auto town = TRY(installation.create(name, [&](const std::filesystem::path& content) -> Result<> {
        manifest = TRY(blueprint::import_package(package, content));
        const auto repository = TRY(blueprint::Repository::open(content));
        TRY(blueprint::Snapshot::load(TRY(repository.tree_of(manifest->commit))));
        return {};
    }));
    TRY(town->db().write(
        [&](store::Connection& tx) { return people::audit(tx, {town->random(), town->now(), ""}, "package.imported", manifest->commit); }));
    TRY(make_sign_ins(*town, {{"admin", "Administration", "", {people::Role::admin, people::Role::coordination}}}));
    return *std::move(manifest);
}

Result<> run_import(const Arguments& arguments, Io& io) {
    const auto installation = TRY(installation_of(arguments));
    const auto name = arguments.values.contains("--town") ? arguments.value("--town") : std::string("town");
    const auto manifest = TRY(import_town(arguments.value("FILE"), installation, name));
    const auto folder = (installation.data() / "towns" / name).string();
    if (io.json) {
        fmt::print(
            io.out, "{}\n",
            Json{{"folder", folder}, {"files", manifest.files.size()}, {"commit", manifest.commit}, {"tree", manifest.tree}}.dump(2));
    } else {
        fmt::print(io.out, "{}\n",
                   people::fill(io.t("commands.import.done"), {{"folder", folder},
                                                               {"sign_ins", folder + "/sign-ins.txt"},
                                                               {"files", std::to_string(manifest.files.size())},
                                                               {"commit", manifest.commit}}));
    }
    return {};
}

}  // namespace

Command blueprint_import_command() {
    return {"blueprint import", "src/commands/blueprint_import.md", {{"FILE"}}, with_town_options({{"--json"}}), run_import};
}

}  // namespace kireise::commands
