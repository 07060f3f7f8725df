#pragma once
// How far a PC carries a use case: the longest document, the number of people at once, the least memory. Pure.

#include "blueprint/usecase_types.h"
#include "placement/hardware.h"
#include "placement/speed.h"

namespace kireise::placement {

struct Limits {
    double pages = 0;       // of the longest text that is read within the limits, whole workload included; 0: not even a usual one
    bool all_long = false;  // texts of nine in ten cases are within the limits, so `pages` limits little
    int users = 0;          // people whose usual requests come at the same moment, answered one after the other within the limits
    int memory_gib = 0;     // step of installed memory from which on the model fits beside what the PC used when it was measured
};

[[nodiscard]] bool in_time(const RequestTime& time, const blueprint::Speed& limit);

// The text that is read and the answer grow together: along the line from the usual case (p50) through the long one (p90) on to the longest
// (max). pages and users; falls to 0 when the usual case is too slow.
[[nodiscard]] Limits limits_of(const ModelSpeed& speed, const blueprint::Workload& workload, const blueprint::Speed& limit);

// Requests wait for each other: the last one begins when the others are done.
[[nodiscard]] int users_at_once(const RequestTime& usual, const blueprint::Speed& limit);

// GiB as memory is sold; 0 when the memory of the PC is not known.
[[nodiscard]] int least_memory(std::uint64_t need_bytes, const Hardware& hardware);

}  // namespace kireise::placement
