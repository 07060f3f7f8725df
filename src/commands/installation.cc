#include "commands/installation.h"

#include <chrono>

#include "commands/rooms.h"
#include "people/settings.h"

namespace kireise::commands {
namespace {

// A demonstration's day stands still; the time of day goes on, so that what happens later is later.
Clock clock_of_day(Date day) {
    const auto begin = std::chrono::steady_clock::now();
    return [day, begin] {
        const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
        return Instant{std::chrono::sys_days{day}} + std::chrono::hours{8} + passed % std::chrono::hours{12};
    };
}

}  // namespace

std::vector<Option> with_installation_options(std::vector<Option> more) {
    more.insert(more.begin(), {{"--config", "FILE"}, {"--data", "DIR"}, {"--database", "URL"}});
    return more;
}

std::vector<Option> with_town_options(std::vector<Option> more) {
    more.insert(more.begin(), {"--town", "NAME"});
    return with_installation_options(std::move(more));
}

people::Installation installation_of(const Config& config) {
    return {{.data = config.data, .database_url = config.database_url}, all_migrations()};
}

Result<people::Installation> installation_of(const Arguments& arguments) {
    return installation_of(TRY(read_config(arguments, system_environment(), standard_data)));
}

void use_demo_day(people::Town& town) {
    if (const auto day = parse_date(people::setting(town, "demo_date").value_or(""))) town.use_clock(clock_of_day(*day));
}

Result<std::unique_ptr<people::Town>> open_town(const people::Installation& installation, const std::string& name) {
    auto town = TRY(installation.open(TRY(installation.choose(name))));
    use_demo_day(*town);
    return town;
}

Result<std::unique_ptr<people::Town>> open_town(const Arguments& arguments) {
    return open_town(TRY(installation_of(arguments)), arguments.value("--town"));
}

}  // namespace kireise::commands
