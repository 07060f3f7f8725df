// What the tables hold about a person is in the export, and who is deleted is gone from every table: the id of the account is searched in
// every column of both products.
#include <gmock/gmock.h>

#include <filesystem>

#include "base/json.h"
#include "commands/rooms.h"
#include "engines/find.h"
#include "learning/learning_store.h"
#include "people/account_admin.h"
#include "people/audit.h"
#include "people/testing.h"
#include "policy/guideline_store.h"
#include "usecases/register_store.h"
#include "usecases/testers_store.h"

namespace kireise::commands {
namespace {

using people::Role;
using store::Connection;

// Places that name the person and are not handed out, with the reason.
const std::map<std::string, std::string, std::less<>> not_exported{
    {"audit_key.account", "only links the person to the pseudonym; the entries themselves are handed out, the key is a secret"}};

class PersonInTables : public testing::Test {
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

    // "table.column" -> number of rows that contain the id.
    std::map<std::string, std::size_t, std::less<>> places_of(const std::string& id) {
        std::map<std::string, std::size_t, std::less<>> found;
        for (const auto& [table, column] : columns()) {
            const auto sql = "SELECT count(*) FROM " + table + " WHERE CAST(" + column + " AS TEXT) LIKE :id";
            const auto count =
                town.town().db().read([&](Connection& tx) { return store::query_one<std::int64_t>(tx, sql, "%" + id + "%"); });
            EXPECT_TRUE(count.has_value()) << table << "." << column << ": " << count.error().message;
            if (count && std::get<0>(**count) > 0) found.emplace(table + "." + column, std::get<0>(**count));
        }
        return found;
    }
};

TEST_F(PersonInTables, IsInTheExportAndAfterDeletionInNone) {
    auto& db = town.town().db();
    const auto today = town.town().today();
    const people::Deed by_admin{town.town().random(), town.town().now(), town.account(Role::admin)};
    const people::Deed deed{town.town().random(), town.town().now(), person};
    ASSERT_TRUE(learning::save_levels(db, person, {"profile/clerk", {{"competence/x", 1}}, today}));
    ASSERT_TRUE(learning::record_section(db, person, "course/x", "01.md", today));
    ASSERT_TRUE(learning::record_attempt(db, person, "course/x", {}, today));
    ASSERT_TRUE(db.write([&](Connection& tx) { return learning::record_acknowledgement(tx, person, 1, today); }));
    ASSERT_TRUE(
        usecases::enter_stage(db, deed, usecases::Stage::idea, {"usecase/x", usecases::Stage::testing, "Test", {today, "c", person}}));
    ASSERT_TRUE(usecases::name_tester(db, "usecase/x", person, today));
    ASSERT_TRUE(db.write([&](Connection& tx) {
        return store::execute(
            tx, "INSERT INTO learning_pass (id, account, pass, level, issued, valid_until) VALUES ('p', :by, 'pass/basic', 1, 'a', 'b')",
            person);
    }));
    ASSERT_TRUE(people::invite_again(db, by_admin, person));
    ASSERT_TRUE(db.write([&](Connection& tx) {
        return store::execute(tx, "INSERT INTO identity (issuer, subject, account) VALUES ('https://anmelden.test', 's', :by)", person);
    }));
    ASSERT_TRUE(usecases::decide_ranking(db, deed, 0, {}, {today, "c", person}, "Test"));
    ASSERT_TRUE(db.write([&](Connection& tx) {
        return store::execute(
            tx, "INSERT INTO guideline_adoption (version, commit_id, adopted, effective, adopted_by) VALUES (1, 'c', 'a', 'e', :by)",
            person);
    }));
    ASSERT_TRUE(db.write([&](Connection& tx) {
        const people::Matter matter{people::ParticipationKind::pass, "basic", ""};
        return people::add_participation_step(tx, deed, matter, 0, {.day = today});
    }));
    ASSERT_TRUE(db.write([&](Connection& tx) {
        return store::execute(tx, "INSERT INTO lab_rating_vote (rating, rater, case_id, place, first_is_a) VALUES ('r', :by, 'c', 0, 1)",
                              person);
    }));
    ASSERT_TRUE(people::set_blocked(db, by_admin, person, false));
    const auto places = places_of(person);
    EXPECT_GE(places.size(), 12U) << "the search must find what is there";
    const auto exported = parse_json(town.get("/account/data.json", Role::coordination).body);
    ASSERT_TRUE(exported.has_value()) << exported.error().message;
    for (const auto& [place, rows] : places) {
        if (not_exported.contains(place)) continue;
        const auto table = place.substr(0, place.find('.'));
        EXPECT_EQ((*exported)["data"].value(table, Json::array()).size(), rows) << place << " is not in the export";
    }
    for (const auto& [place, reason] : not_exported) EXPECT_TRUE(places.contains(place)) << place << " is not needed in the list any more";

    const auto deleted =
        people::delete_account(db, by_admin, person, std::make_shared<const std::vector<people::PersonData>>(all_person_data()));
    ASSERT_TRUE(deleted.has_value()) << deleted.error().message;
    EXPECT_THAT(places_of(person), testing::IsEmpty());
    const auto& entries = (*exported)["data"]["audit_entry"];
    ASSERT_EQ(entries.size(), 4U) << "a stage, a ranking, an invitation, a consent";
    EXPECT_GE(people::audit_entries(db, 100)->size(), entries.size()) << "the deeds stay, without the person";
}

}  // namespace
}  // namespace kireise::commands
