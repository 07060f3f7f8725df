#pragma once
// Where llama.cpp's programs lie on this machine. tools/engine.sh puts them there; a package or a vendor build on PATH serves as well.

#include <filesystem>
#include <string>

#include "base/result.h"

namespace kireise::engines {

struct EnginePrograms {
    std::filesystem::path server;  // llama-server
    std::filesystem::path bench;   // llama-bench
};

// What the environment says; an empty text is "not set".
struct EnginePlaces {
    std::string engine_dir;  // KIREISE_ENGINE_DIR: the folder or its bin/
    std::string cache_home;  // XDG_CACHE_HOME, else HOME/.cache
    std::string path;        // PATH
};

[[nodiscard]] EnginePlaces engine_places_from_environment();

// Looks into engine_dir, then the cache, then PATH; both programs must lie in one place. unavailable, with what to do.
[[nodiscard]] Result<EnginePrograms> find_engine(const EnginePlaces& places);

// What `llama-server --version` says, as "0.7.0 (build 11669, commit Debian)". unavailable: it does not start.
[[nodiscard]] Result<std::string> engine_version(const EnginePrograms& programs);

}  // namespace kireise::engines
