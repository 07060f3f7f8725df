#pragma once
// What the server is told before it starts: a file (YAML, under config.schema.json), the environment over it, the command line over both.
//
// Each value VALUE in a section SECTION has the environment variable KIREISE_SECTION_VALUE; KIREISE_DATABASE is short for
// KIREISE_DATABASE_URL. Secrets stand in files or in variables of their own, which the configuration names.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "assistant/engine_settings.h"
#include "commands/command.h"
#include "commands/log.h"
#include "net/server.h"

namespace kireise::commands {

struct Config {
    std::string data;
    std::string database_url;    // "": SQLite
    net::ServerSettings server;  // address, port, proxies, limits
    LogSettings log;
    std::string metrics_token;                          // "": none
    std::vector<assistant::EngineEnvironment> engines;  // at least one; the first is the assistants'
};

using Environment = std::function<std::string(const std::string& name)>;  // "" for what is not set
[[nodiscard]] Environment system_environment();

// The options that serve and demo have for this.
[[nodiscard]] std::vector<Option> config_options();

// invalid, with file and line or with the variable or option, for an unknown key, a value of another kind, and for two values where one is
// meant; not_found or io for a file that cannot be read. `standard_data` where nothing says another folder.
[[nodiscard]] Result<Config> read_config(const Arguments& arguments, const Environment& environment, std::string_view standard_data);

}  // namespace kireise::commands
