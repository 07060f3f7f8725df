// clang-format off: windows.h comes first
#include <windows.h>
#include <psapi.h>
// clang-format on

#include <algorithm>
#include <array>

#include "engines/child_output.h"
#include "engines/process.h"
#include "engines/spawn_windows.h"

namespace kireise::engines {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr DWORD step = 20;         // milliseconds
constexpr DWORD end_limit = 5000;  // for what was ended to be gone

double seconds(const FILETIME& time) {
    const auto ticks = (static_cast<std::uint64_t>(time.dwHighDateTime) << 32U) | time.dwLowDateTime;
    return static_cast<double>(ticks) * 1e-7;
}

double cpu_seconds(HANDLE process) {
    FILETIME created{}, exited{}, kernel{}, user{};
    return ::GetProcessTimes(process, &created, &exited, &kernel, &user) == 0 ? 0 : seconds(kernel) + seconds(user);
}

std::uint64_t peak_memory(HANDLE process) {
    PROCESS_MEMORY_COUNTERS counters{};
    return ::GetProcessMemoryInfo(process, &counters, sizeof(counters)) == 0 ? 0 : counters.PeakWorkingSetSize;
}

// Reads what is there; closes the end when the other side has closed.
template <class Take>
void drain(Handle& end, Take take) {
    std::array<char, 16384> piece;
    while (end) {
        DWORD available = 0;
        DWORD got = 0;
        if (::PeekNamedPipe(end.get(), nullptr, 0, nullptr, &available, nullptr) == 0) return end.reset();
        if (available == 0) return;
        if (::ReadFile(end.get(), piece.data(), static_cast<DWORD>(piece.size()), &got, nullptr) == 0) return end.reset();
        take(std::string_view(piece.data(), got));
    }
}

bool is_empty(HANDLE job) {
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION now{};
    return ::QueryInformationJobObject(job, JobObjectBasicAccountingInformation, &now, sizeof(now), nullptr) == 0 ||
           now.ActiveProcesses == 0;
}

// Returns when its files are closed, so that they can be removed.
void end_all(const InJob& child) {
    ::TerminateJobObject(child.job.get(), 1);
    ::WaitForSingleObject(child.process.get(), end_limit);
    for (DWORD waited = 0; waited < end_limit && !is_empty(child.job.get()); waited += step) ::Sleep(step);
}

}  // namespace

Result<Finished> run_command(const Command& command, const RunLimits& limits, const std::stop_token& stop, const OnLine& on_error_line) {
    auto child = TRY(start_in_job(command));
    Finished finished;
    ErrorLines lines(finished.errors, on_error_line);
    const auto begin = SteadyClock::now();
    bool ended = false;
    while (!ended || child.output || child.errors) {
        if (!ended && ::WaitForSingleObject(child.process.get(), step) == WAIT_OBJECT_0) {
            ended = true;
            end_all(child);  // what it may have left behind
        }
        finished.peak_memory = std::max(finished.peak_memory, peak_memory(child.process.get()));
        drain(child.output, [&](std::string_view piece) { finished.output += piece; });
        drain(child.errors, [&](std::string_view piece) { lines.take(piece); });
        if (auto problem = must_end(command, limits, begin, finished.output.size(), stop)) {
            end_all(child);
            return std::unexpected(*std::move(problem));
        }
    }
    DWORD code = 0;
    ::GetExitCodeProcess(child.process.get(), &code);
    finished.exit_code = static_cast<int>(code);
    finished.cpu_seconds = cpu_seconds(child.process.get());
    return finished;
}

}  // namespace kireise::engines
