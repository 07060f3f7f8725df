#include "commands/probe_send.h"

#include <fmt/core.h>
#include <fmt/ostream.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "net/https_client.h"

namespace kireise::commands {
namespace {

constexpr std::string_view path = "/workstations/reports";
constexpr std::size_t longest_token = 200;
constexpr std::size_t answer_limit = 64U << 10U;
constexpr std::chrono::seconds time_limit{30};

bool is_token(std::string_view text) {
    const auto visible = [](char c) { return c > 0x20 && c < 0x7f; };
    return !text.empty() && text.size() <= longest_token && std::ranges::all_of(text, visible);
}

Result<std::string> token_of(const Arguments& arguments, const char* environment) {
    auto token = arguments.value("--token");
    const auto file = arguments.value("--token-file");
    if (!token.empty() && !file.empty()) return fail(ErrorKind::invalid, "Give --token or --token-file, not both.");
    if (!file.empty()) token = trim(TRY(read_file(file)));
    if (token.empty() && environment != nullptr) token = trim(environment);
    if (token.empty())
        return fail(ErrorKind::invalid,
                    "Sending needs a token: --token-file FILE or KIREISE_PROBE_TOKEN. Your IT makes one in the portal.");
    if (!is_token(token)) return fail(ErrorKind::invalid, "The token is no token: it is one word of visible ASCII characters.");
    return token;
}

// The first line of what the portal says, as far as it is text.
std::string sentence_of(const net::SecureResponse& response) {
    constexpr std::size_t longest = 500;
    const auto line = trim(std::string_view(response.body).substr(0, std::min(response.body.find('\n'), longest)));
    const bool control = std::ranges::any_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return response.content_type.starts_with("text/plain") && is_utf8(line) && !control ? std::string(line) : std::string();
}

ErrorKind kind_of(int status) {
    switch (status) {
        case 400: return ErrorKind::invalid;
        case 401:
        case 403: return ErrorKind::unauthenticated;
        case 404: return ErrorKind::not_found;
        case 409: return ErrorKind::conflict;
        case 413: return ErrorKind::too_large;
        case 429: return ErrorKind::busy;
        default: return ErrorKind::unavailable;
    }
}

Result<> judge(const net::SecureResponse& response, const std::string& address, Io& io) {
    const auto sentence = sentence_of(response);
    if (response.status == 201) {
        fmt::print(io.out, "{}\n{}\n", io.t("commands.probe.sent"), sentence);
        return {};
    }
    if (!sentence.empty()) return fail(kind_of(response.status), fmt::format("The portal says ({}): {}", response.status, sentence));
    return fail(kind_of(response.status),
                fmt::format("{} answered {}. Is it the address of the portal, as the browser shows it?", address, response.status));
}

}  // namespace

Result<std::string> report_address(std::string_view portal) {
    while (portal.ends_with('/')) portal.remove_suffix(1);
    const bool odd = portal.find_first_of("?#@ ") != std::string_view::npos;
    if (odd || !net::is_secure_url(portal)) {
        return fail(ErrorKind::invalid,
                    fmt::format("'{}' is no address of a portal: https://HOST, without user, question mark or hash.", portal));
    }
    return std::string(portal) + std::string(path);
}

Result<std::optional<Sending>> sending_of(const Arguments& arguments, const char* environment) {
    const auto portal = arguments.value("--send");
    if (portal.empty()) {
        for (const auto* needs_it : {"--token", "--token-file", "--ca-file", "--report"}) {
            if (!arguments.value(needs_it).empty()) return fail(ErrorKind::invalid, fmt::format("{} needs --send URL.", needs_it));
        }
        if (arguments.has("--dry-run")) return fail(ErrorKind::invalid, "--dry-run needs --send URL.");
        return std::optional<Sending>{};
    }
    Sending out{.address = TRY(report_address(portal)),
                .token = {},
                .ca_file = arguments.value("--ca-file"),
                .dry_run = arguments.has("--dry-run")};
    if (!out.dry_run) out.token = TRY(token_of(arguments, environment));
    return std::optional(std::move(out));
}

Result<placement::ProbeReport> report_of_file(const std::string& file) { return placement::parse_probe_report(TRY(read_file(file))); }

Result<> send_report(const Sending& sending, const placement::ProbeReport& report, Io& io) {
    const auto json = to_json(report);
    if (sending.dry_run) {
        fmt::print(io.out, "{}\nPOST {}\n{}\n", io.t("commands.probe.would_send"), sending.address, json.dump(2));
        return {};
    }
    const auto response = TRY(net::fetch({.url = sending.address,
                                          .headers = {{"content-type", "application/json"}, {"authorization", "Bearer " + sending.token}},
                                          .body = json.dump(),
                                          .ca_file = sending.ca_file,
                                          .time_limit = time_limit,
                                          .body_limit = answer_limit}));
    return judge(response, sending.address, io);
}

}  // namespace kireise::commands
