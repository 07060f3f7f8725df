#include "people/start_session.h"

#include <algorithm>

#include "people/cookie.h"

namespace kireise::people {

std::string safe_next(const std::string& next) {
    // Browsers drop control characters from addresses, so "/<TAB>/host" would become "//host".
    const bool clean = std::ranges::none_of(next, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\'; });
    const bool own_path = clean && next.starts_with('/') && !next.starts_with("//");
    return own_path ? next : "/";
}

Result<net::Response> start_session(const Context& context, const std::string& account, const std::string& next) {
    const auto token = TRY(open_session(context.town.db(), context.town.random(), context.town.now(), account));
    auto response = net::redirect(safe_next(next));
    response.headers.emplace_back("Set-Cookie", cookie(context.request, "session", token));
    return response;
}

}  // namespace kireise::people
