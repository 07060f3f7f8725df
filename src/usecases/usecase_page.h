#pragma once
// The page of one use case, as its readers and all forms on it show it again.

#include <memory>
#include <string>

#include "people/app.h"
#include "usecases/ranking.h"
#include "usecases/stage.h"

namespace kireise::usecases {

// The newest content, judged.
struct State {
    std::string commit;
    std::shared_ptr<const blueprint::Snapshot> content;
    Ranking ranking;
};
[[nodiscard]] Result<State> state_of(const people::Context& context);

// The use case that {slug} names; not_found as the error page wants it.
[[nodiscard]] Result<const blueprint::UseCase*> usecase_of(const people::Context& context, const blueprint::Snapshot& content);

[[nodiscard]] Readiness readiness_of(const Ranking& ranking, std::string_view usecase);

// Sentences for the forms of the page; empty: nothing is wrong.
struct PageProblems {
    std::string stage;
    std::string tester;
};

// Status 400 with a problem, and what was typed stays in its form.
[[nodiscard]] Result<net::Outcome> usecase_page(const people::Context& context, const PageProblems& problems = {});

}  // namespace kireise::usecases
