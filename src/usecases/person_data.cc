#include "usecases/person_data.h"

namespace kireise::usecases {

people::PersonData usecases_person_data() {
    return {"usecases", [](store::Connection& tx, const std::string& account) -> Result<> {
                TRY(store::execute(tx, "DELETE FROM usecase_tester WHERE account = :account", account));
                TRY(store::execute(tx, "UPDATE usecase_stage SET decided_by = '' WHERE decided_by = :account", account));
                TRY(store::execute(tx, "UPDATE usecase_ranking SET decided_by = '' WHERE decided_by = :account", account));
                return {};
            }};
}

}  // namespace kireise::usecases
