#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "base/assets.h"
#include "base/json.h"
#include "base/status.h"
#include "base/text.h"
#include "commands/command.h"
#include "people/error_text.h"

namespace kireise::commands {
namespace {

// What one parsed subcommand filled in.
struct Parsed {
    const Command* command = nullptr;
    CLI::App* app = nullptr;
    std::map<std::string, std::string> texts;
    std::map<std::string, bool> flags;
};

std::string help_of(std::string_view file) { return std::string(asset(file).value_or("No help is built in.\n")); }

CLI::App& parent_of(CLI::App& root, const std::string& group) {
    const auto known = root.get_subcommands([&](const CLI::App* app) { return app->get_name() == group; });
    return known.empty() ? *root.add_subcommand(group) : *known.front();
}

void describe(Parsed& parsed, CLI::App& app) {
    parsed.app = &app;
    app.set_help_flag();
    app.add_flag("--help,-h", parsed.flags["--help"]);
    for (const auto& option : parsed.command->options) {
        const std::string name(option.name);
        if (option.value.empty()) app.add_flag(name, parsed.flags[name]);
        else app.add_option(name, parsed.texts[name] = option.standard);
    }
    for (const auto& positional : parsed.command->positionals) {
        const std::string name(positional.name);
        app.add_option(lower_ascii(name), parsed.texts[name]);
    }
}

Arguments to_arguments(const Parsed& parsed) {
    Arguments out;
    for (const auto& [name, text] : parsed.texts) {
        if (!text.empty()) out.values[name] = text;
    }
    for (const auto& [name, set] : parsed.flags) {
        if (set) out.flags.insert(name);
    }
    return out;
}

int report(std::ostream& err, bool json, const std::string& lang, const Error& problem) {
    const auto message = people::in_language(lang, problem.message);
    if (json) err << Json{{"error", message}}.dump() << "\n";
    else err << "kireise: " << message << "\n";
    return exit_code(problem.kind);
}

int report_missing(std::ostream& err, const std::string& lang, const Command& command, std::string_view positional) {
    const auto message = fmt::format("{} is missing. See: kireise {} --help", positional, command.name);
    err << "kireise " << command.name << ": " << people::in_language(lang, message) << "\n";
    return exit_usage;
}

int run(const Parsed& parsed, const std::string& lang, std::ostream& out, std::ostream& err) {
    const auto arguments = to_arguments(parsed);
    if (arguments.has("--help")) {
        out << help_of(parsed.command->help);
        return exit_ok;
    }
    const bool json = arguments.has("--json");
    for (const auto& positional : parsed.command->positionals) {
        if (positional.required && !arguments.values.contains(positional.name))
            return report_missing(err, lang, *parsed.command, positional.name);
    }
    const auto texts = people::built_in_texts(lang);
    if (!texts) return report(err, json, lang, texts.error());
    Io io{out, err, *texts, json, lang};
    const auto done = parsed.command->run(arguments, io);
    return done ? exit_ok : report(err, json, lang, done.error());
}

}  // namespace

std::string Arguments::value(std::string_view name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::string{} : found->second;
}

int run_command_line(const std::vector<Command>& commands, int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
    CLI::App root("KI-Reise", "kireise");
    root.set_help_flag();
    bool help = false;
    bool version = false;
    std::string lang = "en";
    root.add_flag("--help,-h", help);
    root.add_flag("--version", version);
    root.add_option("--lang", lang)->check(CLI::IsMember({"en", "de"}));
    root.fallthrough();
    std::vector<Parsed> parsed(commands.size());
    for (std::size_t i = 0; i < commands.size(); ++i) {
        parsed[i].command = &commands[i];
        const auto words = split(commands[i].name, ' ');
        auto& parent = words.size() > 1 ? parent_of(root, words[0]) : root;
        auto* app = parent.add_subcommand(words.back());
        app->fallthrough();
        describe(parsed[i], *app);
    }
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        err << "kireise: " << problem.what() << ". See: kireise --help\n";
        return exit_usage;
    }
    for (const auto& one : parsed) {
        if (one.app->parsed()) return run(one, lang, out, err);
    }
    if (version) {
        out << "kireise " << KIREISE_VERSION << "\n";
        return exit_ok;
    }
    (help ? out : err) << help_of("src/commands/kireise.md");
    return help ? exit_ok : exit_usage;
}

}  // namespace kireise::commands
