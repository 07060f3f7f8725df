// Supervisors read words, not names of actions: every action that the program notes has a text in both languages.
#include <gmock/gmock.h>

#include <filesystem>
#include <regex>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "journey/funding_kinds.h"
#include "people/texts.h"

namespace kireise::commands {
namespace {

// "wave.opened" in statements that call audit() or note().
std::set<std::string> noted_actions() {
    static const std::regex literal("\"([a-z_]+\\.[a-z_]+)\"");
    std::set<std::string> out;
    for (const auto& file : std::filesystem::recursive_directory_iterator(std::filesystem::path(KIREISE_SOURCE_DIR) / "src")) {
        const auto name = file.path().filename().string();
        if (file.path().extension() != ".cc" || name.ends_with("_test.cc") || name.ends_with("_bench.cc")) continue;
        for (const auto& statement : split(*read_file(file.path()), ';')) {
            if (statement.find("audit(") == std::string::npos && statement.find("note(") == std::string::npos) continue;
            for (std::sregex_iterator at(statement.begin(), statement.end(), literal), end; at != end; ++at) out.insert((*at)[1]);
        }
    }
    return out;
}

TEST(AuditWords, EveryActionHasThemInBothLanguages) {
    auto actions = noted_actions();
    EXPECT_GE(actions.size(), 22U) << "the search must find what is there";
    EXPECT_TRUE(actions.contains("wave.opened") && actions.contains("account.roles_changed") && actions.contains("settings.changed"));
    for (const auto& kind : journey::funding_kinds()) {
        for (const auto* deed : {"added", "changed", "removed"}) actions.insert("funding." + std::string(kind.id) + "." + deed);
    }
    for (const auto* language : {"de", "en"}) {
        const auto texts = people::built_in_texts(language).value();
        for (const auto& action : actions) EXPECT_TRUE(texts.contains("audit.action." + action)) << language << " " << action;
    }
}

}  // namespace
}  // namespace kireise::commands
