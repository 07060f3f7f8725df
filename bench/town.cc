// bench_town DATA [DATABASE_URL]: puts 10,000 synthetic staff accounts into the town that is there, opens sessions of some of them, lets
// people begin to answer a wave of the survey, and writes what a load generator needs to DATA/bench.txt: lines "staff TOKEN", "report TOKEN
// PATH", "check SECRET". bench_town --count DATA [DATABASE_URL]: prints how many answers of unfinished checks the database holds.
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/files.h"
#include "base/sha256.h"
#include "commands/portal.h"
#include "commands/rooms.h"
#include "people/testing.h"
#include "survey/draft_store.h"
#include "survey/participation.h"
#include "survey/wave_store.h"

namespace kireise {
namespace {

constexpr int staff = 10'000;
constexpr int sessions = 1'000;
constexpr int checks = 20'000;  // of 24 questions each: enough for 9,000 answers a second in 5 runs of 10 s
constexpr std::size_t writers = 32;

Result<> add_staff(people::Town& town, const std::vector<std::string>& ids, const std::vector<std::string>& tokens) {
    return town.db().write([&](store::Connection& tx) -> Result<> {
        for (int i = 0; i < staff; ++i) {
            TRY(store::execute(tx,
                               "INSERT INTO account (id, login, name, profile, roles, password_hash)"
                               " VALUES (:id, :login, :name, 'profile/clerk', :roles, '')",
                               ids[i], fmt::format("bench{}", i), fmt::format("Person {}", i), people::only(people::Role::staff).bits));
        }
        for (int i = 0; i < sessions; ++i) {
            const auto day = std::chrono::hours{24};
            TRY(store::execute(
                tx,
                "INSERT INTO session (token_hash, account, expires, opened, seen) VALUES (:hash, :account, :expires, :opened,"
                " :seen)",
                sha256_hex(tokens[i]), ids[i], town.now() + day, town.now(), town.now() + day));
        }
        return {};
    });
}

// People who have begun to answer an open wave.
Result<std::string> begin_checks(people::Town& town, const std::string& form) {
    auto& db = town.db();
    const auto wave = TRY(survey::prepare_wave(db, town.random(), "Bench", form));
    people::give_consent(db, survey::matter_of(TRY(survey::find_wave(db, wave))), town.now());
    const auto codes = TRY(survey::open_wave(db, {town.random(), town.now(), ""}, town.today(), wave, TRY(town.head_commit()), checks));
    std::vector<std::string> secrets(codes.size());
    for (auto& secret : secrets) secret = "w-" + random_id(town.random());
    std::atomic<int> failed = 0;
    {
        std::vector<std::jthread> threads;  // writers that wait share a commit
        for (std::size_t first = 0; first < writers; ++first) {
            threads.emplace_back([&, first] {
                for (auto i = first; i < codes.size(); i += writers) {
                    if (!survey::redeem_code(db, secrets[i], codes[i], "profile/clerk")) ++failed;
                }
            });
        }
    }
    if (failed > 0) return fail(ErrorKind::io, "Some checks could not be begun.");
    std::string out;
    for (const auto& secret : secrets) out += fmt::format("check {}\n", secret);
    return out;
}

Result<std::string> fill_town(people::Town& town) {
    std::vector<std::string> ids(staff);
    std::vector<std::string> tokens(sessions);
    for (auto* all : {&ids, &tokens}) std::ranges::generate(*all, [&] { return random_id(town.random()); });
    TRY(add_staff(town, ids, tokens));
    std::string out;
    for (const auto& token : tokens) out += fmt::format("staff {}\n", token);

    const auto waves = TRY(survey::list_waves(town.db()));
    const auto closed = std::ranges::find(waves, survey::WaveState::closed, &survey::Wave::state);
    if (closed == waves.end()) return fail(ErrorKind::not_found, "The town has no closed wave; make it with `kireise demo --no-serve`.");
    for (const auto& account : TRY(people::list_accounts(town.db()))) {
        if (!account.roles.has(people::Role::coordination)) continue;
        out += fmt::format("report {} /survey/report/{}\n", TRY(people::open_session(town.db(), town.random(), town.now(), account.id)),
                           closed->id);
    }
    return out + TRY(begin_checks(town, closed->form));
}

// Answers in the database: what the load generator says was acknowledged must be among them.
Result<std::size_t> stored_answers(people::Town& town) {
    const auto rows =
        TRY(town.db().read([](store::Connection& tx) { return store::query<std::string>(tx, "SELECT answers FROM survey_draft"); }));
    std::size_t count = 0;
    for (const auto& [answers] : rows) count += TRY(survey::parse_answers(answers)).size();
    return count;
}

Result<> run(const std::filesystem::path& data, const std::string& url, bool count) {
    const people::Installation installation({.data = data, .database_url = url}, commands::all_migrations());
    const auto town = TRY(commands::open_town(installation, ""));
    if (count) {
        fmt::print("{}\n", TRY(stored_answers(*town)));
        return {};
    }
    return write_file(data / "bench.txt", TRY(fill_town(*town)));
}

}  // namespace
}  // namespace kireise

int main(int argc, char** argv) {
    std::vector<std::string> arguments(argv + 1, argv + argc);
    const bool count = std::erase(arguments, "--count") > 0;
    if (arguments.empty()) return 2;
    const auto done = kireise::run(arguments[0], arguments.size() > 1 ? arguments[1] : "", count);
    if (!done) fmt::print(stderr, "{}\n", done.error().message);
    return done ? 0 : 1;
}
