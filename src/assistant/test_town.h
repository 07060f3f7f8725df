#pragma once
// For tests: a town with the assistant's routes, whose guideline and use case are put in force by the rooms that keep them.

#include <string>
#include <vector>

#include "assistant/assistant_pages.h"
#include "assistant/engine_pages.h"
#include "assistant/participation.h"
#include "assistant/test_engine.h"
#include "assistant/usage_store.h"
#include "learning/learning_store.h"
#include "learning/participation.h"
#include "learning/pass_store.h"
#include "net/sse.h"
#include "people/accounts.h"
#include "people/testing.h"
#include "policy/acknowledgement.h"
#include "policy/guideline_store.h"
#include "policy/participation.h"
#include "usecases/register_store.h"
#include "usecases/testers_store.h"

namespace kireise::assistant::testing {

using people::Role;

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

struct Events {
    std::vector<net::Event> all;

    [[nodiscard]] std::string text() const {  // all deltas
        std::string out;
        for (const auto& event : all) {
            if (event.name == "delta") out += parse_json(event.data)->at("text").get<std::string>();
        }
        return out;
    }
    [[nodiscard]] std::string last() const { return all.empty() ? "" : all.back().name; }
    [[nodiscard]] Json last_data() const { return all.empty() ? Json() : parse_json(all.back().data).value(); }
};

inline std::vector<people::Route> all_routes(EngineHub& hub) {
    auto out = assistant_routes(hub);
    for (auto& route : engine_routes(hub)) out.push_back(std::move(route));
    return out;
}

class AssistantTown {
   public:
    explicit AssistantTown(EngineSettings settings)
        : hub(std::move(settings)),
          town({learning::learning_migrations(), usecases::usecase_migrations(), policy::policy_migrations(), assistant_migrations()},
               all_routes(hub)) {
        town.consent(logging_matter());
        const auto content = must(town.town().content());
        for (const auto& pass : content->all<blueprint::Pass>()) town.consent(learning::matter_of(pass));
    }

    // The Muster with its own suggestions as answers, but for those given. Nobody has acknowledged it yet.
    void adopt_unread_guideline(const policy::Answers& answers = {}) {
        const auto content = must(town.town().content());
        const auto day = town.town().today();
        town.consent(must(policy::draft_matter(town.town(), *content, policy::with_defaults(content->guideline(), answers))));
        must(policy::adopt(town.town(), town.account(Role::coordination), must(town.town().head_commit()),
                           policy::with_defaults(content->guideline(), answers),
                           {.town = "Halle", .land = "Sachsen-Anhalt", .organ = "Rat", .number = "1", .adopted = day, .effective = day}));
    }

    void adopt_guideline(const policy::Answers& answers = {}) {
        adopt_unread_guideline(answers);
        for (const auto role : people::all_roles) acknowledge(role);
    }

    void acknowledge(Role role) { must(policy::acknowledge(town.town(), town.account(role), *must(policy::in_force(town.town())))); }

    void name_tester(Role role, const std::string& usecase = "usecase/plain-language") {
        must(usecases::name_tester(db(), usecase, town.account(role), town.town().today()));
    }

    // In test: for everybody, as long as `named`.
    void enter_stage(usecases::Stage stage, const std::string& usecase = "usecase/plain-language", bool named = true) {
        must(usecases::enter_stage(db(), {town.town().random(), town.town().now(), "account"}, must(usecases::stage_of(db(), usecase)),
                                   {usecase, stage, "Test", {town.town().today(), must(town.town().head_commit()), "account"}}));
        if (stage != usecases::Stage::testing || !named) return;
        for (const auto role : people::all_roles) name_tester(role, usecase);
    }

    void open_assistant() {
        adopt_guideline();
        enter_stage(usecases::Stage::testing);
    }

    // Passes the courses of the KI-Pass and takes the pass, as the person would.
    void earn_pass(Role role) {
        const auto content = must(town.town().content());
        const auto* pass = content->find<blueprint::Pass>("pass/basic");
        const auto account = town.account(role);
        const auto day = town.town().today();
        for (const auto& course : pass->courses) {
            must(learning::record_attempt(db(), account, course, {.questions = {}, .right = 1, .percent = 100, .passed = true}, day));
        }
        must(learning::issue_pass(db(), town.town().random(), *pass, account, day));
    }

    [[nodiscard]] store::Database& db() { return town.town().db(); }

    // A JSON request with a session and its token, as the page's script sends it.
    [[nodiscard]] people::Answer stream_raw(const std::string& body, Role role = Role::staff, const std::string& language = "de") {
        const auto session = must(people::open_session(db(), town.town().random(), town.town().now(), town.account(role)));
        return town.send({.method = net::Method::post,
                          .path = "/assistant/stream",
                          .query = {},
                          .headers = {{"cookie", "session=" + session + "; lang=" + language},
                                      {"content-type", "application/json"},
                                      {"x-csrf", people::csrf_token(session)}},
                          .body = body});
    }

    [[nodiscard]] Events stream(const std::string& data_class, const std::string& text, Role role = Role::staff) {
        return events_of(stream_raw(Json{{"assistant", "plain-language"}, {"data_class", data_class}, {"text", text}}.dump(), role));
    }

    [[nodiscard]] people::Answer post(const std::string& data_class, const std::string& text, Role role = Role::staff) {
        return town.post("/assistant", {{"assistant", "plain-language"}, {"data_class", data_class}, {"text", text}}, role);
    }

    [[nodiscard]] std::vector<UsageRow> usage() { return must(usage_between(db(), town.town().today(), town.town().today())); }

    static Events events_of(const people::Answer& answer) {
        net::EventReader reader;
        return {must(reader.feed(answer.body))};
    }

    EngineHub hub;
    people::TestTown town;
};

}  // namespace kireise::assistant::testing
