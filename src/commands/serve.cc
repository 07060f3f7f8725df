#include <fmt/ostream.h>

#include "commands/all.h"
#include "commands/installation.h"
#include "commands/serving.h"

namespace kireise::commands {
namespace {

Result<> serve_towns(const Arguments& arguments, Io& io) {
    const auto config = TRY(read_config(arguments, system_environment(), standard_data));
    if (!arguments.has("--check-config")) return serve(config, io);
    fmt::print(io.out, "{}\n", io.t("commands.serve.config_fine"));
    return {};
}

std::vector<Option> options() {
    auto out = config_options();
    out.push_back({"--check-config"});
    return out;
}

}  // namespace

Command serve_command() { return {"serve", "src/commands/serve.md", {}, options(), serve_towns}; }

}  // namespace kireise::commands
