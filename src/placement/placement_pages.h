#pragma once
// What runs on our own PCs. Anyone signed in may read; coordination and IT may add measurements.
//   GET  /workstations            measured PCs in plain words, how to measure
//   POST /workstations            a report of `kireise probe`: multipart, file "report" (blueprint/schemas/probe.schema.json, at most
//                                 256 KiB), "name" of the PC (at most 60 characters, may be empty)
//   GET  /workstations/ID.json    the report as it was received
//   GET  /workstations/inventory  the town's list of PCs; POST: multipart, file "inventory" (inventory.h), "leave_out" = "yes" to do
//                                 without the lines that are not understood
//   GET  /workstations/tokens     tokens for sending reports; POST: "name", "days"; POST .../ID/revoke. IT only
//   POST /workstations/reports    a report as JSON (256 KiB) with "Authorization: Bearer TOKEN"; answers a sentence with 201, 400, 401,
//                                 409, 413 or 429
//   GET  /verdicts                every use case with its two legs; ?class=SLUG for another class of PCs, ?place=ID for those with this
//                                 result
//   GET  /verdicts.csv .odt .ods  the same as files; ?class as above
//   GET  /verdicts/USECASE        one use case, every figure with its measurement
//   GET  /verdicts/USECASE/CLASS  the same on one class of PCs

#include <vector>

#include "people/app.h"

namespace kireise::placement {

[[nodiscard]] std::vector<people::Route> workstation_routes();
[[nodiscard]] std::vector<people::Route> inventory_routes();
[[nodiscard]] std::vector<people::Route> report_token_routes();
[[nodiscard]] std::vector<people::Route> verdict_routes();
[[nodiscard]] std::vector<people::Route> placement_routes();  // all of them

}  // namespace kireise::placement
