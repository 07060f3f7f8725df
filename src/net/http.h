#pragma once
// What a handler sees of HTTP, free of any library: a Request in, a Response or a Stream out.

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace kireise::net {

enum class Method { get, head, post, put, del };

using Headers = std::vector<std::pair<std::string, std::string>>;
using Fields = std::multimap<std::string, std::string, std::less<>>;

struct Request {
    Method method = Method::get;
    std::string path;  // percent-decoded, always starts with "/"
    Fields query;      // decoded
    Headers headers;   // names in lower case
    std::string body;
    std::string id;       // of this request, for log and error page; "" in tests
    std::string peer;     // address of the client ("203.0.113.7", "2001:db8::1"); of the one before a trusted proxy; "" in tests
    bool secure = false;  // came over TLS, at the proxy in front of us

    [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;  // "" when absent
    [[nodiscard]] std::string cookie(std::string_view name) const;                  // "" when absent
    [[nodiscard]] std::string parameter(std::string_view name) const;               // of the query; "" when absent
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string body;
    Headers headers;  // further ones; a name may come twice (Set-Cookie); line breaks in values become spaces
};

// Where a Stream writes. write() waits until the client has taken the piece; false: the client is gone or too slow, stop.
class StreamSink {
   public:
    virtual ~StreamSink() = default;
    virtual bool write(std::string_view piece) = 0;
};

// An answer of unknown length. `produce` runs on its own thread and may block.
struct Stream {
    std::string content_type = "text/event-stream";
    Headers headers;
    std::function<void(StreamSink&)> produce;
};

using Outcome = std::variant<Response, Stream>;
using Handler = std::function<Outcome(const Request&)>;

[[nodiscard]] Response redirect(std::string location);  // 303 See Other: after a POST, read the page anew
[[nodiscard]] Response text_response(int status, std::string text);

// "/courses/{slug}/sections/{n}" against "/courses/ai-basics/sections/2" -> {slug: ai-basics, n: 2}. A part matches one segment.
using PathParameters = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] std::optional<PathParameters> match_path(std::string_view pattern, std::string_view path);

// Percent-decoding (RFC 3986 2.1); `plus_is_space` for forms. invalid for a broken escape, a NUL or broken UTF-8.
[[nodiscard]] Result<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace kireise::net
