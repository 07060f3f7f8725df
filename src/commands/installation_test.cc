#include "commands/installation.h"

#include <gmock/gmock.h>

#include "base/files.h"

namespace kireise::commands {
namespace {

TEST(InstallationOfACommand, IsTheOneThatTheServerServes) {
    const auto folder = *TempDir::create();
    const auto configured = (folder.path() / "configured").string();
    const auto given = (folder.path() / "given").string();
    ASSERT_TRUE(write_file(folder.path() / "kireise.yaml", "data: " + configured + "\n"));
    Arguments arguments{{{"--config", (folder.path() / "kireise.yaml").string()}}, {}};
    EXPECT_EQ(installation_of(arguments)->data(), configured);
    arguments.values["--data"] = given;
    EXPECT_EQ(installation_of(arguments)->data(), given) << "what is said on the command line stands over the file";
    arguments.values["--config"] = (folder.path() / "other.yaml").string();
    EXPECT_FALSE(installation_of(arguments)) << "a file that is named must be there";
}

}  // namespace
}  // namespace kireise::commands
