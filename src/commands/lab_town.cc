#include "commands/lab_town.h"

#include "commands/portal.h"

namespace kireise::commands {

std::vector<Option> with_lab_options(std::vector<Option> more) {
    more.insert(more.begin(), {{"--config", "FILE"}, {"--data", "DIR"}, {"--town", "NAME"}, {"--database", "URL"}});
    return more;
}

Result<Config> lab_config(const Arguments& arguments) { return read_config(arguments, system_environment(), "kireise-data"); }

Result<std::unique_ptr<people::Town>> lab_town(const Config& config, const Arguments& arguments) {
    return open_town(installation_of(config.data, config.database_url), arguments.value("--town"));
}

Result<std::string> usecase_argument(const Arguments& arguments) {
    const auto id = arguments.value("--usecase");
    if (id.empty()) return fail(ErrorKind::invalid, "--usecase is missing; give a use case, for example usecase/mail-sorting.");
    return id.find('/') == std::string::npos ? "usecase/" + id : id;
}

}  // namespace kireise::commands
