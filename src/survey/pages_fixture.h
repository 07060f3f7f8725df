#pragma once
// For this room's tests of pages: a town with the real Blaupause, and people who take the check in it.

#include <gmock/gmock.h>

#include "people/testing.h"
#include "survey/participation.h"
#include "survey/survey_pages.h"
#include "survey/survey_store.h"
#include "survey/wave_store.h"

namespace kireise::survey {

class SurveyPages : public testing::Test {
   protected:
    using Role = people::Role;

    explicit SurveyPages(std::vector<people::Route> routes = survey_routes()) : town({survey_migrations()}, std::move(routes)) {
        snapshot = town.town().content().value();
        questions = questionnaire(snapshot->content(), snapshot->all<blueprint::Form>().front().id).value();
    }

    std::string start_self_check(Role role = Role::staff) {
        const auto answer = town.post("/survey/start", {{"profile", "profile/clerk"}}, role);
        EXPECT_EQ(answer.status, 303);
        EXPECT_EQ(answer.location, "/survey/question/1");
        EXPECT_EQ(answer.cookies.size(), 1U);
        return answer.cookies.at(0);
    }

    // Right answers to every knowledge question up to `level`, "I don't know" above; self-assessment "2" throughout.
    void answer_all(const std::string& cookie, std::optional<Role> role, int level) {
        for (std::size_t i = 0; i < questions.items.size(); ++i) {
            const auto& question = *questions.items[i].question;
            net::Fields fields;
            if (question.kind == blueprint::QuestionKind::self) fields.emplace("option", "2");
            for (const auto& option : question.options) {
                if (option.correct && question.level <= level) fields.emplace("option", option.id);
            }
            fields.emplace("action", fields.empty() ? "unknown" : "next");
            const auto answer = town.post(path(i + 1), fields, role, {cookie});
            ASSERT_EQ(answer.status, 303) << answer.body;
            EXPECT_EQ(answer.location, i + 1 == questions.items.size() ? "/survey/finish" : path(i + 2));
        }
    }

    void finish(const std::string& cookie, std::optional<Role> role) {
        EXPECT_EQ(town.post("/survey/finish", {}, role, {cookie}).location, "/survey/result");
    }

    std::vector<std::string> open_wave_with_codes() {
        wave = prepare_wave(town.town().db(), town.town().random(), "Erhebung", questions.form).value();
        town.consent(matter_of(find_wave(town.town().db(), wave).value()));
        return open_wave(town.town().db(), {town.town().random(), town.town().now(), ""}, town.town().today(), wave,
                         town.town().head_commit().value(), 20)
            .value();
    }

    std::string redeem(const std::string& code) {
        const auto answer = town.post("/survey/start", {{"profile", "profile/it"}, {"code", code}}, std::nullopt);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.cookies.at(0);
    }

    static std::string path(std::size_t n) { return "/survey/question/" + std::to_string(n); }

    // Everything that the database holds, as one text.
    std::string whole_database() {
        std::string all;
        for (const std::string table : {"survey_draft", "survey_code", "survey_answer_set", "survey_wave"}) {
            const auto columns = table == "survey_draft"        ? "secret_hash || wave || profile || answers || expires"
                                 : table == "survey_code"       ? "code_hash || wave"
                                 : table == "survey_answer_set" ? "id || wave || profile || answers"
                                                                : "id || title";
            const auto rows = town.town().db().read(
                [&](store::Connection& tx) { return store::query<std::string>(tx, "SELECT " + std::string(columns) + " FROM " + table); });
            for (const auto& [row] : rows.value()) all += row + "\n";
        }
        return all;
    }

    people::TestTown town;
    std::shared_ptr<const blueprint::Snapshot> snapshot;
    Questionnaire questions;
    std::string wave;
};

}  // namespace kireise::survey
