#include "commands/config_engines.h"

#include <fmt/core.h>

#include <filesystem>

#include "base/text.h"
#include "engines/find.h"

namespace kireise::commands {

Result<assistant::EngineSettings> settings_of(const Config& config, const assistant::EngineEnvironment& engine) {
    auto placed = engine;
    if (placed.url.empty() && placed.location.empty() && !net::is_loopback(config.server.address)) placed.location = "own-server";
    return assistant::engine_settings(placed, engines::engine_places_from_environment(), std::filesystem::path(config.data) / "engine");
}

std::string name_of(const assistant::EngineEnvironment& engine) {
    if (!engine.name.empty()) return engine.name;
    return engine.url.empty() && engine.model_file.empty() ? "synthetic" : "engine";
}

Result<assistant::EngineEnvironment> engine_named(const Config& config, const std::string& name) {
    std::vector<std::string> names{"rule", "classifier"};
    for (const auto& engine : config.engines) {
        if (name_of(engine) == name) return engine;
        names.push_back(name_of(engine));
    }
    return fail(ErrorKind::not_found,
                fmt::format("There is no engine \"{}\"; there are: {}. Engines are named in the configuration (engines), "
                            "see docs/operate/configuration.md.",
                            name, join(names, ", ")));
}

}  // namespace kireise::commands
