// kireise-probe.exe: what `kireise probe` measures, on Windows, without the rest of the program. docs/operate/probe-windows.md.
#include <fmt/format.h>
#include <windows.h>

#include "base/files.h"
#include "base/number.h"
#include "base/status.h"
#include "base/wide_windows.h"
#include "placement/probed_classes.h"

extern "C" {
extern const char probed_classes_begin[], probed_classes_end[];  // classes.json, by `kireise probe --classes`
}

namespace kireise {
namespace {

constexpr std::string_view help =
    R"(kireise-probe - measure what language models this PC can run

    kireise-probe [--class NAME | --all] [--out FILE] [--bench PATH] [--limit SECONDS]

Needs llama-bench.exe of llama.cpp beside it. Downloads and sends nothing, needs no administrator. Takes about a minute for one class, four for
all (longer on a slow PC), and up to 5 GiB of disk (in the folder TMP) and memory. Ctrl-C stops it and leaves nothing behind.

    --class NAME     the model class to measure (model/dense-1b)
    --all            all model classes for which there is room; the others are named
    --out FILE       write the report there; without it, the report is printed
    --bench PATH     llama-bench.exe, where it lies elsewhere
    --limit SECONDS  end llama-bench when one of its runs takes longer (300)

With --out the speeds are printed, and behind them what makes them doubtful. busy: other programs used the processor. spread: the repetitions
differ. cache: larger models will write more slowly than predicted from this. slowing: the PC became slower meanwhile. battery: it was not
plugged in.

Exit code 0: measured. 2: wrong command line. 4: no such model class. 7: no measurement; the last line says why. 8: the report cannot be
written.
)";

struct Wanted {
    std::string model_class{placement::default_model_class};
    bool all = false;
    bool help = false;
    std::filesystem::path out;
    std::filesystem::path bench;
    std::chrono::seconds limit{300};
};

Result<Wanted> parse(const std::vector<std::string>& words) {
    Wanted wanted;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (word == "--all" || word == "--help") {
            (word == "--all" ? wanted.all : wanted.help) = true;
            continue;
        }
        if (i + 1 == words.size()) return fail(ErrorKind::invalid, fmt::format("{} is no option, or lacks its value. See --help.", word));
        const auto& value = words[++i];
        if (word == "--class") wanted.model_class = value;
        else if (word == "--out") wanted.out = to_wide(value);
        else if (word == "--bench") wanted.bench = to_wide(value);
        else if (word == "--limit" && whole_number(value).value_or(0) > 0) wanted.limit = std::chrono::seconds(*whole_number(value));
        else return fail(ErrorKind::invalid, fmt::format("{} {} is not understood. See --help.", word, value));
    }
    return wanted;
}

std::filesystem::path own_folder() {
    std::wstring name(32'768, L'\0');
    name.resize(::GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size())));
    return std::filesystem::path(name).parent_path();
}

Result<std::filesystem::path> find_bench(const Wanted& wanted) {
    const auto path = wanted.bench.empty() ? own_folder() / "llama-bench.exe" : wanted.bench;
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) return path;
    return fail(ErrorKind::unavailable,
                fmt::format("There is no {}. Unpack llama.cpp for Windows beside kireise-probe.exe, or name llama-bench.exe with --bench.",
                            path.string()));
}

Result<std::vector<placement::ProbedClass>> classes_to_probe(const Wanted& wanted) {
    auto all = TRY(placement::parse_probed_classes({probed_classes_begin, probed_classes_end}));
    if (wanted.all) return all;
    auto one = TRY(placement::find_class(all, wanted.model_class));
    return std::vector{std::move(one)};
}

std::stop_source stopping;  // a handler of the console is a bare function

BOOL WINAPI on_console_event(DWORD event) {
    stopping.request_stop();
    constexpr DWORD time_to_tidy = 5000;  // after the return Windows ends us, unless it is Ctrl-C or Ctrl-Break
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) ::Sleep(time_to_tidy);
    return TRUE;
}

std::string words_for(const placement::ProbeNote& note) {
    if (note.step == "hardware") return "Look at the hardware";
    if (note.step == "model") return fmt::format("Make the synthetic model: {}", note.model);
    if (note.step == "measure") return fmt::format("Measure reading and writing: {}", note.model);
    if (note.step == "skipped") return fmt::format("Skipped: {}. {}", note.model, note.why);
    return "Done";
}

// One line for each step and each tenth.
class ProgressLines {
   public:
    void operator()(const placement::ProbeNote& note) {
        const auto step = words_for(note);
        if (step == step_ && note.share < shown_ + 0.1) return;
        step_ = step;
        shown_ = note.share;
        fmt::print(stderr, "[{:3.0f} %] {}\n", note.share * 100, step);
    }

   private:
    std::string step_;
    double shown_ = 0;
};

void print_summary(const placement::ProbeReport& report) {
    for (const auto& one : report.measurements) {
        fmt::print("{}: reads {:.1f}, writes {:.1f} tokens/s", one.model.id, one.prefill.median, one.decode.median);
        for (const auto warning : one.warnings) fmt::print(" ! {}", blueprint::to_id(warning));
        fmt::print("\n");
    }
}

// As `kireise probe`: all classes in four minutes, one in one.
constexpr double seconds_of_one = 45;
constexpr double seconds_of_all = 200;

Result<> run(const Wanted& wanted) {
    placement::ProbeOptions options{.method = {}};
    options.classes = TRY(classes_to_probe(wanted));
    options.bench = TRY(find_bench(wanted));
    options.bench_limit = wanted.limit;
    options.seconds = std::min(seconds_of_one, seconds_of_all / static_cast<double>(options.classes.size()));
    const auto measured = placement::probe(options, system_clock(), ProgressLines(), stopping.get_token());
    if (!measured && stopping.stop_requested())
        return fail(ErrorKind::unavailable, "Stopped. There is no report, and nothing was left behind.");
    const auto& report = TRY(measured);
    const auto text = to_json(report).dump(2) + "\n";
    if (wanted.out.empty()) {
        fmt::print("{}", text);
        return {};
    }
    TRY(write_file(wanted.out, text));
    print_summary(report);
    return {};
}

int ended(const Error& problem, int code) {
    fmt::print(stderr, "{}\n", problem.message);
    return code;
}

int main_of(const std::vector<std::string>& words) {
    // A child that lacks a DLL must fail, not wait for somebody to close a message.
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
    ::SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED);  // nobody sits at the PC at night, and it must not fall asleep
    ::SetConsoleCtrlHandler(on_console_event, TRUE);
    const auto wanted = parse(words);
    if (!wanted) return ended(wanted.error(), exit_usage);
    if (wanted->help) {
        fmt::print("{}", help);
        return exit_ok;
    }
    const auto done = run(*wanted);
    return done ? exit_ok : ended(done.error(), exit_code(done.error().kind));
}

}  // namespace
}  // namespace kireise

int wmain(int argc, wchar_t** argv) {
    std::vector<std::string> words;
    for (int i = 1; i < argc; ++i) words.push_back(kireise::to_utf8(argv[i]));
    return kireise::main_of(words);
}
