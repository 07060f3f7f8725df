#include "base/wide_windows.h"

#include <windows.h>

#include <array>

#include "base/text.h"

namespace kireise {

std::wstring to_wide(std::string_view utf8) {
    const auto bytes = static_cast<int>(utf8.size());
    std::wstring out(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), bytes, nullptr, 0)), L'\0');
    ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), bytes, out.data(), static_cast<int>(out.size()));
    return out;
}

std::string to_utf8(std::wstring_view wide) {
    const auto units = static_cast<int>(wide.size());
    std::string out(static_cast<std::size_t>(::WideCharToMultiByte(CP_UTF8, 0, wide.data(), units, nullptr, 0, nullptr, nullptr)), '\0');
    ::WideCharToMultiByte(CP_UTF8, 0, wide.data(), units, out.data(), static_cast<int>(out.size()), nullptr, nullptr);
    return out;
}

std::string windows_reason(unsigned long code) {
    std::array<wchar_t, 512> text{};
    const auto units = ::FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, code, 0, text.data(),
                                        static_cast<DWORD>(text.size()), nullptr);
    if (units == 0) return "error " + std::to_string(code);
    const auto sentence = to_utf8({text.data(), units});
    auto reason = trim(sentence);
    if (reason.ends_with('.')) reason.remove_suffix(1);
    return std::string(reason);
}

}  // namespace kireise
