#include "engines/resident.h"

#include <fstream>
#include <string>

namespace kireise::engines {

std::optional<std::uint64_t> resident_bytes(int process, const std::filesystem::path& proc) {
    std::ifstream status(proc / std::to_string(process) / "status");
    std::uint64_t kibibytes = 0;
    for (std::string word; status >> word;) {
        if (word == "VmRSS:" && status >> kibibytes) return kibibytes * 1024;
    }
    return std::nullopt;
}

}  // namespace kireise::engines
