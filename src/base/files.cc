#include "base/files.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>

#include "base/random.h"

namespace kireise {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Result<> io_failure(std::string_view what, const fs::path& path, int code) {
    return fail(ErrorKind::io, fmt::format("Cannot {} {}: {}.", what, path.string(), std::strerror(code)));
}

Result<> write_and_sync(const fs::path& path, std::string_view content, Readers readers) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, readers == Readers::owner_only ? 0600 : 0666);
    if (descriptor < 0) return io_failure("write", path, errno);
    const File file{::fdopen(descriptor, "wb")};
    if (!file) return io_failure("write", path, errno);
    const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
    if (!written || std::fflush(file.get()) != 0 || fsync(fileno(file.get())) != 0) return io_failure("write", path, errno);
    return {};
}

}  // namespace

Result<std::string> read_file(const fs::path& path, std::size_t limit) {
    std::error_code code;
    if (!fs::is_regular_file(path, code)) return fail(ErrorKind::not_found, fmt::format("There is no file {}.", path.string()));
    const auto size = fs::file_size(path, code);
    if (!code && size > limit) {
        return fail(ErrorKind::too_large, fmt::format("{} has {} bytes; at most {} are read.", path.string(), size, limit));
    }
    std::ifstream in(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in.good() && !in.eof()) return fail(ErrorKind::io, fmt::format("Cannot read {}.", path.string()));
    return content;
}

Result<> write_file(const fs::path& path, std::string_view content, Readers readers) {
    std::error_code code;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), code);
    auto beside = path;
    beside += ".new-" + random_id(system_random()).substr(0, 8);
    if (auto written = write_and_sync(beside, content, readers); !written) {
        fs::remove(beside, code);
        return written;
    }
    fs::rename(beside, path, code);
    if (code) return io_failure("replace", path, code.value());
    return {};
}

Result<TempDir> TempDir::create(const fs::path& parent) {
    auto path = parent / ("kireise-" + random_id(system_random()).substr(0, 12));
    std::error_code code;
    fs::create_directories(path, code);
    if (code) return fail(ErrorKind::io, fmt::format("Cannot make the folder {}: {}.", path.string(), code.message()));
    fs::permissions(path, fs::perms::owner_all, code);
    return TempDir(std::move(path));
}

TempDir::TempDir(TempDir&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TempDir& TempDir::operator=(TempDir&& other) noexcept {
    if (this != &other) {
        remove();
        path_ = std::exchange(other.path_, {});
    }
    return *this;
}

TempDir::~TempDir() { remove(); }

void TempDir::remove() noexcept {
    if (path_.empty()) return;
    std::error_code code;
    fs::remove_all(path_, code);
}

}  // namespace kireise
