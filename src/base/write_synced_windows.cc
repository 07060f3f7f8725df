#include <windows.h>

#include "base/write_synced.h"

namespace kireise {
namespace {

std::error_code last_error() { return {static_cast<int>(::GetLastError()), std::system_category()}; }

std::error_code write_all(HANDLE file, std::string_view content) {
    constexpr std::size_t part = 1U << 20U;
    while (!content.empty()) {
        DWORD written = 0;
        const auto bytes = static_cast<DWORD>(std::min(part, content.size()));
        if (::WriteFile(file, content.data(), bytes, &written, nullptr) == 0) return last_error();
        content.remove_prefix(written);
    }
    return ::FlushFileBuffers(file) == 0 ? last_error() : std::error_code{};
}

}  // namespace

// Who may read it follows from the folder, as everywhere on Windows.
std::error_code write_synced(const std::filesystem::path& path, std::string_view content, Readers /*readers*/) {
    const HANDLE file = ::CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) return last_error();
    const auto failed = write_all(file, content);
    ::CloseHandle(file);
    return failed;
}

}  // namespace kireise
