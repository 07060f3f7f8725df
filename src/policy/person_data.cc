#include "policy/person_data.h"

namespace kireise::policy {
namespace {

Result<std::vector<people::PersonTable>> report(store::Connection& tx, const std::string& account) {
    using Kind = people::PersonColumn::Kind;
    return std::vector{
        TRY(people::person_rows(tx, "guideline_adoption", "adopted_by", {{"version", Kind::number}, {"adopted"}, {"effective"}}, account))};
}

}  // namespace

people::PersonData policy_person_data() {
    return {"policy",
            [](store::Connection& tx, const std::string& account) -> Result<> {
                TRY(store::execute(tx, "UPDATE guideline_adoption SET adopted_by = '' WHERE adopted_by = :account", account));
                return {};
            },
            report};
}

}  // namespace kireise::policy
