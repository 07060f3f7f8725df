#include "engines/find.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "base/text.h"
#include "engines/process.h"

namespace kireise::engines {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

bool is_program(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

std::vector<fs::path> folders(const EnginePlaces& places) {
    std::vector<fs::path> found;
    if (!places.engine_dir.empty()) found = {fs::path(places.engine_dir) / "bin", places.engine_dir};
    if (!places.cache_home.empty()) found.push_back(fs::path(places.cache_home) / "kireise" / "engine" / "bin");
    for (const auto& folder : split(places.path, ':')) {
        if (!folder.empty()) found.emplace_back(folder);
    }
    return found;
}

}  // namespace

EnginePlaces engine_places_from_environment() {
    auto cache = variable("XDG_CACHE_HOME");
    if (cache.empty() && !variable("HOME").empty()) cache = variable("HOME") + "/.cache";
    return {variable("KIREISE_ENGINE_DIR"), std::move(cache), variable("PATH")};
}

Result<EnginePrograms> find_engine(const EnginePlaces& places) {
    for (const auto& folder : folders(places)) {
        const EnginePrograms programs{folder / "llama-server", folder / "llama-bench"};
        if (is_program(programs.server) && is_program(programs.bench)) return programs;
    }
    return fail(
        ErrorKind::unavailable,
        "The engine is missing: llama-server and llama-bench were not found. Run 'make engine' to fetch them, or put them on PATH, or set "
        "KIREISE_ENGINE_DIR to their folder.");
}

Result<std::string> engine_version(const EnginePrograms& programs) {
    const auto ran = TRY(run_command({programs.server, {"--version"}, {}}, {.time = std::chrono::seconds(20)}));
    const auto printed = ran.errors + "\n" + ran.output;
    for (const auto line : lines(printed)) {
        if (ran.exit_code == 0 && line.starts_with("version:")) return std::string(trim(line.substr(8)));
    }
    return fail(ErrorKind::unavailable, fmt::format("The engine {} does not start (exit code {}): {} Run 'make engine' to fetch it anew.",
                                                    programs.server.string(), ran.exit_code, std::string(trim(ran.errors)).substr(0, 300)));
}

}  // namespace kireise::engines
