#include "learning/person_data.h"

#include <fmt/core.h>

#include <array>

namespace kireise::learning {
namespace {

constexpr std::array tables{"learning_levels", "learning_section", "learning_attempt", "learning_acknowledgement", "learning_pass"};

}  // namespace

people::PersonData learning_person_data() {
    return {"learning", [](store::Connection& tx, const std::string& account) -> Result<> {
                for (const auto* table : tables)
                    TRY(store::execute(tx, fmt::format("DELETE FROM {} WHERE account = :account", table), account));
                return {};
            }};
}

}  // namespace kireise::learning
