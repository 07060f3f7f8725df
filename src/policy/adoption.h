#pragma once
// What a town has adopted, and the gate that executes it. Adopting writes guideline/town.yaml as a commit of the town's content first
// and a row that pins this commit second: what is quoted later is what was adopted, whatever the content says by then.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "people/town.h"
#include "policy/gate.h"

namespace kireise::policy {

struct Adopted {
    int version = 0;  // from 1
    std::string commit;
    Date adopted;
    Date effective;
    std::string organ;
    std::string number;  // file or resolution number; may be empty
    Answers answers;
    AssembledGuideline guideline;
    Gate gate;
    std::shared_ptr<const blueprint::Snapshot> content;  // of that commit
};

// The version adopted last, also when it comes into effect later; nullptr when there is none.
[[nodiscard]] Result<std::shared_ptr<const Adopted>> adopted(const people::Town& town);

// The version that applies today; nullptr when there is none.
[[nodiscard]] Result<std::shared_ptr<const Adopted>> in_force(const people::Town& town);

// For all that sends data to an engine. Without a guideline in force everything is refused (Ground::no_guideline).
[[nodiscard]] Result<Decision> decide(const people::Town& town, const Request& request);

// Who adopted what, and when.
struct Resolution {
    std::string town;
    std::string land;
    std::string organ;
    std::string number;
    Date adopted;
    Date effective;  // from this day on the gate executes it
};

inline constexpr std::size_t organ_limit = 120;  // bytes
inline constexpr std::size_t number_limit = 60;
inline constexpr std::size_t town_limit = 120;
inline constexpr std::size_t land_limit = 60;

enum class ResolutionProblem { town, land, organ, number, adopted, effective };

constexpr blueprint::EnumIds<ResolutionProblem, 6> enum_ids(ResolutionProblem) {
    return {{{ResolutionProblem::town, "town"},
             {ResolutionProblem::land, "land"},
             {ResolutionProblem::organ, "organ"},
             {ResolutionProblem::number, "number"},
             {ResolutionProblem::adopted, "adopted"},
             {ResolutionProblem::effective, "effective"}}};
}

// Texts within their limits and, but for the number, not empty; adopted today or before, in effect then or later.
[[nodiscard]] std::vector<ResolutionProblem> problems_of(const Resolution& resolution, Date today);

// Adopts the clauses of the commit `seen`, which must still be the newest one (else conflict), and gives the new version. invalid when a
// question is not answered or the resolution has problems; forbidden without consent of the staff council. `account` is the random id of
// who enters it.
[[nodiscard]] Result<int> adopt(const people::Town& town, const std::string& account, const std::string& seen, const Answers& answers,
                                const Resolution& resolution);

}  // namespace kireise::policy
