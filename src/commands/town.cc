#include <fmt/core.h>
#include <fmt/ostream.h>

#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "people/content.h"

namespace kireise::commands {
namespace {

std::vector<std::string> hosts_in(const Arguments& arguments) {
    std::vector<std::string> hosts;
    for (const auto& host : split(arguments.value("--hosts"), ',')) {
        if (!trim(host).empty()) hosts.emplace_back(lower_ascii(trim(host)));
    }
    return hosts;
}

Result<> create(const Arguments& arguments, Io& io) {
    const auto name = arguments.value("NAME");
    const auto hosts = hosts_in(arguments);
    const auto installation = TRY(installation_of(arguments));
    for (const auto& host : hosts) TRY(people::check_host(host));
    const auto town = TRY(installation.create(name, people::built_in_content()));
    TRY(people::set_setting(*town, "name", arguments.values.contains("--title") ? arguments.value("--title") : name));
    TRY(people::set_hosts(*town, hosts));
    fmt::print(io.out, "{}\n", people::fill(io.t("commands.town.created"), {{"town", name}, {"data", installation.data().string()}}));
    return {};
}

Result<> list(const Arguments& arguments, Io& io) {
    const auto installation = TRY(installation_of(arguments));
    auto towns = Json::array();
    for (const auto& name : TRY(installation.towns())) {
        const auto town = TRY(installation.open(name));
        auto title = TRY(people::setting(*town, "name"));
        auto hosts = TRY(people::hosts_of(*town));
        towns.push_back({{"town", name}, {"title", std::move(title)}, {"hosts", std::move(hosts)}});
    }
    if (io.json) {
        fmt::print(io.out, "{}\n", towns.dump(2));
        return {};
    }
    for (const auto& town : towns) {
        const auto hosts = town["hosts"].get<std::vector<std::string>>();
        fmt::print(io.out, "{}\t{}\t{}\n", town["town"].get<std::string>(), town["title"].get<std::string>(), join(hosts, ","));
    }
    return {};
}

Result<> remove(const Arguments& arguments, Io& io) {
    const auto name = arguments.value("NAME");
    if (arguments.value("--confirm") != name) {
        return fail(
            ErrorKind::invalid,
            fmt::format("This deletes the town \"{}\" with its database, documents and history for good. Make a backup first, then repeat "
                        "the name: --confirm {}",
                        name, name));
    }
    TRY(TRY(installation_of(arguments)).remove(name));
    fmt::print(io.out, "{}\n", people::fill(io.t("commands.town.removed"), {{"town", name}}));
    return {};
}

}  // namespace

Command town_create_command() {
    return {"town create",
            "src/commands/town_create.md",
            {{"NAME"}},
            with_installation_options({{"--title", "TEXT"}, {"--hosts", "HOST,HOST"}}),
            create};
}

Command town_list_command() { return {"town list", "src/commands/town_list.md", {}, with_installation_options({{"--json"}}), list}; }

Command town_remove_command() {
    return {"town remove", "src/commands/town_remove.md", {{"NAME"}}, with_installation_options({{"--confirm", "NAME"}}), remove};
}

}  // namespace kireise::commands
