#include "policy/acknowledgement.h"

#include "learning/learning_store.h"

namespace kireise::policy {

Result<> acknowledge(const people::Town& town, const std::string& account, const Adopted& edition) {
    return town.db().write(
        [&](store::Connection& tx) { return learning::record_acknowledgement(tx, account, edition.version, town.today()); });
}

Result<std::optional<Date>> acknowledged_on(const people::Town& town, const std::string& account, const Adopted& edition) {
    return learning::acknowledged_on(town.db(), account, edition.version);
}

Result<bool> has_acknowledged(const people::Town& town, const std::string& account, const Adopted& edition) {
    return TRY(learning::acknowledged(town.db(), account)).value_or(0) >= edition.version;
}

Result<int> acknowledgements(const people::Town& town, const Adopted& edition) {
    return learning::acknowledgements(town.db(), edition.version);
}

}  // namespace kireise::policy
