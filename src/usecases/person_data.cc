#include "usecases/person_data.h"

namespace kireise::usecases {
namespace {

Result<std::vector<people::PersonTable>> report(store::Connection& tx, const std::string& account) {
    using Kind = people::PersonColumn::Kind;
    std::vector<people::PersonTable> out;
    out.push_back(TRY(people::person_rows(tx, "usecase_tester", "account", {{"usecase"}, {"named_on"}}, account)));
    out.push_back(
        TRY(people::person_rows(tx, "usecase_stage", "decided_by", {{"usecase"}, {"stage"}, {"reason"}, {"decided_on"}}, account)));
    out.push_back(TRY(people::person_rows(tx, "usecase_ranking", "decided_by", {{"number", Kind::number}, {"decided_on"}}, account)));
    return out;
}

}  // namespace

people::PersonData usecases_person_data() {
    return {"usecases",
            [](store::Connection& tx, const std::string& account) -> Result<> {
                TRY(store::execute(tx, "DELETE FROM usecase_tester WHERE account = :account", account));
                TRY(store::execute(tx, "UPDATE usecase_stage SET decided_by = '' WHERE decided_by = :account", account));
                TRY(store::execute(tx, "UPDATE usecase_ranking SET decided_by = '' WHERE decided_by = :account", account));
                return {};
            },
            report};
}

}  // namespace kireise::usecases
