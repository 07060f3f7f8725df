#pragma once
// Sending a report to the town's portal: the report and nothing else (`kireise probe --send`).

#include <optional>
#include <string>

#include "base/result.h"
#include "commands/command.h"
#include "placement/probe_report.h"

namespace kireise::commands {

struct Sending {
    std::string address;  // of the portal, with the path for reports
    std::string token;    // not needed for a dry run
    std::string ca_file;  // PEM; "" for the certificate authorities of the system
    bool dry_run = false;
};

// "https://ki.stadt.example/t/halle/" -> "https://ki.stadt.example/t/halle/workstations/reports". invalid: neither https:// nor http:// to
// this machine itself, or with a user, query or fragment.
[[nodiscard]] Result<std::string> report_address(std::string_view portal);

// What --send, --token, --token-file, --ca-file and --dry-run ask for, checked before anything is measured; nullopt without --send. The
// token may also stand in KIREISE_PROBE_TOKEN (`environment`): arguments of a program can be seen by others.
[[nodiscard]] Result<std::optional<Sending>> sending_of(const Arguments& arguments, const char* environment);

// The report in --report, as it was measured before.
[[nodiscard]] Result<placement::ProbeReport> report_of_file(const std::string& file);

// Sends, or shows what would be sent, and prints the portal's sentence. unauthenticated, conflict, too_large, busy, invalid, unavailable:
// as the portal says.
[[nodiscard]] Result<> send_report(const Sending& sending, const placement::ProbeReport& report, Io& io);

}  // namespace kireise::commands
