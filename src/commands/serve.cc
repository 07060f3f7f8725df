#include <fmt/ostream.h>

#include "commands/all.h"
#include "commands/portal.h"

namespace kireise::commands {
namespace {

Result<> serve_town(const Arguments& arguments, Io& io) {
    const auto town = TRY(open_existing_town(arguments.value("--data")));
    return serve(*town, arguments.value("--listen"), io);
}

}  // namespace

Command serve_command() {
    return {"serve", "src/commands/serve.md", {}, {{"--data", "DIR", "demo-data"}, {"--listen", "ADDRESS:PORT", "127.0.0.1:8080"}}, serve_town};
}

}  // namespace kireise::commands
