#include "assistant/engine_settings.h"

#include <fmt/format.h>

#include <cstdlib>
#include <utility>

#include "base/files.h"
#include "base/text.h"

namespace kireise::assistant {
namespace {

using blueprint::EngineLocation;

constexpr std::size_t key_limit = 4096;  // bytes

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// "KIREISE_ENGINE_URL", or "engines, cloud: url".
std::string place(const EngineEnvironment& environment, std::string_view key) {
    if (environment.name.empty()) return fmt::format("KIREISE_ENGINE_{}", key);
    return fmt::format("engines, {}: {}", environment.name, lower_ascii(key));
}

Result<EngineLocation> location_of(const EngineEnvironment& environment) {
    if (const auto location = blueprint::from_id<EngineLocation>(environment.location)) return *location;
    return fail(ErrorKind::invalid,
                fmt::format("{} is \"{}\"; say where the engine stands, because the guideline decides by it: {}.",
                            place(environment, "LOCATION"), environment.location, blueprint::id_list<EngineLocation>()));
}

Result<std::string> key_of(const EngineEnvironment& environment) {
    if (environment.key_file.empty()) return environment.key;
    const auto content = read_file(environment.key_file, key_limit);
    const auto key = content ? std::string(trim(*content)) : std::string();
    if (!key.empty() && key.find_first_of("\r\n") == std::string::npos) return key;
    return fail(ErrorKind::invalid, fmt::format("{} is \"{}\"; it must be a readable file that holds the key on one line.",
                                                place(environment, "KEY_FILE"), environment.key_file));
}

Result<EngineSettings> upstream_settings(const EngineEnvironment& environment) {
    const bool secure = environment.url.starts_with("https://");
    if (!secure && !environment.url.starts_with("http://")) {
        return fail(ErrorKind::invalid, fmt::format("{} is \"{}\"; it must be an address of the form http://host:port or https://host.",
                                                    place(environment, "URL"), environment.url));
    }
    if (environment.model.empty())
        return fail(ErrorKind::invalid,
                    fmt::format("{} is missing; set it to the model's name at {}.", place(environment, "MODEL"), environment.url));
    if (!environment.ca_file.empty() && !secure)
        return fail(ErrorKind::invalid, fmt::format("{} is for an https:// address only.", place(environment, "CA_FILE")));
    auto url = environment.url;
    while (url.ends_with('/')) url.pop_back();
    const auto location = TRY(location_of(environment));
    auto api_key = TRY(key_of(environment));
    EngineSettings settings;
    settings.info = {.name = environment.model, .location = location, .scripted = environment.scripted};
    settings.upstream = engines::Endpoint{
        .base_url = url, .model = environment.model, .api_key = std::move(api_key), .location = location, .ca_file = environment.ca_file};
    return settings;
}

Result<EngineSettings> model_file_settings(const EngineEnvironment& environment) {
    EngineSettings settings;
    settings.model_file = environment.model_file;
    settings.info.name = settings.model_file.stem().string();
    if (!environment.location.empty()) settings.info.location = TRY(location_of(environment));
    if (settings.info.location != EngineLocation::workstation && settings.info.location != EngineLocation::own_server) {
        return fail(ErrorKind::invalid, fmt::format("{} must be workstation or own-server for a {}, which runs on this machine.",
                                                    place(environment, "LOCATION"), place(environment, "MODEL_FILE")));
    }
    return settings;
}

}  // namespace

EngineEnvironment engine_environment() {
    return {variable("KIREISE_ENGINE_URL"),
            variable("KIREISE_ENGINE_MODEL"),
            variable("KIREISE_ENGINE_LOCATION"),
            variable("KIREISE_ENGINE_KEY_FILE"),
            "",
            variable("KIREISE_ENGINE_MODEL_FILE")};
}

Result<EngineSettings> engine_settings(const EngineEnvironment& environment, const engines::EnginePlaces& places,
                                       const std::filesystem::path& folder) {
    if (!environment.url.empty() && !environment.model_file.empty()) {
        return fail(ErrorKind::invalid,
                    fmt::format("{} and {} are both set; unset one of them.", place(environment, "URL"), place(environment, "MODEL_FILE")));
    }
    EngineSettings settings;
    settings.info = {.name = "synthetic-chat", .synthetic = true};
    if (!environment.url.empty()) settings = TRY(upstream_settings(environment));
    else if (!environment.model_file.empty()) settings = TRY(model_file_settings(environment));
    settings.info.model_class = environment.model_class;
    if (environment.silence_seconds > 0) settings.silence_limit = std::chrono::seconds(environment.silence_seconds);
    if (environment.start_seconds > 0) settings.start_limit = std::chrono::seconds(environment.start_seconds);
    if (environment.idle_minutes >= 0) settings.idle_limit = std::chrono::minutes(environment.idle_minutes);
    settings.size = {environment.context_tokens, environment.slots};
    settings.folder = folder;
    settings.places = places;
    return settings;
}

}  // namespace kireise::assistant
