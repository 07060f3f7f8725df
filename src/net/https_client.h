#pragma once
// HTTP client for services outside of this machine, by TLS with checked certificates (libcurl, which appears in the .cc alone; ADR 0010).
// Proxies as the environment says (https_proxy, no_proxy). Redirects are not followed. client.h is for streams from engines.

#include <chrono>
#include <filesystem>
#include <string>

#include "net/client.h"

namespace kireise::net {

struct SecureRequest {
    std::string url;                              // https://, or http:// to this machine itself
    Headers headers;                              // no line breaks
    std::string body;                             // with one it is a POST, else a GET
    std::filesystem::path ca_file;                // PEM; "" for the certificate authorities of the system
    std::chrono::milliseconds time_limit{10000};  // in all
    std::size_t body_limit = 1U << 20U;           // bytes of the answer
};

struct SecureResponse {
    int status = 0;
    std::string content_type;
    std::string body;
};

// https:// with a host, or http:// to 127.0.0.1, [::1] or localhost.
[[nodiscard]] bool is_secure_url(std::string_view url);

// invalid for another address; unavailable when nobody answers in time or the certificate is not trusted; too_large over body_limit. Any
// HTTP status is a success of the call.
[[nodiscard]] Result<SecureResponse> fetch(const SecureRequest& request);

// The same for an answer that comes over minutes: the body of a 2xx answer goes piece by piece to on_piece (false: stop reading, a success)
// and stays out of the response; other answers are read whole. Instead of time_limit: 10 s to connect, then `silence_limit` (rounded up to
// whole seconds) as the longest pause.
[[nodiscard]] Result<SecureResponse> fetch_streaming(const SecureRequest& request, std::chrono::milliseconds silence_limit,
                                                     const OnPiece& on_piece);

}  // namespace kireise::net
