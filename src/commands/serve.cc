#include "commands/all.h"
#include "commands/portal.h"

namespace kireise::commands {
namespace {

Result<> serve_towns(const Arguments& arguments, Io& io) { return serve(installation_of(arguments), arguments.value("--listen"), io); }

}  // namespace

Command serve_command() {
    return {"serve",
            "src/commands/serve.md",
            {},
            {{"--data", "DIR", "demo-data"}, {"--database", "URL"}, {"--listen", "ADDRESS:PORT", "127.0.0.1:8080"}},
            serve_towns};
}

}  // namespace kireise::commands
