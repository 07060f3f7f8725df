#pragma once
// The Praxistest with people. What it holds is about few colleagues, so only those may read it who organise or supervise it.
//   GET  /tests/USECASE/trial          the open one, or the newest; ?new=1 begins another; coordination, IT, data protection, staff council
//   POST /tests/USECASE/trial          saves; with "decide" it is decided and stays as it is; coordination, IT

#include <vector>

#include "lab/run_export.h"
#include "lab/trial.h"
#include "people/app.h"

namespace kireise::lab {

[[nodiscard]] std::vector<people::Route> trial_routes();

inline constexpr people::Roles trial_readers =
    people::only(people::Role::coordination, people::Role::it, people::Role::data_protection, people::Role::staff_council);

// For a test report.
[[nodiscard]] ReportPart trial_part(const people::Texts& texts, std::string_view lang, const blueprint::Snapshot& content,
                                    const blueprint::UseCase& usecase, const Trial& trial);

}  // namespace kireise::lab
