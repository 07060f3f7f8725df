// Stands in for llama-bench.exe: prints what the real one printed once, on Linux (README.md). It measures nothing. From the environment:
//   STAND_IN_FOLDER  where the recordings lie, and where calls.txt and heartbeat.txt are written
//   STAND_IN_MODE    "": prints; "hang": starts a child, and neither of them ends; "fail": ends with code 3; "garbage": prints no JSON
// Called by the test itself with --hold FILE, it keeps that file open for four seconds.
#include <windows.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::wstring variable(const wchar_t* name) {
    const wchar_t* value = ::_wgetenv(name);
    return value == nullptr ? L"" : value;
}

fs::path folder() { return variable(L"STAND_IN_FOLDER"); }

std::string value_of(const std::vector<std::string>& arguments, const std::string& name) {
    for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
        if (arguments[i] == name) return arguments[i + 1];
    }
    return "";
}

void note_call(const std::vector<std::string>& arguments) {
    std::error_code missing;
    const auto bytes = fs::file_size(value_of(arguments, "-m"), missing);
    std::ofstream calls(folder() / "calls.txt", std::ios::app);
    for (const auto& argument : arguments) calls << argument << ' ';
    calls << "| model bytes " << (missing ? 0 : bytes) << " | OMP_WAIT_POLICY " << fs::path(variable(L"OMP_WAIT_POLICY")).string() << '\n';
}

// Grows as long as anybody writes it.
[[noreturn]] void beat() {
    for (;;) {
        std::ofstream(folder() / "heartbeat.txt", std::ios::app) << '.';
        ::Sleep(50);
    }
}

[[noreturn]] void hang(const wchar_t* self) {
    std::wstring line = L"child --beat";
    STARTUPINFOW startup{};
    startup.cb = sizeof(startup);
    PROCESS_INFORMATION started{};
    ::CreateProcessW(self, line.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr, &startup, &started);
    beat();
}

// As a virus scanner may do it: nobody can remove the file meanwhile.
int hold(const wchar_t* file) {
    const HANDLE held = ::CreateFileW(file, GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
    if (held == INVALID_HANDLE_VALUE) return 1;
    std::cout << "held" << std::endl;
    ::Sleep(4000);
    return 0;
}

void print(const std::string& recording) {
    std::cerr << std::ifstream(folder() / (recording + ".stderr.txt")).rdbuf() << std::flush;
    std::cout << std::ifstream(folder() / (recording + ".json")).rdbuf() << std::flush;
}

}  // namespace

int wmain(int argc, wchar_t** argv) {
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) arguments.push_back(fs::path(argv[i]).string());
    if (!arguments.empty() && arguments.front() == "--beat") beat();
    if (argc == 3 && arguments.front() == "--hold") return hold(argv[2]);
    note_call(arguments);
    const auto mode = variable(L"STAND_IN_MODE");
    if (mode == L"hang") {
        std::wstring self(32'768, L'\0');
        self.resize(::GetModuleFileNameW(nullptr, self.data(), static_cast<DWORD>(self.size())));
        hang(self.c_str());
    }
    if (mode == L"fail") {
        std::cerr << "error: failed to load model\n";
        return 3;
    }
    if (mode == L"garbage") std::cout << "Bitte warten\n";
    else print(value_of(arguments, "-d") == "0" ? "pilot" : "whole");
    return 0;
}
