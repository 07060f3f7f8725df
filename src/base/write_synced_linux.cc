#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>

#include "base/write_synced.h"

namespace kireise {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

std::error_code last_error() { return {errno, std::system_category()}; }

}  // namespace

std::error_code write_synced(const std::filesystem::path& path, std::string_view content, Readers readers) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, readers == Readers::owner_only ? 0600 : 0666);
    if (descriptor < 0) return last_error();
    const std::unique_ptr<std::FILE, CloseFile> file{::fdopen(descriptor, "wb")};
    if (!file) return last_error();
    const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
    if (!written || std::fflush(file.get()) != 0 || fsync(fileno(file.get())) != 0) return last_error();
    return {};
}

}  // namespace kireise
