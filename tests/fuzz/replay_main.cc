// fuzz_replay CORPUS: runs each target over its files in CORPUS/NAME, in the ordinary build and without clang. Fails for a target without
// files and for a folder without target, so that none is forgotten. The file that runs is named when the program ends in it.
#include <fmt/core.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "base/files.h"
#include "fuzz.h"

namespace {

namespace fs = std::filesystem;
std::string current;

void name_current(int signal) {
    (void)!write(STDERR_FILENO, current.data(), current.size());
    (void)!write(STDERR_FILENO, "\n", 1);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

int replay(const kireise::fuzz::NamedTarget& target, const fs::path& folder) {
    int files = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto bytes = kireise::read_file(entry.path());
        if (!bytes) {
            fmt::print(stderr, "{}\n", bytes.error().message);
            return 0;
        }
        current = entry.path().string();
        target.run(*bytes);
        ++files;
    }
    return files;
}

}  // namespace

int main(int argc, char** argv) {
    const fs::path corpus = argc == 2 ? argv[1] : "tests/fuzz/corpus";
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS, SIGILL}) std::signal(signal, name_current);
    bool complete = true;
    for (const auto& target : kireise::fuzz::targets()) {
        std::error_code code;
        const int files = fs::is_directory(corpus / target.name, code) ? replay(target, corpus / target.name) : 0;
        fmt::print("{}: {} files\n", target.name, files);
        if (files == 0) complete = false;
    }
    for (const auto& entry : fs::directory_iterator(corpus)) {
        if (kireise::fuzz::find_target(entry.path().filename().string()) != nullptr) continue;
        fmt::print(stderr, "There is no target for {}.\n", entry.path().string());
        complete = false;
    }
    if (!complete) fmt::print(stderr, "Every target needs a folder with files, every folder a target.\n");
    return complete ? 0 : 1;
}
