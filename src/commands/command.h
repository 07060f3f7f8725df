#pragma once
// A command of the program, described without the command line library (that one stands in command_line.cc alone).

#include <functional>
#include <iosfwd>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "people/texts.h"

namespace kireise::commands {

struct Option {
    std::string_view name;           // "--data"
    std::string_view value = "";     // what stands for its value in the usage line; "" for a flag
    std::string_view standard = "";  // value when it is not given
};

struct Positional {
    std::string_view name;  // "FILE"
    bool required = true;
};

struct Arguments {
    std::map<std::string, std::string, std::less<>> values;  // options and positionals by name
    std::set<std::string, std::less<>> flags;

    [[nodiscard]] std::string value(std::string_view name) const;  // "" when absent
    [[nodiscard]] bool has(std::string_view flag) const { return flags.contains(flag); }
};

struct Io {
    std::ostream& out;           // results
    std::ostream& err;           // progress and errors
    const people::Texts& texts;  // of the chosen language
    bool json = false;
    std::string_view lang = "en";

    [[nodiscard]] std::string t(std::string_view key) const { return people::text_of(texts, key); }
};

struct Command {
    std::string_view name;  // "blueprint check"
    std::string_view help;  // built-in file "src/commands/NAME.md"
    std::vector<Positional> positionals;
    std::vector<Option> options;
    std::function<Result<>(const Arguments&, Io&)> run;
};

// Parses, runs, prints errors as sentences; gives the exit code (base/status.h; 2 for a wrong command line).
[[nodiscard]] int run_command_line(const std::vector<Command>& commands, int argc, const char* const* argv, std::ostream& out,
                                   std::ostream& err);

}  // namespace kireise::commands
