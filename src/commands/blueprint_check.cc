#include <fmt/core.h>
#include <fmt/ostream.h>

#include "base/json.h"
#include "blueprint/check.h"
#include "blueprint/tree.h"
#include "commands/all.h"

namespace kireise::commands {
namespace {

Json to_json(const blueprint::Finding& finding) {
    return {{"file", finding.file}, {"line", finding.line}, {"field", finding.field}, {"expectation", finding.expectation}};
}

Result<> check_folder(const Arguments& arguments, Io& io) {
    const auto given = arguments.value("FOLDER");
    const auto tree = TRY(blueprint::read_tree(given.empty() ? "blueprint" : given));
    const auto findings = blueprint::check(tree);
    if (io.json) {
        auto list = Json::array();
        for (const auto& finding : findings) list.push_back(to_json(finding));
        fmt::print(io.out, "{}\n", Json{{"files", tree.size()}, {"findings", list}}.dump(2));
    } else {
        for (const auto& finding : findings) fmt::print(io.out, "{}\n", to_string(finding));
        if (findings.empty())
            fmt::print(io.out, "{}\n", people::fill(io.t("commands.check.fine"), {{"files", std::to_string(tree.size())}}));
    }
    if (!findings.empty()) return fail(ErrorKind::invalid, fmt::format("{} findings; see the list.", findings.size()));
    return {};
}

}  // namespace

Command blueprint_check_command() {
    return {"blueprint check", "src/commands/blueprint_check.md", {{"FOLDER", false}}, {{"--json"}}, check_folder};
}

}  // namespace kireise::commands
