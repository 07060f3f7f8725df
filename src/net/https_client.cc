#include "net/https_client.h"

#include <fmt/core.h>

#include <boost/url.hpp>
#include <memory>

#include "net/curl_handle.h"

namespace kireise::net {
namespace {

constexpr long connect_seconds = 10;

struct Body {
    std::string text;
    std::size_t limit = 0;
    bool over = false;
    const OnPiece* on_piece = nullptr;  // takes the body of a 2xx answer
    CURL* easy = nullptr;
    bool stopped = false;
};

bool is_streamed(const Body& body) {
    long status = 0;
    if (body.on_piece != nullptr) curl_easy_getinfo(body.easy, CURLINFO_RESPONSE_CODE, &status);
    return status / 100 == 2;
}

std::size_t take(const char* data, std::size_t size, std::size_t count, void* target) {
    auto& body = *static_cast<Body*>(target);
    if (is_streamed(body)) {
        body.stopped = !(*body.on_piece)(std::string_view(data, size * count));
        return body.stopped ? 0 : size * count;
    }
    body.over = body.text.size() + size * count > body.limit;
    if (body.over) return 0;
    body.text.append(data, size * count);
    return size * count;
}

bool add_header(List& list, const std::string& line) {
    auto* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) return false;
    (void)list.release();
    list.reset(longer);
    return true;
}

// Each option is there in every libcurl of Debian 12; what libcurl does not take fails the whole call.
bool prepare(CURL* easy, const SecureRequest& request, std::chrono::milliseconds silence_limit, const List& headers, Body& body) {
    bool all = true;
    const auto set = [&](CURLoption option, auto value) { all = all && curl_easy_setopt(easy, option, value) == CURLE_OK; };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    if (body.on_piece == nullptr) {
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.time_limit.count()));
    } else {
        set(CURLOPT_CONNECTTIMEOUT, connect_seconds);
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);  // bytes per second
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>((silence_limit.count() + 999) / 1000));
    }
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_USERAGENT, "kireise");
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_WRITEFUNCTION, &take);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&body));
    if (!request.ca_file.empty()) set(CURLOPT_CAINFO, request.ca_file.c_str());
    if (!request.body.empty()) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.data());
    }
    return all;
}

SecureResponse response_of(CURL* easy, Body body) {
    SecureResponse out;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    const char* type = nullptr;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
    out.status = static_cast<int>(status);
    if (type != nullptr) out.content_type = type;
    out.body = std::move(body.text);
    return out;
}

}  // namespace

bool is_secure_url(std::string_view url) {
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed || parsed->has_userinfo() || parsed->has_fragment() || parsed->host().empty()) return false;
    const auto host = std::string(parsed->host_address());
    const bool here = host == "localhost" || host == "127.0.0.1" || host == "::1";
    return parsed->scheme() == "https" || (parsed->scheme() == "http" && here);
}

namespace {

Result<SecureResponse> perform(const SecureRequest& request, std::chrono::milliseconds silence_limit, const OnPiece* on_piece) {
    if (!is_secure_url(request.url)) {
        return fail(ErrorKind::invalid, fmt::format("\"{}\" is not an address of the form https://host/path.", request.url));
    }
    if (!is_curl_started()) return fail(ErrorKind::internal, "libcurl could not be started.");
    const Easy easy(curl_easy_init());
    List headers;
    bool ready = easy != nullptr;
    for (const auto& [name, value] : request.headers) ready = ready && add_header(headers, name + ": " + value);
    Body body{.text = {}, .limit = request.body_limit, .on_piece = on_piece, .easy = easy.get()};
    if (!ready || !prepare(easy.get(), request, silence_limit, headers, body))
        return fail(ErrorKind::internal, "libcurl does not take the request.");
    const auto code = curl_easy_perform(easy.get());
    if (body.over)
        return fail(ErrorKind::too_large, fmt::format("The answer of {} is larger than {} bytes.", request.url, request.body_limit));
    if (code != CURLE_OK && !body.stopped)
        return fail(ErrorKind::unavailable, fmt::format("No answer from {}: {}.", request.url, curl_easy_strerror(code)));
    return response_of(easy.get(), std::move(body));
}

}  // namespace

Result<SecureResponse> fetch(const SecureRequest& request) { return perform(request, {}, nullptr); }

Result<SecureResponse> fetch_streaming(const SecureRequest& request, std::chrono::milliseconds silence_limit, const OnPiece& on_piece) {
    return perform(request, silence_limit, &on_piece);
}

}  // namespace kireise::net
