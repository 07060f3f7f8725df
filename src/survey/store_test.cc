#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/sha256.h"
#include "people/audit.h"
#include "people/content.h"
#include "people/testing.h"
#include "store/sqlite.h"
#include "survey/draft_store.h"
#include "survey/participation.h"
#include "survey/sample_content.h"
#include "survey/survey_store.h"
#include "survey/wave_store.h"

namespace kireise::survey {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr Date today{std::chrono::year{2026} / 6 / 15};

class Store : public testing::Test {
   protected:
    Store() {
        auto tables = people::people_migrations();
        tables.push_back(survey_migrations());
        EXPECT_TRUE(store::migrate(*db, tables));
        wave = prepared("Erste Runde");
    }

    // With consent of the staff council.
    std::string prepared(const std::string& title) {
        auto id = prepare_wave(*db, random, title, "form/sample").value();
        people::give_consent(*db, matter_of(find_wave(*db, id).value()), std::chrono::sys_days{today});
        return id;
    }

    std::vector<std::string> open() { return open_wave(*db, deed, today, wave, "commit-1", min_invited).value(); }

    std::string redeemed(const std::string& code, const std::string& profile = "profile/clerk") {
        const auto secret = random_id(random);
        EXPECT_TRUE(redeem_code(*db, secret, code, profile));
        return secret;
    }

    std::string finished_draft(const std::string& code, const Answers& answers, const std::string& profile = "profile/clerk") {
        const auto secret = redeemed(code, profile);
        for (const auto& [question, choice] : answers) EXPECT_TRUE(save_choice(*db, secret, question, choice));
        EXPECT_TRUE(finish_draft(*db, secret));
        return secret;
    }

    std::int64_t count(const std::string& table) {
        return db->read([&](store::Connection& tx) { return store::query_one<std::int64_t>(tx, "SELECT COUNT(*) FROM " + table); })
            .value()
            .transform([](const auto& row) { return std::get<0>(row); })
            .value();
    }

