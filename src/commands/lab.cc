#include "commands/lab.h"

namespace kireise::commands {

Result<std::string> usecase_argument(const Arguments& arguments) {
    const auto id = arguments.value("--usecase");
    if (id.empty()) return fail(ErrorKind::invalid, "--usecase is missing; give a use case, for example usecase/mail-sorting.");
    return id.find('/') == std::string::npos ? "usecase/" + id : id;
}

}  // namespace kireise::commands
