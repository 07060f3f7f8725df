#include "people/audit.h"

#include <fmt/core.h>
#include <fmt/ostream.h>

#include "base/json.h"
#include "commands/all.h"
#include "commands/installation.h"

namespace kireise::commands {
namespace {

// An internal error (exit code 1): nothing else of this command ends so, and a watching script can tell it from a mistake in the call.
Result<> judge(const people::AuditProof& proof, const std::string& anchor) {
    if (proof.broken) {
        return fail(ErrorKind::internal,
                    fmt::format("The audit trail is broken: {} The first {} entries are sound. Restore the database from a "
                                "backup, or find out who changed it.",
                                proof.problem, *proof.broken - 1));
    }
    if (!proof.anchored) {
        return fail(
            ErrorKind::internal,
            fmt::format("The head {} does not stand in the audit trail: its newest entries were cut off, or it belongs to another town.",
                        anchor));
    }
    return {};
}

Result<> verify(const Arguments& arguments, Io& io) {
    const auto town = TRY(open_town(arguments));
    const auto anchor = arguments.value("--head");
    const auto proof = TRY(people::verify_audit(town->db(), anchor));
    if (io.json) {
        Json out{{"whole", !proof.broken && proof.anchored}, {"entries", proof.entries}, {"head", proof.head}};
        if (proof.broken) out.update({{"broken", *proof.broken}, {"problem", proof.problem}});
        if (!anchor.empty()) out["head_found"] = proof.anchored;
        fmt::print(io.out, "{}\n", out.dump(2));
    } else if (!proof.broken && proof.anchored) {
        fmt::print(io.out, "{}\n",
                   people::fill(io.t("audit.command_whole"), {{"entries", std::to_string(proof.entries)}, {"head", proof.head}}));
    }
    return judge(proof, anchor);
}

Result<> head(const Arguments& arguments, Io& io) {
    const auto town = TRY(open_town(arguments));
    const auto newest = TRY(people::audit_head(town->db()));
    if (io.json) fmt::print(io.out, "{}\n", Json{{"entries", newest.entries}, {"head", newest.hash}}.dump(2));
    else fmt::print(io.out, "{} {}\n", newest.entries, newest.hash);
    return {};
}

}  // namespace

Command audit_verify_command() {
    return {"audit verify", "src/commands/audit_verify.md", {}, with_town_options({{"--head", "HASH"}, {"--json"}}), verify};
}

Command audit_head_command() { return {"audit head", "src/commands/audit_head.md", {}, with_town_options({{"--json"}}), head}; }

}  // namespace kireise::commands