    TempDir folder = TempDir::create().value();
    std::unique_ptr<store::Database> db = store::open_sqlite(folder.path() / "town.db").value();
    Random random = seeded_random(1);
    people::Deed deed{random, std::chrono::sys_days{today}, ""};
    std::string wave;
};

ErrorKind kind(const auto& result) { return result ? ErrorKind::internal : result.error().kind; }

TEST_F(Store, AWaveGoesForwardOnly) {
    EXPECT_EQ(find_wave(*db, wave)->state, WaveState::prepared);
    EXPECT_EQ(kind(close_wave(*db, deed, today, wave)), ErrorKind::conflict);
    open();
    EXPECT_EQ(find_wave(*db, wave)->state, WaveState::open);
    EXPECT_EQ(kind(open_wave(*db, deed, today, wave, "commit-2", 20)), ErrorKind::conflict);
    EXPECT_EQ(find_wave(*db, wave)->content, "commit-1") << "the questions are pinned when the wave opens";
    ASSERT_TRUE(close_wave(*db, deed, today, wave));
    EXPECT_EQ(find_wave(*db, wave)->state, WaveState::closed);
    EXPECT_EQ(kind(close_wave(*db, deed, today, wave)), ErrorKind::conflict);
    EXPECT_EQ(kind(open_wave(*db, deed, today, wave, "commit-1", 20)), ErrorKind::conflict);
    EXPECT_EQ(kind(add_codes(*db, deed, wave, 1)), ErrorKind::conflict);
    EXPECT_EQ(kind(find_wave(*db, "other")), ErrorKind::not_found);
}

TEST_F(Store, TooFewPeopleCannotHaveAWave) {
    EXPECT_EQ(kind(open_wave(*db, deed, today, wave, "commit-1", min_invited - 1)), ErrorKind::invalid);
    EXPECT_EQ(kind(open_wave(*db, deed, today, wave, "commit-1", max_invited + 1)), ErrorKind::invalid);
    EXPECT_EQ(kind(prepare_wave(*db, random, "  ", "form/sample")), ErrorKind::invalid);
}

TEST_F(Store, CodesAreDifferentAndOnlyTheirHashesAreStored) {
    const auto codes = open();
    EXPECT_EQ(std::set(codes.begin(), codes.end()).size(), static_cast<std::size_t>(min_invited));
    const auto stored =
        db->read([](store::Connection& tx) { return store::query<std::string>(tx, "SELECT code_hash FROM survey_code"); }).value();
    for (const auto& [hash] : stored) EXPECT_EQ(std::ranges::count(codes, hash), 0);
    const auto more = add_codes(*db, deed, wave, 5);
    ASSERT_TRUE(more);
    EXPECT_EQ(find_wave(*db, wave)->invited, min_invited + 5);
    EXPECT_EQ(kind(add_codes(*db, deed, wave, max_invited)), ErrorKind::invalid);
}

TEST_F(Store, ACodeWorksOnceAndOnlyWhileTheWaveIsOpen) {
    const auto codes = open();
    EXPECT_TRUE(redeem_code(*db, "secret", codes[0], "profile/clerk"));
    EXPECT_EQ(kind(redeem_code(*db, "secret", codes[0], "profile/clerk")), ErrorKind::conflict);
    EXPECT_EQ(kind(redeem_code(*db, "secret", "wrong", "profile/clerk")), ErrorKind::not_found);
    ASSERT_TRUE(close_wave(*db, deed, today, wave));
    EXPECT_EQ(kind(redeem_code(*db, "secret", codes[1], "profile/clerk")), ErrorKind::not_found);
}

TEST_F(Store, ADraftIsFoundByItsSecretOnly) {
    const auto codes = open();
    const auto secret = redeemed(codes[0], "profile/it");
    ASSERT_TRUE(save_choice(*db, secret, "item/one-1", {"b"}));
    ASSERT_TRUE(save_choice(*db, secret, "item/one-2", {}));
    ASSERT_TRUE(save_choice(*db, secret, "item/one-1", {"a"}));
    const auto draft = find_draft(*db, today, secret).value().value();
    EXPECT_EQ(draft.profile, "profile/it");
    EXPECT_EQ(draft.wave, wave);
    EXPECT_EQ(draft.content, "commit-1");
    EXPECT_EQ(draft.answers, (Answers{{"item/one-1", {"a"}}, {"item/one-2", {}}}));
    EXPECT_FALSE(draft.finished);
    EXPECT_FALSE(find_draft(*db, today, sha256_hex(secret)).value()) << "what is stored opens nothing";
    EXPECT_FALSE(find_draft(*db, today, "").value());
}

TEST_F(Store, FinishedAnswersCannotBeChanged) {
    const auto secret = finished_draft(open()[0], {{"item/one-1", {"b"}}});
    EXPECT_EQ(kind(save_choice(*db, secret, "item/one-1", {"a"})), ErrorKind::conflict);
    EXPECT_EQ(kind(finish_draft(*db, secret)), ErrorKind::conflict);
    EXPECT_EQ(kind(save_choice(*db, "unknown", "item/one-1", {"a"})), ErrorKind::not_found);
}

TEST_F(Store, ClosingKeepsFinishedAnswersAndNothingElse) {
    const auto codes = open();
    const auto secret = finished_draft(codes[0], {{"item/one-1", {"b"}}});
    finished_draft(codes[1], {{"item/one-1", {"a"}}}, "profile/it");
    const auto unfinished = redeemed(codes[2], "profile/clerk");
    EXPECT_EQ(find_wave(*db, wave)->answers, 2);
    EXPECT_EQ(kind(wave_answers(*db, wave)), ErrorKind::conflict) << "running answers are not to be seen";
    EXPECT_EQ(closed_answers(*db).value(), 0);

    ASSERT_TRUE(close_wave(*db, deed, today, wave));
    EXPECT_EQ(count("survey_code"), 0);
    EXPECT_EQ(count("survey_draft"), 0);
    EXPECT_FALSE(find_draft(*db, today, secret).value());
    EXPECT_FALSE(find_draft(*db, today, unfinished).value());
    EXPECT_THAT(wave_answers(*db, wave).value(), SizeIs(2));
    EXPECT_EQ(find_wave(*db, wave)->answers, 2);
    EXPECT_EQ(closed_answers(*db).value(), 2);
}

TEST_F(Store, AWaveOpensOnlyWithConsentOfTheStaffCouncil) {
    const auto other = prepare_wave(*db, random, "Zweite Runde", "form/sample").value();
    const auto matter = matter_of(find_wave(*db, other).value());
    const auto closed = open_wave(*db, deed, today, other, "commit-1", min_invited);
    EXPECT_EQ(kind(closed), ErrorKind::forbidden);
    EXPECT_THAT(closed.error().message, testing::HasSubstr("/participation/survey-wave/" + other));
    people::give_consent(*db, matter, std::chrono::sys_days{today}, people::ParticipationState::refused);
    EXPECT_EQ(kind(open_wave(*db, deed, today, other, "commit-1", min_invited)), ErrorKind::forbidden);
    EXPECT_EQ(find_wave(*db, other)->state, WaveState::prepared);
    people::give_consent(*db, matter, std::chrono::sys_days{today});
    EXPECT_TRUE(open_wave(*db, deed, today, other, "commit-1", min_invited));
}

// Whoever knows in which order people finished learns nothing from the order of the final table.
TEST_F(Store, ClosingShufflesTheAnswers) {
    const auto content = sample_content();
    const auto questions = questionnaire(content, "form/sample");
    auto people = simulate(*questions, {"profile/clerk"}, {}, 200, random);
    for (std::size_t i = 0; i < people.size(); ++i) people[i].profile = std::to_string(i);
    const auto large = prepared("Groß");
    ASSERT_TRUE(open_wave(*db, deed, today, large, "commit-1", 200));
    ASSERT_TRUE(submit_synthetic(*db, random, large, people));
    ASSERT_TRUE(close_wave(*db, deed, today, large));
    const auto rows =
        db->read([&](store::Connection& tx) {
              return store::query<std::string>(tx, "SELECT profile FROM survey_answer_set WHERE wave = :wave ORDER BY rowid", large);
          }).value();
    ASSERT_EQ(rows.size(), 200U);
    int in_place = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) in_place += std::get<0>(rows[i]) == std::to_string(i) ? 1 : 0;
    EXPECT_LT(in_place, 10);  // one is expected by chance
}

