#include "people/sign_in_limit.h"

#include <gmock/gmock.h>

#include <array>
#include <thread>

#include "people/accounts.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class SignInLimit : public testing::Test {
   protected:
    TestTown town{{}, {}};
    store::Database& db = town.town().db();
    Instant now = town.town().now();
    std::array<AttemptSubject, 2> anna{login_attempts("anna"), address_attempts("203.0.113.7")};

    bool may_try(Instant when) { return !begin_attempt(db, when, anna)->has_value(); }
    std::int64_t rows() {
        const auto count =
            *db.read([](store::Connection& tx) { return store::query_one<std::int64_t>(tx, "SELECT COUNT(*) FROM sign_in_attempt"); });
        return std::get<0>(*count);
    }
};

TEST(WaitingTime, GrowsAndStaysBounded) {
    EXPECT_EQ(waiting_time(4, 5), 0s);
    EXPECT_EQ(waiting_time(5, 5), 30s);
    EXPECT_EQ(waiting_time(6, 5), 60s);
    EXPECT_EQ(waiting_time(9, 5), 480s);
    EXPECT_EQ(waiting_time(10, 5), 900s);
    EXPECT_EQ(waiting_time(1'000'000, 5), 900s);
}

TEST_F(SignInLimit, WaitsAfterTheFifthAndNotForEver) {
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(may_try(now)) << i;
    const auto wait = *begin_attempt(db, now, anna);
    ASSERT_TRUE(wait.has_value());
    EXPECT_EQ(*wait - now, 30s);
    EXPECT_EQ(**begin_attempt(db, now + 10s, anna) - now, 30s) << "asking while waiting costs nothing";
    EXPECT_TRUE(may_try(now + 30s));
    EXPECT_FALSE(may_try(now + 89s));
    EXPECT_TRUE(may_try(now + 90s));
    EXPECT_TRUE(may_try(now + 90s + 15min));
}

TEST_F(SignInLimit, LeavesOtherLoginsAlone) {
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(may_try(now));
    EXPECT_FALSE(may_try(now));
    const std::array berta{login_attempts("berta"), address_attempts("203.0.113.7")};
    EXPECT_FALSE(begin_attempt(db, now, berta)->has_value());
    const std::array same_person{login_attempts(" ANNA ")};
    EXPECT_TRUE(begin_attempt(db, now, same_person)->has_value());
}

TEST_F(SignInLimit, CountsOneAddressOverManyLogins) {
    for (int i = 0; i < 50; ++i) {
        const std::array subjects{login_attempts("person" + std::to_string(i)), address_attempts("2001:db8:1:2::" + std::to_string(i))};
        EXPECT_FALSE(begin_attempt(db, now, subjects)->has_value()) << i;
    }
    const std::array same_network{login_attempts("new"), address_attempts("2001:db8:1:2:ffff::1")};
    EXPECT_TRUE(begin_attempt(db, now, same_network)->has_value());
    const std::array other_network{login_attempts("new"), address_attempts("2001:db8:1:3::1")};
    EXPECT_FALSE(begin_attempt(db, now, other_network)->has_value());
}

TEST_F(SignInLimit, ForgetsAfterSuccessAndAfterAnHour) {
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(may_try(now));
    EXPECT_TRUE(may_try(now));
    ASSERT_TRUE(attempt_succeeded(db, anna).has_value());
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(may_try(now)) << i;
    EXPECT_EQ(rows(), 2);
    const std::array other{login_attempts("other")};
    ASSERT_FALSE(begin_attempt(db, now + 1h, other)->has_value());
    EXPECT_EQ(rows(), 1) << "only the new one is left";
}

TEST_F(SignInLimit, LetsNoBurstThrough) {
    std::atomic<int> allowed = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 20; ++i) threads.emplace_back([&] { allowed += may_try(now) ? 1 : 0; });
    }
    EXPECT_EQ(allowed, 5);
}

TEST_F(SignInLimit, IsKeptByThePage) {
    ASSERT_TRUE(create_account(db, town.town().random(), {"anna", "A", "", "lampe-wolke-ziegel", only(Role::staff)}).has_value());
    const auto attempt = [&](const std::string& password) {
        return town.post("/sign-in", {{"login", "anna"}, {"password", password}}, std::nullopt);
    };
    for (int i = 0; i < 5; ++i) EXPECT_EQ(attempt("falsch").status, 401);
    const auto waiting = attempt("lampe-wolke-ziegel");
    EXPECT_EQ(waiting.status, 429);
    EXPECT_THAT(waiting.body, HasSubstr("in 30 Sekunden wieder"));
    town.set_now(now + 30s);
    EXPECT_EQ(attempt("lampe-wolke-ziegel").status, 303);
}

}  // namespace
}  // namespace kireise::people
