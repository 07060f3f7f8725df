#include "assistant/engine_settings.h"

#include <fmt/format.h>

#include <cstdlib>

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

Result<EngineLocation> location_of(const EngineEnvironment& environment) {
    if (const auto location = blueprint::from_id<EngineLocation>(environment.location)) return *location;
    return fail(ErrorKind::invalid,
                fmt::format("KIREISE_ENGINE_LOCATION is \"{}\"; say where the engine stands, because the guideline decides by it: {}.",
                            environment.location, blueprint::id_list<EngineLocation>()));
}

Result<std::string> key_of(const EngineEnvironment& environment) {
    if (environment.key_file.empty()) return environment.key;
    const auto content = read_file(environment.key_file, key_limit);
    const auto key = content ? std::string(trim(*content)) : std::string();
    if (!key.empty() && key.find_first_of("\r\n") == std::string::npos) return key;
    return fail(
        ErrorKind::invalid,
        fmt::format("KIREISE_ENGINE_KEY_FILE is \"{}\"; it must be a readable file that holds the key on one line.", environment.key_file));
}

Result<EngineSettings> upstream_settings(const EngineEnvironment& environment) {
    if (!environment.url.starts_with("http://")) {
        return fail(ErrorKind::invalid,
                    fmt::format("KIREISE_ENGINE_URL is \"{}\"; it must be an address of the form http://host:port. For TLS put a "
                                "proxy beside the portal.",
                                environment.url));
    }
    if (environment.model.empty())
        return fail(ErrorKind::invalid, "KIREISE_ENGINE_MODEL is missing; set it to the model's name at KIREISE_ENGINE_URL.");
    auto url = environment.url;
    while (url.ends_with('/')) url.pop_back();
    EngineSettings settings;
    settings.info = {.name = environment.model, .location = TRY(location_of(environment))};
    settings.upstream = engines::Endpoint{
        .base_url = url, .model = environment.model, .api_key = TRY(key_of(environment)), .location = settings.info.location};
    return settings;
}

Result<EngineSettings> model_file_settings(const EngineEnvironment& environment) {
    EngineSettings settings;
    settings.model_file = environment.model_file;
    settings.info.name = settings.model_file.stem().string();
    if (!environment.location.empty()) settings.info.location = TRY(location_of(environment));
    if (settings.info.location != EngineLocation::workstation && settings.info.location != EngineLocation::own_server) {
        return fail(
            ErrorKind::invalid,
            "KIREISE_ENGINE_LOCATION must be workstation or own-server for a KIREISE_ENGINE_MODEL_FILE, which runs on this machine.");
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
        return fail(ErrorKind::invalid, "KIREISE_ENGINE_URL and KIREISE_ENGINE_MODEL_FILE are both set; unset one of them.");
    }
    EngineSettings settings;
    settings.info = {.name = "synthetic-chat", .synthetic = true};
    if (!environment.url.empty()) settings = TRY(upstream_settings(environment));
    else if (!environment.model_file.empty()) settings = TRY(model_file_settings(environment));
    settings.folder = folder;
    settings.places = places;
    return settings;
}

}  // namespace kireise::assistant
