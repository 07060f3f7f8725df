#pragma once
// What runs on our own PCs. Anyone signed in may read; coordination and IT may add measurements.
//   GET  /workstations            measured PCs in plain words, how to measure
//   POST /workstations            a report of `kireise probe`: multipart, file "report" (blueprint/schemas/probe.schema.json, at most 256
//   KiB),
//                                 "name" of the PC (at most 60 characters, may be empty)
//   GET  /workstations/ID.json    the report as it was received
//   GET  /verdicts                every use case with its two legs
//   GET  /verdicts.csv            the same as a table, see verdicts_csv()
//   GET  /verdicts/USECASE        one use case, every figure with its measurement

#include <vector>

#include "people/app.h"

namespace kireise::placement {

[[nodiscard]] std::vector<people::Route> workstation_routes();
[[nodiscard]] std::vector<people::Route> verdict_routes();
[[nodiscard]] std::vector<people::Route> placement_routes();  // all of them

}  // namespace kireise::placement
