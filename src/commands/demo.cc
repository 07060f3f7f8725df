#include "commands/demo.h"

#include <fmt/core.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "commands/all.h"
#include "commands/installation.h"
#include "commands/serving.h"
#include "commands/sign_ins.h"
#include "people/content.h"

namespace kireise::commands {
namespace {

using people::Role;

struct NamedStep {
    std::string_view name;  // key of its text
    Step run;
};

constexpr std::array steps{
    NamedStep{"frame", demo_frame},           NamedStep{"survey", demo_survey},     NamedStep{"guideline", demo_guideline},
    NamedStep{"learning", demo_learning},     NamedStep{"ranking", demo_ranking},   NamedStep{"probe", demo_probe},
    NamedStep{"classifier", demo_classifier}, NamedStep{"language", demo_language}, NamedStep{"verdicts", demo_verdicts},
    NamedStep{"package", demo_package},       NamedStep{"funding", demo_funding},  // last: its report tells of the package
};

struct Done {
    std::string title;
    StepResult result;
    double seconds = 0;
};

Result<> found_town(people::Town& town, const blueprint::Sample& sample) {
    std::vector<Person> persons;
    for (const auto& account : sample.accounts) {
        const auto role = people::parse_role(account.role);
        if (!role) return fail(ErrorKind::invalid, fmt::format("The sample names the role \"{}\", which does not exist.", account.role));
        persons.push_back({account.login, account.name, account.profile, {*role}});
    }
    TRY(make_sign_ins(town, persons));
    TRY(people::set_setting(town, "name", sample.town_name));
    TRY(people::set_setting(town, "land", sample.land));
    TRY(people::set_setting(town, "demo", "yes"));
    return people::set_setting(town, "demo_date", to_string(sample.demo_date));
}

Result<std::unique_ptr<people::Town>> make_demo_town(const people::Installation& installation, const std::string& name) {
    auto town = TRY(installation.create(name, people::built_in_content()));
    const auto content = TRY(town->content());
    if (content->all<blueprint::Sample>().empty()) return fail(ErrorKind::not_found, "This content has no sample town.");
    TRY(found_town(*town, content->all<blueprint::Sample>().front()));
    use_demo_day(*town);
    return town;
}

Result<std::unique_ptr<people::Town>> open_demo_town(const people::Installation& installation, const std::string& name) {
    const auto names = TRY(installation.towns());
    const bool there = std::ranges::find(names, name) != names.end();
    return there ? open_town(installation, name) : make_demo_town(installation, name);
}

Result<std::vector<Done>> walk_all(Walk& walk) {
    std::vector<Done> done;
    for (const auto& step : steps) {
        const auto title = walk.io.t("commands.demo.step." + std::string(step.name));
        fmt::print(walk.io.err, "[{}/{}] {}\n", done.size() + 1, steps.size(), title);
        walk.io.err.flush();
        const auto begin = std::chrono::steady_clock::now();
        auto result = TRY(step.run(walk));
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        fmt::print(walk.io.err, "      {} ({:.1f} s)\n", result.text, took.count());
        done.push_back({title, std::move(result), took.count()});
    }
    return done;
}

std::vector<std::string> files_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

void print_table(const Io& io, const std::vector<Done>& done) {
    std::size_t width = 0;
    for (const auto& one : done) width = std::max(width, characters(one.title));
    fmt::print(io.out, "\n");
    for (const auto& one : done) {
        fmt::print(io.out, "{} {}{}  {}\n", one.result.missing ? "!" : "✓", one.title, std::string(width - characters(one.title), ' '),
                   one.result.text);
    }
}

Result<> print_result(const Walk& walk, const std::vector<Done>& done) {
    const auto& io = walk.io;
    const auto sign_ins = TRY(read_sign_ins(walk.town));
    if (io.json) {
        Json out{{"steps", Json::array()}, {"files", files_in(walk.out)}, {"folder", walk.out.string()}};
        for (const auto& one : done)
            out["steps"].push_back(
                {{"step", one.title}, {"result", one.result.text}, {"missing", one.result.missing}, {"seconds", one.seconds}});
        fmt::print(io.out, "{}\n", out.dump(2));
        return {};
    }
    print_table(io, done);
    fmt::print(io.out, "\n{} {}:\n", io.t("commands.demo.files"), walk.out.string());
    for (const auto& name : files_in(walk.out)) fmt::print(io.out, "  {}\n", name);
    fmt::print(io.out, "\n{}:\n", io.t("commands.demo.sign_ins"));
    for (const auto& one : sign_ins) {
        const auto role = io.t("role." + one.role);
        fmt::print(io.out, "  {}{}  {:<16} {}\n", role, std::string(18 - std::min<std::size_t>(18, characters(role)), ' '), one.login,
                   one.password);
    }
    fmt::print(io.out, "{}\n\n", people::fill(io.t("commands.demo.sign_in_note"), {{"file", sign_in_file(walk.town)}}));
    return {};
}

Result<> demo(const Arguments& arguments, Io& io) {
    auto installation = TRY(installation_of(arguments));
    const auto town = TRY(open_demo_town(installation, arguments.value("--town")));
    const auto content = TRY(town->content());
    const auto out = arguments.values.contains("--out") ? std::filesystem::path(arguments.value("--out")) : installation.data() / "out";
    std::error_code code;
    std::filesystem::create_directories(out, code);
    if (code) return fail(ErrorKind::io, fmt::format("Cannot make the folder {}: {}.", out.string(), code.message()));
    Walk walk{*town, *content, content->all<blueprint::Sample>().front(), out, installation.data() / "engine", io};
    TRY(print_result(walk, TRY(walk_all(walk))));
    if (arguments.has("--no-serve")) return {};
    fmt::print(io.err, "{}\n", io.t("commands.demo.stop"));
    // Whoever shows it around wants no line for each request among what it says.
    auto config = TRY(read_config(arguments, system_environment(), ""));
    if (!arguments.values.contains("--log-level")) config.log.level = "warn";
    return serve(config, io);
}

}  // namespace

Result<people::Account> demo_account(const Walk& walk, Role role) {
    for (const auto& account : TRY(people::list_accounts(walk.town.db()))) {
        if (account.roles.has(role)) return account;
    }
    return fail(ErrorKind::not_found, "The sample has no person with this role.");
}

Command demo_command() {
    return {"demo",
            "src/commands/demo.md",
            {},
            {{"--data", "DIR", "demo-data"},
             {"--town", "NAME", "halle"},
             {"--database", "URL"},
             {"--out", "DIR"},
             {"--listen", "ADDRESS:PORT", "127.0.0.1:8080"},
             {"--no-serve"},
             {"--json"}},
            demo};
}

}  // namespace kireise::commands
