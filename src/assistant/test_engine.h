#pragma once
// For tests: the real llama-server with the tiny synthetic model.

#include <filesystem>
#include <stdexcept>

#include "assistant/engine_settings.h"

namespace kireise::assistant::testing {

// Throws the sentence that says how to get the engine: a missing engine fails a test, it never skips it.
inline engines::EnginePrograms real_programs() {
    auto programs = engines::find_engine(engines::engine_places_from_environment());
    if (!programs) throw std::runtime_error(programs.error().message);
    return *std::move(programs);
}

inline EngineSettings real_engine(const std::filesystem::path& folder) {
    (void)real_programs();
    return engine_settings({}, engines::engine_places_from_environment(), folder).value();
}

}  // namespace kireise::assistant::testing