TEST_F(Store, SyntheticAnswersUseUpCodes) {
    open();
    const std::vector<AnswerSet> many(static_cast<std::size_t>(min_invited) + 1, {"profile/clerk", {}});
    EXPECT_EQ(kind(submit_synthetic(*db, random, wave, many)), ErrorKind::conflict);
    EXPECT_EQ(find_wave(*db, wave)->answers, 0) << "all or nothing";
    ASSERT_TRUE(submit_synthetic(*db, random, wave, {many.begin(), many.end() - 1}));
    EXPECT_EQ(find_wave(*db, wave)->answers, min_invited);
}

TEST_F(Store, ASelfCheckEndsOnTheNextDay) {
    const std::string secret = "s";
    ASSERT_TRUE(start_self_check(*db, today, secret, "form/sample", "commit-1", "profile/clerk"));
    const Date tomorrow = std::chrono::sys_days{today} + std::chrono::days{1};
    const Date later = std::chrono::sys_days{today} + std::chrono::days{2};
    EXPECT_TRUE(find_draft(*db, tomorrow, secret).value());
    EXPECT_FALSE(find_draft(*db, later, secret).value());
    EXPECT_TRUE(start_self_check(*db, later, "t", "form/sample", "commit-1", "profile/clerk"));
    EXPECT_EQ(count("survey_draft"), 1) << "the old one is gone";
}

TEST_F(Store, DiscardingRemovesWhatDoesNotBelongToAWave) {
    const auto codes = open();
    const auto finished = finished_draft(codes[0], {});
    const auto unfinished = redeemed(codes[1], "profile/clerk");
    const std::string self = "s";
    ASSERT_TRUE(start_self_check(*db, today, self, "form/sample", "commit-1", "profile/clerk"));
    for (const auto& secret : {finished, unfinished, self}) EXPECT_TRUE(discard_draft(*db, secret));
    EXPECT_TRUE(find_draft(*db, today, finished).value());
    EXPECT_FALSE(find_draft(*db, today, unfinished).value());
    EXPECT_FALSE(find_draft(*db, today, self).value());
}

TEST(InvitationCode, IsReadAsPeopleTypeIt) {
    EXPECT_EQ(normal_code(" ABCD efgh-JKMN–pqrs "), "abcd-efgh-jkmn-pqrs");
    EXPECT_EQ(normal_code("abcdefghjkmnpqrs"), "abcd-efgh-jkmn-pqrs");
    EXPECT_EQ(normal_code(""), "");
    EXPECT_EQ(normal_code("abcd-efgh-jkmn-pqr"), "");
    EXPECT_EQ(normal_code("abcd-efgh-jkmn-pqr1"), "");
    EXPECT_EQ(normal_code("abcd';--efghjkmnpqrs"), "");
    EXPECT_EQ(normal_code(std::string(5000, 'a')), "");
}

}  // namespace
}  // namespace kireise::survey
