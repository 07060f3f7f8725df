#pragma once
// Blind side-by-side rating of two tests of a use case. Everybody who is signed in may rate; coordination and IT open and close it. No page
// of it names an engine before it is closed.
//   GET  /tests/USECASE/rating         the open one (the next case to judge), the results of closed ones
//   POST /tests/USECASE/rating/open    first=RUN second=RUN
//   POST /tests/USECASE/rating/join    draws order and sides for who is signed in
//   POST /tests/USECASE/rating/judge   case=ID choice=a|b|tie
//   POST /tests/USECASE/rating/close

#include <vector>

#include "lab/rating_store.h"
#include "lab/run_export.h"
#include "people/app.h"

namespace kireise::lab {

[[nodiscard]] std::vector<people::Route> rating_routes();

// For a test report: a closed rating between two runs.
[[nodiscard]] ReportPart rating_part(const people::Texts& texts, std::string_view lang, const Rating& rating, const RunSummary& first,
                                     const RunSummary& second);

}  // namespace kireise::lab
