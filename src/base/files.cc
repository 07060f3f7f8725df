#include "base/files.h"

#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "base/random.h"
#include "base/write_synced.h"

namespace kireise {
namespace {

namespace fs = std::filesystem;

Result<> io_failure(std::string_view what, const fs::path& path, const std::error_code& code) {
    return fail(ErrorKind::io, fmt::format("Cannot {} {}: {}.", what, path.string(), code.message()));
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
    if (const auto failed = write_synced(beside, content, readers)) {
        fs::remove(beside, code);
        return io_failure("write", path, failed);
    }
    fs::rename(beside, path, code);
    if (code) return io_failure("replace", path, code);
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
    constexpr std::chrono::milliseconds step{50};
    constexpr int tries = 100;
    // On Windows a virus scanner or an indexer may hold a file for a moment.
    for (int i = 0; i < tries; ++i) {
        std::error_code code;
        fs::remove_all(path_, code);
        if (!code) return;
        std::this_thread::sleep_for(step);
    }
}

}  // namespace kireise
