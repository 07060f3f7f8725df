#pragma once
// For this room's tests of pages: a town with the real Blaupause and everything that gives evidence.

#include <gmock/gmock.h>

#include "journey/journey_pages.h"
#include "journey/journey_store.h"
#include "lab/lab_store.h"
#include "learning/learning_pages.h"
#include "learning/learning_store.h"
#include "people/testing.h"
#include "placement/placement_store.h"
#include "policy/guideline_store.h"
#include "survey/survey_pages.h"
#include "survey/survey_store.h"
#include "usecases/register_store.h"

namespace kireise::journey {

class JourneyPages : public testing::Test {
   protected:
    using Role = people::Role;

    JourneyPages() {
        using namespace std::chrono_literals;
        Frame frame{.funding = {{"Land", blueprint::FundingKind::grant, 120000, "EUR"}}, .note = "Zeitung"};
        frame.phases = {{"phase/know", 2025y / 12 / 8, 2026y / 3 / 31},
                        {"phase/decide", 2026y / 4 / 1, 2026y / 7 / 15},
                        {"phase/use", 2026y / 6 / 1, 2026y / 10 / 31}};
        EXPECT_TRUE(save_frame(town.town(), "", frame));
    }

    static std::vector<people::Route> routes() {
        auto out = journey_routes();
        for (auto more : {learning::learning_routes(), survey::survey_routes()}) out.insert(out.end(), more.begin(), more.end());
        return out;
    }

    people::TestTown town{{survey::survey_migrations(), learning::learning_migrations(), usecases::usecase_migrations(),
                           policy::policy_migrations(), lab::lab_migrations(), placement::placement_migrations(), journey_migrations()},
                          routes()};
};

}  // namespace kireise::journey
