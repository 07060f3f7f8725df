#include "people/base_path.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kireise::people {
namespace {

constexpr std::string_view town_prefix = "/t/";
constexpr std::string_view shared_prefix = "/assets/";
constexpr std::array<std::string_view, 3> attributes{"href", "action", "src"};  // formaction ends like action

bool is_local_path(std::string_view from_slash) { return !from_slash.starts_with("//") && !from_slash.starts_with(shared_prefix); }

// `quote` is how the text writes a double quote: as it is in HTML, with a backslash in the JSON of an event.
std::string with_base(std::string_view text, std::string_view base, std::string_view quote) {
    const auto value_starts = "=" + std::string(quote) + "/";
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    std::size_t done = 0;
    for (auto at = text.find(value_starts); at != std::string_view::npos; at = text.find(value_starts, at + 1)) {
        const auto before = text.substr(0, at);
        const auto slash = at + value_starts.size() - 1;
        const bool names_a_page = std::ranges::any_of(attributes, [&](std::string_view name) { return before.ends_with(name); });
        if (!names_a_page || !is_local_path(text.substr(slash))) continue;
        out.append(text, done, slash - done);
        out += base;
        done = slash;
    }
    out.append(text, done);
    return out;
}

// Each piece of a stream is a whole event. Only events that carry a piece of a page are changed: what a model writes is nobody's link.
class SinkUnder final : public net::StreamSink {
   public:
    SinkUnder(net::StreamSink& sink, std::string_view base) : sink_(sink), base_(base) {}
    bool write(std::string_view piece) override {
        const bool has_page = piece.find("\"html\":\"") != std::string_view::npos;
        return has_page ? sink_.write(with_base(piece, base_, "\\\"")) : sink_.write(piece);
    }

   private:
    net::StreamSink& sink_;
    std::string_view base_;
};

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
    if (response != nullptr && response->content_type.starts_with("text/html")) response->body = with_base(response->body, base, "\"");
    if (auto* stream = std::get_if<net::Stream>(&outcome)) {
        stream->produce = [base = std::string(base), produce = std::move(stream->produce)](net::StreamSink& sink) {
            SinkUnder under(sink, base);
            produce(under);
        };
    }
}

}  // namespace kireise::people
