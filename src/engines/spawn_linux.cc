#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "engines/spawn.h"

namespace kireise::engines {
namespace {

std::vector<std::string> environment_of(const Command& command) {
    std::set<std::string, std::less<>> replaced;
    std::vector<std::string> all;
    for (const auto& [name, value] : command.environment) {
        replaced.insert(name);
        all.push_back(fmt::format("{}={}", name, value));
    }
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        if (!replaced.contains(text.substr(0, text.find('=')))) all.emplace_back(text);
    }
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (auto& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

// Everything here runs between fork and exec: only calls that are safe there (signal-safety(7)).
[[noreturn]] void become(char* const* arguments, char* const* environment, const char* folder, pid_t parent, int input, int output,
                         int errors, int report) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const bool there = *folder == '\0' || ::chdir(folder) == 0;
    if (there && ::getppid() == parent && ::dup2(input, 0) >= 0 && ::dup2(output, 1) >= 0 && ::dup2(errors, 2) >= 0) {
        ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
        ::execve(arguments[0], arguments, environment);
    }
    const int reason = errno;
    [[maybe_unused]] const auto written = ::write(report, &reason, sizeof(reason));
    ::_exit(127);
}

}  // namespace

Error system_error(std::string_view what) { return error(ErrorKind::io, fmt::format("{}: {}.", what, std::strerror(errno))); }

Result<Pipe> make_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return std::unexpected(system_error("No pipe for a child process can be made"));
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

Result<pid_t> spawn(const Command& command, int output, int errors) {
    const auto program = command.folder.empty() ? command.program : std::filesystem::absolute(command.program);
    std::vector<std::string> argument_texts{program.string()};
    argument_texts.insert(argument_texts.end(), command.arguments.begin(), command.arguments.end());
    auto environment_texts = environment_of(command);
    const auto arguments = pointers(argument_texts);
    const auto environment = pointers(environment_texts);
    const Descriptor input(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    auto report = TRY(make_pipe());
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) return std::unexpected(system_error("No child process can be started"));
    if (child == 0)
        become(arguments.data(), environment.data(), command.folder.c_str(), parent, input.get(), output, errors, report.write.get());
    ::setpgid(child, child);  // as in the child: whoever comes first
    report.write.reset();
    int reason = 0;
    ssize_t got = 0;
    do got = ::read(report.read.get(), &reason, sizeof(reason));
    while (got < 0 && errno == EINTR);
    if (got == sizeof(reason)) {
        ::waitpid(child, nullptr, 0);
        return fail(ErrorKind::unavailable,
                    fmt::format("The program {} cannot be started: {}.", command.program.string(), std::strerror(reason)));
    }
    return child;
}

}  // namespace kireise::engines
