#pragma once
// What the portal tidies up by itself: sessions, codes and waiting times that have run out, documents that no row names, jobs that ended
// long ago; then deleted content is overwritten in the database's files. A durable job (store/jobs.h), once a day for each town.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "people/app.h"
#include "store/jobs.h"

namespace kireise::people {

inline constexpr std::string_view housekeeping = "housekeeping";  // the job's kind
inline constexpr std::chrono::days keep_ended_jobs{30};

// A room that keeps documents in Town::documents() says which ones its rows name; what no room names is removed after a day.
struct DocumentRoom {
    std::string_view room;
    std::function<Result<std::vector<std::string>>(store::Connection& tx)> named;
};

// Adds the job, unless the newest one is younger than a day.
[[nodiscard]] Result<> plan_housekeeping(const Town& town);

// Runs it. The job's result is JSON: {"expired": rows, "documents": files, "jobs": rows}. The town outlives the handler.
[[nodiscard]] store::JobHandler housekeeping_handler(const Town& town, std::vector<DocumentRoom> rooms);

// /jobs: what runs in the background, for administration and IT; begin the housekeeping, cancel a job.
[[nodiscard]] std::vector<Route> job_routes();

}  // namespace kireise::people
