#pragma once
// The gate: may this data go to an engine that stands there? It executes the rules of a guideline and answers with the clause.
// A clause that refuses wins over any that allows; what no clause covers is refused.

#include <array>
#include <string>
#include <vector>

#include "blueprint/vocabulary.h"
#include "policy/assembly.h"

namespace kireise::policy {

using blueprint::Condition;
using blueprint::DataClass;
using blueprint::EngineLocation;

struct Request {
    DataClass data = DataClass::vs_nfd;
    EngineLocation engine = EngineLocation::public_cloud;
    bool pass = false;                // the person holds a valid KI-Pass
    bool registered_usecase = false;  // the request belongs to a released use case
};

enum class Ground {
    allowed,
    condition_missing,  // a clause would allow it, but demands what the request does not have
    refused,            // a clause forbids it
    uncovered,          // no clause says anything
    no_guideline,       // none is adopted
};

constexpr blueprint::EnumIds<Ground, 5> enum_ids(Ground) {
    return {{{Ground::allowed, "allowed"},
             {Ground::condition_missing, "condition-missing"},
             {Ground::refused, "refused"},
             {Ground::uncovered, "uncovered"},
             {Ground::no_guideline, "no-guideline"}}};
}

struct Decision {
    Ground ground = Ground::no_guideline;
    std::vector<Condition> missing;  // what the request would need besides
    std::vector<Condition> duties;   // what the person has to do with the result (human_check, label)
    std::string clause;              // id of the clause that is quoted; empty where none is
    int number = 0;                  // its §
    std::string title;
    std::string short_text;

    [[nodiscard]] bool allowed() const { return ground == Ground::allowed; }
};

// The rules of a guideline, sorted by what they apply to.
struct Gate {
    struct Match {
        blueprint::Effect effect = blueprint::Effect::refuse;
        std::vector<Condition> conditions;
        std::size_t clause = 0;  // index into clauses
    };
    struct Quote {
        std::string id;
        int number = 0;
        std::string title;
        std::string short_text;
    };
    std::vector<Quote> clauses;
    std::array<std::array<std::vector<Match>, blueprint::engine_locations.size()>, blueprint::data_classes.size()> cells;

    [[nodiscard]] const std::vector<Match>& at(DataClass data, EngineLocation engine) const {
        return cells[static_cast<std::size_t>(data)][static_cast<std::size_t>(engine)];
    }
};

[[nodiscard]] Gate make_gate(const AssembledGuideline& guideline);
[[nodiscard]] Decision decide(const Gate& gate, const Request& request);

// The best that can be had for this data there: with everything at hand that a clause may demand.
struct CellSummary {
    Decision decision;                  // as if all conditions were met
    std::vector<Condition> conditions;  // all that are demanded, each once
};
[[nodiscard]] CellSummary summary(const Gate& gate, DataClass data, EngineLocation engine);

}  // namespace kireise::policy
