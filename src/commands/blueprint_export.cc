#include <fmt/ostream.h>

#include "base/json.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "journey/hand_on_pages.h"

namespace kireise::commands {
namespace {

Result<> export_town(const Arguments& arguments, Io& io) {
    const auto town = TRY(open_town(arguments));
    const auto file = arguments.value("FILE");
    const auto manifest = TRY(journey::hand_on(*town, "", file));
    if (io.json) {
        fmt::print(io.out, "{}\n",
                   Json{{"file", file}, {"files", manifest.files.size()}, {"commit", manifest.commit}, {"tree", manifest.tree}}.dump(2));
    } else {
        fmt::print(io.out, "{}\n",
                   people::fill(io.t("commands.export.done"),
                                {{"file", file}, {"files", std::to_string(manifest.files.size())}, {"commit", manifest.commit}}));
    }
    return {};
}

}  // namespace

Command blueprint_export_command() {
    return {"blueprint export", "src/commands/blueprint_export.md", {{"FILE"}}, with_town_options({{"--json"}}), export_town};
}

}  // namespace kireise::commands
