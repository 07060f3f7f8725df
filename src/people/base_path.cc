#include "people/base_path.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kireise::people {
namespace {

constexpr std::string_view town_prefix = "/t/";
constexpr std::string_view shared_prefix = "/assets/";
constexpr std::array<std::string_view, 3> attributes{"href=\"/", "action=\"/", "src=\"/"};  // formaction ends like action

bool is_local_path(std::string_view from_slash) { return !from_slash.starts_with("//") && !from_slash.starts_with(shared_prefix); }

// `at` stands behind the quote, on the slash.
bool names_a_page(std::string_view html, std::size_t slash) {
    const auto before = html.substr(0, slash + 1);
    return std::ranges::any_of(attributes, [&](std::string_view attribute) { return before.ends_with(attribute); }) &&
           is_local_path(html.substr(slash));
}

std::string with_base(std::string_view html, std::string_view base) {
    std::string out;
    out.reserve(html.size() + html.size() / 8);
    std::size_t done = 0;
    for (auto at = html.find("=\"/"); at != std::string_view::npos; at = html.find("=\"/", at + 1)) {
        const auto slash = at + 2;
        if (!names_a_page(html, slash)) continue;
        out.append(html, done, slash - done);
        out += base;
        done = slash;
    }
    out.append(html, done);
    return out;
}

void put_headers_under(net::Headers& headers, std::string_view base) {
    for (auto& [name, value] : headers) {
        if (name == "Location" && value.starts_with('/') && is_local_path(value)) value.insert(0, base);
        if (name == "Set-Cookie") value = replace_all(std::move(value), "; Path=/;", "; Path=" + std::string(base) + "/;");
    }
}

}  // namespace

std::optional<TownPath> parse_town_path(std::string_view path) {
    if (!path.starts_with(town_prefix)) return std::nullopt;
    path.remove_prefix(town_prefix.size());
    const auto end = std::min(path.find('/'), path.size());
    const auto town = path.substr(0, end);
    if (!is_slug(town)) return std::nullopt;
    return TownPath{std::string(town), end == path.size() ? "/" : std::string(path.substr(end))};
}

void put_under(net::Outcome& outcome, std::string_view base) {
    if (base.empty()) return;
    std::visit([&](auto& any) { put_headers_under(any.headers, base); }, outcome);
    auto* response = std::get_if<net::Response>(&outcome);
    if (response != nullptr && response->content_type.starts_with("text/html")) response->body = with_base(response->body, base);
}

}  // namespace kireise::people
