#include "people/audit.h"

#include <gmock/gmock.h>

#include "store/testing.h"

namespace kireise::people {
namespace {

using store::Connection;

class Audit : public testing::TestWithParam<store::Product> {
   protected:
    void SetUp() override {
        auto opened = files.open();
        ASSERT_TRUE(opened.has_value()) << opened.error().message;
        db = *std::move(opened);
        ASSERT_TRUE(store::migrate(*db, {audit_migrations()}));
    }

    void note(const std::string& account, const std::string& action, const std::string& object = "") {
        now += std::chrono::seconds{1};
        const auto done = db->write([&](Connection& tx) { return audit(tx, random, now, {account, action, object, {}}); });
        ASSERT_TRUE(done.has_value()) << done.error().message;
    }
    void tamper(const std::string& sql) {
        ASSERT_TRUE(db->write([&](Connection& tx) { return store::execute(tx, sql); }));
    }
    AuditProof verify(std::string_view anchor = {}) { return *verify_audit(*db, anchor); }
    std::optional<std::string> name(const std::string& account) {
        return *db->read([&](Connection& tx) { return audit_name(tx, account); });
    }

    store::TestDatabase files{GetParam()};
    std::unique_ptr<store::Database> db;
    Random random = system_random();
    Instant now{std::chrono::milliseconds{1'800'000'000'000}};
};

TEST_P(Audit, EachEntryFollowsFromTheOneBefore) {
    EXPECT_EQ(verify().entries, 0);
    note("alice", "account.created", "bob");
    note("", "backup.made");
    note("alice", "guideline.adopted", "guideline/1");
    const auto proof = verify();
    EXPECT_EQ(proof.entries, 3);
    EXPECT_FALSE(proof.broken);
    const auto entries = *audit_entries(*db, 2);
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].action, "guideline.adopted");
    EXPECT_EQ(entries[0].hash, proof.head);
    EXPECT_EQ(entries[1].actor, "system");
    EXPECT_EQ(audit_entries(*db, 10, {.action = "", .from = {}, .until = {}, .before = entries[1].number})->front().action,
              "account.created");
}

TEST_P(Audit, APersonActedOnIsNamedLikeOneWhoActs) {
    note("alice", "account.blocked", "account/bob");
    const auto entry = audit_entries(*db, 1)->front();
    EXPECT_EQ(entry.object, "account/" + name("bob").value_or("?"));
    EXPECT_THAT(entry.object, testing::Not(testing::HasSubstr("bob")));
}

TEST_P(Audit, NamesTheFirstBrokenLink) {
    for (int i = 0; i < 5; ++i) note("alice", "step", std::to_string(i));
    tamper("UPDATE audit_entry SET object = 'x' WHERE number = 3");
    EXPECT_EQ(verify().broken, 3);
    EXPECT_THAT(verify().problem, testing::HasSubstr("Entry 3"));
}

TEST_P(Audit, SeesAMissingEntryAndAForgedOne) {
    for (int i = 0; i < 4; ++i) note("alice", "step", std::to_string(i));
    tamper("DELETE FROM audit_entry WHERE number = 2");
    EXPECT_EQ(verify().broken, 2);
    tamper("UPDATE audit_entry SET number = 2 WHERE number = 3");
    EXPECT_EQ(verify().broken, 2);
}

TEST_P(Audit, AnAnchorKeptElsewhereShowsThatTheEndWasCutOff) {
    note("alice", "one");
    note("alice", "two");
    const auto head = verify().head;
    note("alice", "three");
    EXPECT_TRUE(verify(head).anchored);
    tamper("DELETE FROM audit_entry WHERE number > 1");
    EXPECT_FALSE(verify().broken) << "by itself the shorter chain looks whole";
    EXPECT_FALSE(verify(head).anchored);
}

TEST_P(Audit, ForgettingAPersonKeepsTheChainAndLosesTheName) {
    note("alice", "one");
    note("bob", "two");
    const auto alice = name("alice");
    EXPECT_EQ(audit_entries(*db, 10)->back().actor, alice);
    EXPECT_NE(alice, name("bob"));
    ASSERT_TRUE(db->write([](Connection& tx) { return forget_in_audit(tx, "alice"); }));
    EXPECT_FALSE(name("alice"));
    EXPECT_FALSE(verify().broken);
    note("alice", "a new account by the same id");
    EXPECT_NE(name("alice"), alice) << "what was forgotten cannot be found again";
}

TEST_P(Audit, AnEntryWhoseWorkFailedDoesNotStay) {
    const auto done = db->write([&](Connection& tx) -> Result<> {
        TRY(audit(tx, random, now, {"alice", "one", {}, {}}));
        return fail(ErrorKind::invalid, "no");
    });
    EXPECT_FALSE(done);
    EXPECT_EQ(verify().entries, 0);
}

INSTANTIATE_TEST_SUITE_P(Products, Audit, testing::Values(store::Product::sqlite, store::Product::postgresql),
                         [](const auto& one) { return store::name_of(one.param); });

}  // namespace
}  // namespace kireise::people
