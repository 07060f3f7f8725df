#include "placement/report_token.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/sha256.h"
#include "base/text.h"
#include "people/audit.h"
#include "people/sign_in_limit.h"

namespace kireise::placement {
namespace {

using store::Connection;

constexpr std::string_view prefix = "krp-";
constexpr std::size_t secret_length = prefix.size() + 64;
constexpr std::chrono::hours window{1};
constexpr int free_mistakes = 20;  // of one address; apart from those of signing in, which must not suffer

std::string hash_of(std::string_view secret) { return sha256_hex("report-token:" + std::string(secret)); }

bool is_name(std::string_view name) {
    const bool control = std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return !name.empty() && !control && is_utf8(name) && characters(name) <= token_name_limit;
}

Error refusal() {
    return error(ErrorKind::unauthenticated,
                 "The token is wrong, expired or revoked. Ask your IT for a new one; it is made on the page 'Unsere PCs' of the portal.");
}

// Counts the wrong secret.
Result<> refuse(store::Database& db, Instant now, std::string_view peer) {
    const std::array subjects{people::AttemptSubject{"report-token:" + std::string(peer), free_mistakes}};
    if (TRY(people::begin_attempt(db, now, subjects)))
        return fail(ErrorKind::busy, "Too many wrong tokens came from this address. Try again in a quarter of an hour.");
    return std::unexpected(refusal());
}

struct Found {
    std::string id;
    Instant expires;
    bool revoked = false;
    Instant window_start;
    int in_window = 0;
};

Result<std::optional<Found>> find(Connection& tx, std::string_view secret) {
    const auto row = TRY((store::query_one<std::string, Instant, int, Instant, int>(
        tx, "SELECT id, expires, revoked, window_start, in_window FROM report_token WHERE hash = :hash", hash_of(secret))));
    if (!row) return std::optional<Found>{};
    const auto& [id, expires, revoked, start, count] = *row;
    return std::optional(Found{id, expires, revoked != 0, start, count});
}

Result<> count_report(Connection& tx, Instant now, const Found& token) {
    const bool fresh = now - token.window_start >= window;
    if (!fresh && token.in_window >= reports_per_hour)
        return fail(ErrorKind::busy,
                    fmt::format("More than {} reports came with this token within an hour. Try again later.", reports_per_hour));
    TRY(store::execute(tx, "UPDATE report_token SET used = used + 1, window_start = :start, in_window = :count WHERE id = :id",
                       fresh ? now : token.window_start, fresh ? 1 : token.in_window + 1, token.id));
    return {};
}

Result<> check_room(Connection& tx) {
    const auto count = TRY(store::query_one<std::int64_t>(tx, "SELECT COUNT(*) FROM probe_report"));
    if (std::get<0>(*count) < stored_reports) return {};
    return fail(ErrorKind::conflict, fmt::format("The portal has {} reports and takes no more.", stored_reports));
}

}  // namespace

Result<NewToken> make_token(store::Database& db, const people::Deed& deed, const std::string& name, int days) {
    if (!is_name(name)) return fail(ErrorKind::invalid, "A token needs a name of at most 60 characters.");
    if (days < 1 || days > longest_token_days)
        return fail(ErrorKind::invalid, fmt::format("A token lasts 1 to {} days.", longest_token_days));
    NewToken made{random_id(deed.random), std::string(prefix) + random_id(deed.random) + random_id(deed.random)};
    TRY(db.write([&](Connection& tx) -> Result<> {
        const auto count =
            TRY(store::query_one<std::int64_t>(tx, "SELECT COUNT(*) FROM report_token WHERE revoked = 0 AND expires > :now", deed.now));
        if (std::get<0>(*count) >= static_cast<std::int64_t>(tokens_limit))
            return fail(ErrorKind::conflict, fmt::format("There are {} tokens already. Revoke one first.", tokens_limit));
        TRY(store::execute(tx,
                           "INSERT INTO report_token (id, name, hash, created, expires, revoked, used, window_start, in_window)"
                           " VALUES (:id, :name, :hash, :created, :expires, 0, 0, 0, 0)",
                           made.id, name, hash_of(made.secret), deed.now, deed.now + std::chrono::days{days}));
        return people::audit(tx, deed, "report_token.created", "report-token/" + made.id, fmt::format("{} days", days));
    }));
    return made;
}

Result<> revoke_token(store::Database& db, const people::Deed& deed, const std::string& id) {
    return db.write([&](Connection& tx) -> Result<> {
        const auto state = TRY(store::query_one<int>(tx, "SELECT revoked FROM report_token WHERE id = :id", id));
        if (!state) return fail(ErrorKind::not_found, "There is no such token.");
        if (std::get<0>(*state) != 0) return {};
        TRY(store::execute(tx, "UPDATE report_token SET revoked = 1 WHERE id = :id", id));
        return people::audit(tx, deed, "report_token.revoked", "report-token/" + id);
    });
}

Result<std::vector<ReportToken>> report_tokens(store::Database& db) {
    const auto rows = TRY(db.read([](Connection& tx) {
        return store::query<std::string, std::string, Instant, Instant, int, int>(
            tx, "SELECT id, name, created, expires, revoked, used FROM report_token ORDER BY created DESC, id LIMIT 200");
    }));
    std::vector<ReportToken> out;
    for (const auto& [id, name, created, expires, revoked, used] : rows) out.push_back({id, name, created, expires, revoked != 0, used});
    return out;
}

Result<> admit_report(store::Database& db, Instant now, std::string_view secret, std::string_view peer) {
    if (secret.size() != secret_length || !secret.starts_with(prefix)) return refuse(db, now, peer);
    bool known = true;
    TRY(db.write([&](Connection& tx) -> Result<> {
        const auto token = TRY(find(tx, secret));
        known = token.has_value();
        if (!known) return {};
        if (token->revoked || now >= token->expires) return std::unexpected(refusal());
        TRY(check_room(tx));
        return count_report(tx, now, *token);
    }));
    return known ? Result<>{} : refuse(db, now, peer);
}

}  // namespace kireise::placement
