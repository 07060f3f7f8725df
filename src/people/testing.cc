#include "people/testing.h"

#include <cstdlib>
#include <stdexcept>

#include "people/content.h"
#include "people/signin_pages.h"

namespace kireise::people {
namespace {

template <class T>
T value_or_throw(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return *std::move(result);
}

class Collector : public net::StreamSink {
   public:
    bool write(std::string_view piece) override {
        all += piece;
        return true;
    }
    std::string all;
};

Answer to_answer(net::Outcome outcome) {
    Answer answer;
    net::Headers headers;
    if (auto* stream = std::get_if<net::Stream>(&outcome)) {
        Collector collector;
        stream->produce(collector);
        answer.status = 200;
        answer.body = std::move(collector.all);
        headers = stream->headers;
    } else {
        auto& response = std::get<net::Response>(outcome);
        answer.status = response.status;
        answer.body = std::move(response.body);
        headers = response.headers;
    }
    for (const auto& [name, value] : headers) {
        if (name == "Location") answer.location = value;
        if (name == "Set-Cookie") answer.cookies.push_back(value.substr(0, value.find(';')));
    }
    return answer;
}

void split_target(const std::string& path, net::Request& request) {
    const auto at = path.find('?');
    request.path = path.substr(0, at);
    if (at != std::string::npos) request.query = value_or_throw(net::parse_urlencoded(std::string_view(path).substr(at + 1)));
}

// The tests of all rooms run over both databases (cmake/rooms.cmake sets the variable).
TownSettings settings_in(const std::filesystem::path& folder) {
    const char* product = std::getenv("KIREISE_TEST_DATABASE");
    if (product == nullptr || std::string_view(product) != "postgresql") return {.folder = folder};
    return {.folder = folder, .database_url = "postgresql://", .schema = "test_" + random_id(system_random()).substr(0, 16)};
}

}  // namespace

void give_consent(store::Database& db, const Matter& matter, Instant now, ParticipationState answer) {
    const auto random = system_random();
    const Deed deed{random, now, ""};
    value_or_throw(db.write([&](store::Connection& tx) -> Result<int> {
        const auto steps = TRY(participation_steps(tx, matter.kind, matter.object));
        int seen = steps.empty() ? 0 : steps.back().version;
        NewStep step{.state = ParticipationState::asked, .role = Role::coordination, .day = german_date(now)};
        if (may_say(step.role, step.state, steps, matter.edition)) seen = TRY(add_participation_step(tx, deed, matter, seen, step));
        step.state = answer;
        step.text = "So ist es im Test beschlossen.";
        step.role = Role::staff_council;
        return add_participation_step(tx, deed, matter, seen, step);
    }));
}

TestTown::TestTown(const std::vector<store::Migrations>& migrations, std::vector<Route> routes)
    : folder_(value_or_throw(TempDir::create())) {
    auto all = people_migrations();
    all.insert(all.end(), migrations.begin(), migrations.end());
    auto settings = settings_in(folder_.path() / "town");
    settings.clock = [this] { return now_; };
    town_ = value_or_throw(Town::open(std::move(settings), built_in_content(), all));
    auto own = signin_routes();
    routes.insert(routes.end(), own.begin(), own.end());
    app_ = std::make_unique<App>(*town_, value_or_throw(load_languages()), std::move(routes));
    // A quick stand-in for the slow password hash: sessions are opened without signing in.
    for (const auto role : all_roles) {
        const std::string login(id_of(role));
        accounts_[role] = "account-" + login;
        value_or_throw(town_->db().write([&](store::Connection& tx) {
            return store::execute(
                tx, "INSERT INTO account (id, login, name, profile, roles, password_hash) VALUES (:id, :login, :name, '', :roles, '')",
                accounts_[role], login, "Person " + login, only(role).bits);
        }));
        sessions_[role] =
            value_or_throw(open_session(town_->db(), town_->random(), now_ + std::chrono::hours{24 * 365 * 10}, accounts_[role]));
    }
}

Answer TestTown::get(const std::string& path, std::optional<Role> role, const std::vector<std::string>& cookies) {
    net::Request request;
    split_target(path, request);
    std::string header;
    if (role) header += "session=" + sessions_[*role] + "; ";
    for (const auto& cookie : cookies) header += cookie + "; ";
    request.headers.emplace_back("cookie", header);
    return send(request);
}

Answer TestTown::post(const std::string& path, const net::Fields& fields, std::optional<Role> role,
                      const std::vector<std::string>& cookies) {
    net::Request request{.method = net::Method::post};
    split_target(path, request);
    std::string header;
    if (role) {
        header += "session=" + sessions_[*role] + "; ";
        request.body = "csrf=" + csrf_token(sessions_[*role]);
    }
    for (const auto& cookie : cookies) header += cookie + "; ";
    for (const auto& [name, value] : fields) request.body += "&" + net::percent_encode(name) + "=" + net::percent_encode(value);
    request.headers.emplace_back("cookie", header);
    request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    return send(request);
}

Answer TestTown::send(const net::Request& request) { return to_answer(app_->handle(request)); }

}  // namespace kireise::people
