#include "lab/trial_store.h"

#include <fmt/core.h>

#include "people/audit.h"

namespace kireise::lab {
namespace {

using store::Connection;

std::string text_of(const Trial& trial) { return to_json(trial).dump(-1, ' ', false, Json::error_handler_t::replace); }

Result<> note(Connection& tx, const people::Deed& deed, const Trial& trial, int version) {
    if (trial.decided()) return people::audit(tx, deed, "lab.trial_decided", trial.usecase, std::string(blueprint::to_id(trial.decision)));
    return people::audit(tx, deed, "lab.trial_saved", trial.usecase, fmt::format("version {}", version));
}

Result<std::string> add(Connection& tx, const people::Deed& deed, const Trial& trial) {
    const auto open =
        TRY(store::query_one<std::string>(tx, "SELECT id FROM lab_trial WHERE usecase = :usecase AND decided = 0", trial.usecase));
    if (open) return fail(ErrorKind::conflict, "Somebody else has begun a Praxistest of this use case meanwhile; load the page again.");
    const auto id = random_id(deed.random);
    const auto last = TRY(store::query_one<std::int64_t>(tx, "SELECT COALESCE(MAX(number), 0) FROM lab_trial"));
    TRY(store::execute(tx,
                       "INSERT INTO lab_trial (id, number, usecase, version, decided, body)"
                       " VALUES (:id, :number, :usecase, 1, :decided, :body)",
                       id, std::get<0>(*last) + 1, trial.usecase, trial.decided() ? 1 : 0, text_of(trial)));
    TRY(note(tx, deed, trial, 1));
    return id;
}

Result<std::string> change(Connection& tx, const people::Deed& deed, const Trial& trial) {
    const auto changed = TRY(store::execute(tx,
                                            "UPDATE lab_trial SET version = version + 1, decided = :decided, body = :body"
                                            " WHERE id = :id AND usecase = :usecase AND version = :version AND decided = 0",
                                            trial.decided() ? 1 : 0, text_of(trial), trial.id, trial.usecase, trial.version));
    if (changed == 0)
        return fail(ErrorKind::conflict,
                    "Somebody else has changed this Praxistest meanwhile; load the page again and enter your changes anew.");
    TRY(note(tx, deed, trial, trial.version + 1));
    return trial.id;
}

}  // namespace

Result<std::vector<Trial>> trials_of(store::Database& db, const std::string& usecase) {
    const auto rows = TRY(db.read([&](Connection& tx) {
        return store::query<std::string, std::int64_t, std::string>(
            tx, "SELECT id, version, body FROM lab_trial WHERE usecase = :usecase ORDER BY number DESC LIMIT 50", usecase);
    }));
    std::vector<Trial> out;
    for (const auto& [id, version, body] : rows) {
        auto trial = TRY(trial_from_json(TRY(parse_json(body))));
        trial.id = id;
        trial.version = static_cast<int>(version);
        out.push_back(std::move(trial));
    }
    return out;
}

Result<std::string> save_trial(store::Database& db, const people::Deed& deed, const Trial& trial) {
    if (!problems_of(trial).empty()) return fail(ErrorKind::invalid, "The Praxistest is not complete, or has values that cannot be.");
    return db.write([&](Connection& tx) { return trial.id.empty() ? add(tx, deed, trial) : change(tx, deed, trial); });
}

}  // namespace kireise::lab
