#include "engines/spawn_windows.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "base/wide_windows.h"

namespace kireise::engines {
namespace {

// So that CommandLineToArgvW and the C runtime of the child give it back: backslashes count only before a quotation mark.
std::wstring as_argument(std::wstring_view argument) {
    if (!argument.empty() && argument.find_first_of(L" \t\n\v\"") == std::wstring_view::npos) return std::wstring(argument);
    std::wstring out = L"\"";
    std::size_t backslashes = 0;
    for (const wchar_t c : argument) {
        if (c == L'\\') {
            ++backslashes;
            continue;
        }
        out.append(c == L'"' ? 2 * backslashes + 1 : backslashes, L'\\');
        out += c;
        backslashes = 0;
    }
    out.append(2 * backslashes, L'\\');
    return out + L'"';
}

std::wstring command_line(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
    auto out = as_argument(program.wstring());
    for (const auto& argument : arguments) out += L' ' + as_argument(to_wide(argument));
    return out;
}

struct IgnoreCase {
    bool operator()(const std::wstring& a, const std::wstring& b) const {
        return ::CompareStringOrdinal(a.data(), static_cast<int>(a.size()), b.data(), static_cast<int>(b.size()), TRUE) == CSTR_LESS_THAN;
    }
};

// NAME=VALUE, each closed by a zero, sorted as CreateProcess wants it.
std::wstring environment_of(const Command& command) {
    std::map<std::wstring, std::wstring, IgnoreCase> all;
    wchar_t* const own = ::GetEnvironmentStringsW();
    for (const wchar_t* at = own; *at != L'\0';) {
        const std::wstring_view entry(at);
        const auto equals = entry.find(L'=', 1);  // "=C:=C:\folder" is a name, too
        if (equals != std::wstring_view::npos) all.emplace(entry.substr(0, equals), entry.substr(equals + 1));
        at += entry.size() + 1;
    }
    ::FreeEnvironmentStringsW(own);
    for (const auto& [name, value] : command.environment) all.insert_or_assign(to_wide(name), to_wide(value));
    std::wstring out;
    for (const auto& [name, value] : all) out += name + L'=' + value + L'\0';
    return out + L'\0';
}

Error windows_error(std::string_view what) { return error(ErrorKind::io, fmt::format("{}: {}.", what, windows_reason(::GetLastError()))); }

SECURITY_ATTRIBUTES inheritable() { return {sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE}; }

struct Pipe {
    Handle read, write;
};

Result<Pipe> make_pipe() {
    auto access = inheritable();
    HANDLE read = nullptr;
    HANDLE write = nullptr;
    if (::CreatePipe(&read, &write, &access, 1U << 16U) == 0)
        return std::unexpected(windows_error("No pipe for a child process can be made"));
    ::SetHandleInformation(read, HANDLE_FLAG_INHERIT, 0);
    return Pipe{Handle(read), Handle(write)};
}

Result<Handle> make_job() {
    Handle job(::CreateJobObjectW(nullptr, nullptr));
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    if (!job || ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof(limits)) == 0)
        return std::unexpected(windows_error("No child process can be started"));
    return job;
}

// The handles that the child inherits, and no others.
class Inherited {
   public:
    explicit Inherited(std::array<HANDLE, 3> handles) : handles_(handles) {
        SIZE_T bytes = 0;
        ::InitializeProcThreadAttributeList(nullptr, 1, 0, &bytes);
        list_.resize(bytes);
        ::InitializeProcThreadAttributeList(get(), 1, 0, &bytes);
        ::UpdateProcThreadAttribute(get(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_.data(), sizeof(handles_), nullptr, nullptr);
    }
    ~Inherited() { ::DeleteProcThreadAttributeList(get()); }
    Inherited(const Inherited&) = delete;
    Inherited& operator=(const Inherited&) = delete;

    [[nodiscard]] LPPROC_THREAD_ATTRIBUTE_LIST get() { return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(list_.data()); }

   private:
    std::array<HANDLE, 3> handles_;
    std::vector<std::byte> list_;
};

}  // namespace

Result<InJob> start_in_job(const Command& command) {
    auto output = TRY(make_pipe());
    auto errors = TRY(make_pipe());
    auto job = TRY(make_job());
    auto access = inheritable();
    const Handle input(::CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &access, OPEN_EXISTING, 0, nullptr));

    Inherited inherited({input.get(), output.write.get(), errors.write.get()});
    STARTUPINFOEXW startup{};
    startup.StartupInfo.cb = sizeof(startup);
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = input.get();
    startup.StartupInfo.hStdOutput = output.write.get();
    startup.StartupInfo.hStdError = errors.write.get();
    startup.lpAttributeList = inherited.get();

    const auto program = std::filesystem::absolute(command.program);
    auto line = command_line(program, command.arguments);
    auto environment = environment_of(command);
    constexpr DWORD how = CREATE_SUSPENDED | CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT;
    PROCESS_INFORMATION started{};
    const bool created = ::CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE, how, environment.data(),
                                          command.folder.empty() ? nullptr : command.folder.c_str(), &startup.StartupInfo, &started) != 0;
    const Handle thread(started.hThread);
    InJob child{std::move(job), Handle(started.hProcess), std::move(output.read), std::move(errors.read)};
    if (!created || ::AssignProcessToJobObject(child.job.get(), started.hProcess) == 0) {
        const auto reason = windows_reason(::GetLastError());
        if (created) ::TerminateProcess(started.hProcess, 1);
        return fail(ErrorKind::unavailable, fmt::format("The program {} cannot be started: {}.", program.string(), reason));
    }
    ::ResumeThread(started.hThread);
    return child;
}

}  // namespace kireise::engines
