#pragma once
// What `kireise probe` prints for people. Inside this room only.

#include "blueprint/snapshot.h"
#include "commands/command.h"
#include "placement/probe_report.h"

namespace kireise::commands {

// The PC, and for each measured model class its speeds, its memory, and how long people wait for the use cases of `content`. Classes that
// `content` lacks have no waiting times.
[[nodiscard]] Result<> print_probe(Io& io, const placement::ProbeReport& report, const blueprint::Snapshot& content);

}  // namespace kireise::commands
