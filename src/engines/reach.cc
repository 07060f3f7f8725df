#include "engines/reach.h"

#include <fmt/format.h>

#include "net/https_client.h"

namespace kireise::engines {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

struct Answer {
    int status = 0;
    std::string body;
};

Result<Answer> ask(const std::string& url, net::Headers headers, const std::filesystem::path& ca_file, milliseconds limit) {
    if (url.starts_with("https://")) {
        const net::SecureRequest request{.url = url, .headers = std::move(headers), .body = {}, .ca_file = ca_file, .time_limit = limit};
        auto answer = TRY(net::fetch(request));
        return Answer{answer.status, std::move(answer.body)};
    }
    net::ClientRequest request{.url = url, .headers = std::move(headers), .body = {}};
    request.connect_timeout = limit;
    request.read_timeout = limit;
    auto answer = TRY(net::send(request));
    return Answer{answer.status, std::move(answer.body)};
}

}  // namespace

Result<milliseconds> reach(const Endpoint& endpoint, milliseconds limit) {
    net::Headers headers;
    if (!endpoint.api_key.empty()) headers.emplace_back("Authorization", "Bearer " + endpoint.api_key);
    const auto began = SteadyClock::now();
    const auto answer = TRY(ask(endpoint.base_url + "/v1/models", std::move(headers), endpoint.ca_file, limit));
    if (answer.status != 200) return fail(ErrorKind::unavailable, chat_error(answer.status, answer.body).message);
    return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - began);
}

}  // namespace kireise::engines
