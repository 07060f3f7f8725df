#include <gtest/gtest.h>

#include <sstream>

#include "base/status.h"
#include "commands/command.h"

namespace kireise::commands {
namespace {

struct Said {
    int code = 0;
    std::string out, err;
};

Said run(std::vector<const char*> words) {
    const std::vector<Command> commands{{.name = "read",
                                         .help = "src/commands/kireise.md",
                                         .positionals = {{"FILE"}},
                                         .options = {{"--json"}},
                                         .run = [](const Arguments& arguments, Io&) -> Result<> {
                                             return fail(ErrorKind::not_found, "There is no file " + arguments.value("FILE") + ".");
                                         }}};
    words.insert(words.begin(), "kireise");
    std::ostringstream out, err;
    const int code = run_command_line(commands, static_cast<int>(words.size()), words.data(), out, err);
    return {code, out.str(), err.str()};
}

TEST(CommandLine, SaysErrorsInTheChosenLanguage) {
    EXPECT_EQ(run({"read", "a.txt"}).err, "kireise: There is no file a.txt.\n");
    const auto german = run({"read", "a.txt", "--lang", "de"});
    EXPECT_EQ(german.err, "kireise: Die Datei a.txt gibt es nicht.\n");
    EXPECT_EQ(german.code, exit_code(ErrorKind::not_found));
    EXPECT_EQ(run({"--lang", "de", "read", "a.txt", "--json"}).err, "{\"error\":\"Die Datei a.txt gibt es nicht.\"}\n");
}

TEST(CommandLine, SaysWhatIsMissingInTheChosenLanguage) {
    EXPECT_EQ(run({"read"}).err, "kireise read: FILE is missing. See: kireise read --help\n");
    const auto german = run({"read", "--lang", "de"});
    EXPECT_EQ(german.err, "kireise read: FILE fehlt. Hilfe zeigt: kireise read --help\n");
    EXPECT_EQ(german.code, exit_usage);
}

}  // namespace
}  // namespace kireise::commands
