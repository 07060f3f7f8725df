#include "policy/person_data.h"

namespace kireise::policy {

people::PersonData policy_person_data() {
    return {"policy", [](store::Connection& tx, const std::string& account) -> Result<> {
                TRY(store::execute(tx, "UPDATE guideline_adoption SET adopted_by = '' WHERE adopted_by = :account", account));
                return {};
            }};
}

}  // namespace kireise::policy
