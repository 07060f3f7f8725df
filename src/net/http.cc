#include "net/http.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"

namespace kireise::net {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~").find(c) != std::string_view::npos;
}

}  // namespace

std::string_view Request::header(std::string_view lower_case_name) const {
    const auto found = std::ranges::find(headers, lower_case_name, &Headers::value_type::first);
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::string Request::cookie(std::string_view name) const {
    for (const auto& part : split(header("cookie"), ';')) {
        const auto pair = trim(part);
        const auto at = pair.find('=');
        if (at != std::string_view::npos && pair.substr(0, at) == name) return std::string(pair.substr(at + 1));
    }
    return {};
}

std::string Request::parameter(std::string_view name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string{} : found->second;
}

Response redirect(std::string location) {
    return {.status = 303, .content_type = {}, .body = {}, .headers = {{"Location", std::move(location)}}};
}

Response text_response(int status, std::string text) {
    return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(text), .headers = {}};
}

std::optional<PathParameters> match_path(std::string_view pattern, std::string_view path) {
    const auto wanted = split(pattern, '/');
    const auto given = split(path, '/');
    if (wanted.size() != given.size()) return std::nullopt;
    PathParameters out;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const bool is_parameter = wanted[i].size() > 2 && wanted[i].front() == '{' && wanted[i].back() == '}';
        if (is_parameter && !given[i].empty()) out[wanted[i].substr(1, wanted[i].size() - 2)] = given[i];
        else if (wanted[i] != given[i]) return std::nullopt;
    }
    return out;
}

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0) return fail(ErrorKind::invalid, "The address or form holds a broken % escape.");
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    if (!is_utf8(out) || out.find('\0') != std::string::npos)
        return fail(ErrorKind::invalid, "The address or form is not valid UTF-8 text.");
    return out;
}

std::string percent_encode(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c)) out += c;
        else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace kireise::net
