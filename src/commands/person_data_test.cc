// Who is deleted is gone from every table: the id of the account is searched in all of them.
#include <gmock/gmock.h>

#include <filesystem>

#include "commands/rooms.h"
#include "engines/find.h"
#include "learning/learning_store.h"
#include "people/account_admin.h"
#include "people/testing.h"
#include "policy/guideline_store.h"
#include "usecases/register_store.h"
#include "usecases/testers_store.h"

namespace kireise::commands {
namespace {

using people::Role;
using store::Connection;

class PersonDeleted : public testing::Test {
   protected:
    TempDir folder = *TempDir::create();
    assistant::EngineHub engines{*assistant::engine_settings({}, engines::engine_places_from_environment(), folder.path())};
    people::TestTown town{all_migrations(), all_routes(engines)};
    const std::string person = town.account(Role::coordination);

    // Tables and columns of the database, of either product.
    std::vector<std::pair<std::string, std::string>> columns() {
        const bool sqlite = std::filesystem::exists(town.town().folder() / "town.db");
        const auto* sql =
            sqlite ? "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
                   : "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()";
        std::vector<std::pair<std::string, std::string>> out;
        const auto rows = town.town().db().read([&](Connection& tx) { return store::query<std::string, std::string>(tx, sql); });
        EXPECT_TRUE(rows.has_value()) << rows.error().message;
        for (const auto& [table, column] : *rows) out.emplace_back(table, column);
        return out;
    }

    std::vector<std::string> places_of(const std::string& id) {
        std::vector<std::string> found;
        for (const auto& [table, column] : columns()) {
            const auto sql = "SELECT count(*) FROM " + table + " WHERE CAST(" + column + " AS TEXT) LIKE :id";
            const auto count =
                town.town().db().read([&](Connection& tx) { return store::query_one<std::int64_t>(tx, sql, "%" + id + "%"); });
            EXPECT_TRUE(count.has_value()) << table << "." << column << ": " << count.error().message;
            if (count && std::get<0>(**count) > 0) found.push_back(table + "." + column);
        }
        return found;
    }
};

TEST_F(PersonDeleted, LeavesItsIdInNoTable) {
    auto& db = town.town().db();
    const auto today = town.town().today();
    ASSERT_TRUE(learning::save_levels(db, person, {"profile/clerk", {{"competence/x", 1}}, today}));
    ASSERT_TRUE(learning::record_section(db, person, "course/x", "01.md", today));
    ASSERT_TRUE(learning::record_attempt(db, person, "course/x", {}, today));
    ASSERT_TRUE(db.write([&](Connection& tx) { return learning::record_acknowledgement(tx, person, 1, today); }));
    ASSERT_TRUE(usecases::enter_stage(db, usecases::Stage::idea, {"usecase/x", usecases::Stage::testing, "Test", {today, "c", person}}));
    ASSERT_TRUE(usecases::name_tester(db, "usecase/x", person, today));
    ASSERT_TRUE(usecases::decide_ranking(db, {}, {today, "c", person}, "Test"));
    ASSERT_TRUE(db.write([&](Connection& tx) {
        return store::execute(
            tx, "INSERT INTO guideline_adoption (version, commit_id, adopted, effective, adopted_by) VALUES (1, 'c', 'a', 'e', :by)",
            person);
    }));
    const people::Deed deed{town.town().random(), town.town().now(), person};
    ASSERT_TRUE(people::end_sessions_of(db, deed, person));
    EXPECT_GE(places_of(person).size(), 9U) << "the search must find what is there";

    const people::Deed by_admin{town.town().random(), town.town().now(), town.account(Role::admin)};
    const auto deleted =
        people::delete_account(db, by_admin, person, std::make_shared<const std::vector<people::PersonData>>(all_person_data()));
    ASSERT_TRUE(deleted.has_value()) << deleted.error().message;
    EXPECT_THAT(places_of(person), testing::IsEmpty());
}

}  // namespace
}  // namespace kireise::commands
