#include "people/housekeeping.h"

#include <iterator>
#include <set>

#include "base/json.h"

namespace kireise::people {
namespace {

using store::Connection;

Result<std::int64_t> remove_expired(const Town& town) {
    return town.db().write([now = town.now()](Connection& tx) -> Result<std::int64_t> {
        std::int64_t removed = 0;
        for (const auto* sql : {"DELETE FROM session WHERE expires <= :now", "DELETE FROM invitation WHERE expires <= :now",
                                "DELETE FROM sign_in_attempt WHERE expires <= :now"}) {
            removed += TRY(store::execute(tx, sql, now));
        }
        return removed;
    });
}

// What gets its name after the names were read is too young to be removed.
Result<std::int64_t> remove_documents(const Town& town, const std::vector<DocumentRoom>& rooms) {
    const auto named = TRY(town.db().read([&](Connection& tx) -> Result<std::set<std::string>> {
        std::set<std::string> all;
        for (const auto& room : rooms) {
            auto of_room = TRY(room.named(tx));
            all.insert(std::make_move_iterator(of_room.begin()), std::make_move_iterator(of_room.end()));
        }
        return all;
    }));
    return static_cast<std::int64_t>(TRY(store::remove_unnamed(town.documents(), named, town.now())));
}

// Somebody may be reading just now; what is deleted is then overwritten the next time.
Result<> overwrite_deleted(const Town& town) {
    const auto done = town.db().purge_deleted();
    if (!done && done.error().kind == ErrorKind::busy) return {};
    return done;
}

Result<std::string> tidy(const Town& town, const std::vector<DocumentRoom>& rooms, const store::Report& report) {
    const auto expired = TRY(remove_expired(town));
    TRY(report(0.25));
    const auto documents = TRY(remove_documents(town, rooms));
    TRY(report(0.5));
    const auto jobs = TRY(town.db().write([&](Connection& tx) { return store::forget_ended_jobs(tx, town.now() - keep_ended_jobs); }));
    TRY(report(0.75));
    TRY(overwrite_deleted(town));
    return Json{{"expired", expired}, {"documents", documents}, {"jobs", jobs}}.dump();
}

}  // namespace

Result<> plan_housekeeping(const Town& town) {
    const auto newest = TRY(store::list_jobs(town.db(), std::string(housekeeping), 1));
    if (!newest.empty() && town.now() - newest.front().created < std::chrono::days{1}) return {};
    TRY(town.db().write([&](Connection& tx) { return store::add_job(tx, town.random(), town.now(), std::string(housekeeping), ""); }));
    return {};
}

store::JobHandler housekeeping_handler(const Town& town, std::vector<DocumentRoom> rooms) {
    return [&town, rooms = std::move(rooms)](const std::string&, const store::Report& report) { return tidy(town, rooms, report); };
}

}  // namespace kireise::people
