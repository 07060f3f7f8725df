#include "people/audit.h"

#include <fmt/core.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"

namespace kireise::people {
namespace {

using store::Connection;
using Row = std::tuple<std::int64_t, Instant, std::string, std::string, std::string, std::string, std::string>;

constexpr std::string_view system_actor = "system";
constexpr std::string_view select_rows = "SELECT number, at, actor, action, object, detail, hash FROM audit_entry";

AuditEntry to_entry(const Row& row) {
    const auto& [number, at, actor, action, object, detail, hash] = row;
    return {number, at, actor, action, object, detail, hash};
}

std::string hash_of(const AuditEntry& entry, std::string_view previous) {
    return sha256_hex(
        Json{entry.number, entry.when.time_since_epoch().count(), entry.actor, entry.action, entry.object, entry.detail, previous}.dump());
}

std::string hmac_hex(const std::string& key, const std::string& text) {
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> out{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    crypto_auth_hmacsha256_final(&state, out.data());
    return to_hex(std::as_bytes(std::span(out)));
}

template <class... Arguments>
Result<std::vector<AuditEntry>> entries_where(Connection& tx, std::string_view condition, const Arguments&... arguments) {
    const auto rows = TRY((store::query<std::int64_t, Instant, std::string, std::string, std::string, std::string, std::string>(
        tx, fmt::format("{} WHERE {}", select_rows, condition), arguments...)));
    std::vector<AuditEntry> out;
    std::ranges::transform(rows, std::back_inserter(out), to_entry);
    return out;
}

Result<std::string> actor_of(Connection& tx, const Random& random, const std::string& account) {
    if (account.empty()) return std::string(system_actor);
    if (const auto known = TRY(audit_name(tx, account))) return *known;
    const auto key = random_id(random) + random_id(random);
    TRY(store::execute(tx, "INSERT INTO audit_key (account, secret) VALUES (:account, :secret)", account, key));
    return hmac_hex(key, account);
}

Result<std::pair<std::int64_t, std::string>> head_of(Connection& tx) {
    const auto row =
        TRY(store::query_one<std::int64_t, std::string>(tx, "SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1"));
    return row ? std::pair{std::get<0>(*row), std::get<1>(*row)} : std::pair{std::int64_t{0}, std::string{}};
}

// An account that was acted on is named as one that acts.
Result<std::string> object_of(Connection& tx, const Random& random, const std::string& object) {
    constexpr std::string_view account = "account/";
    if (!object.starts_with(account)) return object;
    return std::string(account) + TRY(actor_of(tx, random, object.substr(account.size())));
}

}  // namespace

store::Migrations audit_migrations() {
    return {"audit",
            {"CREATE TABLE audit_entry (number BIGINT PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object "
             "TEXT NOT NULL,"
             " detail TEXT NOT NULL, hash TEXT NOT NULL);\n"
             "CREATE TABLE audit_key (account TEXT PRIMARY KEY, secret TEXT NOT NULL);\n"}};
}

Result<> audit(Connection& tx, const Random& random, Instant now, const AuditNote& note) {
    const auto [number, previous] = TRY(head_of(tx));
    auto actor = TRY(actor_of(tx, random, note.account));
    auto object = TRY(object_of(tx, random, note.object));
    AuditEntry entry{.number = number + 1,
                     .when = now,
                     .actor = std::move(actor),
                     .action = note.action,
                     .object = std::move(object),
                     .detail = note.detail};
    entry.hash = hash_of(entry, previous);
    TRY(store::execute(tx,
                       "INSERT INTO audit_entry (number, at, actor, action, object, detail, hash)"
                       " VALUES (:number, :at, :actor, :action, :object, :detail, :hash)",
                       entry.number, entry.when, entry.actor, entry.action, entry.object, entry.detail, entry.hash));
    return {};
}

Result<> audit(Connection& tx, const Deed& deed, std::string action, std::string object, std::string detail) {
    return audit(tx, deed.random, deed.now, {deed.actor, std::move(action), std::move(object), std::move(detail)});
}

Result<std::vector<AuditEntry>> audit_entries(store::Database& db, int limit, const AuditFilter& filter) {
    constexpr Instant never{std::chrono::milliseconds{INT64_MAX}};
    return db.read([&](Connection& tx) {
        return entries_where(tx,
                             "number < :before AND at >= :from AND at < :until AND (action = :action OR :all = 1) ORDER BY number DESC"
                             " LIMIT :limit",
                             filter.before.value_or(INT64_MAX), filter.from.value_or(Instant{}), filter.until.value_or(never),
                             filter.action, filter.action.empty() ? 1 : 0, limit);
    });
}

Result<std::vector<std::string>> audit_actions(store::Database& db) {
    std::vector<std::string> out;
    for (auto& [action] : TRY(db.read(
             [](Connection& tx) { return store::query<std::string>(tx, "SELECT DISTINCT action FROM audit_entry ORDER BY action"); }))) {
        out.push_back(std::move(action));
    }
    return out;
}

Result<AuditHead> audit_head(store::Database& db) {
    const auto [number, hash] = TRY(db.read(head_of));
    return AuditHead{number, hash};
}

Result<std::vector<AuditEntry>> audit_of_person(Connection& tx, const std::string& account) {
    const auto name = TRY(audit_name(tx, account));
    if (!name) return std::vector<AuditEntry>{};
    return entries_where(tx, "actor = :actor OR object = :object ORDER BY number", *name, "account/" + *name);
}

Result<std::optional<std::string>> audit_name(Connection& tx, const std::string& account) {
    const auto row = TRY(store::query_one<std::string>(tx, "SELECT secret FROM audit_key WHERE account = :account", account));
    return row ? std::optional(hmac_hex(std::get<0>(*row), account)) : std::nullopt;
}

Result<> forget_in_audit(Connection& tx, const std::string& account) {
    TRY(store::execute(tx, "DELETE FROM audit_key WHERE account = :account", account));
    return {};
}

Result<AuditProof> verify_audit(store::Database& db, std::string_view anchor) {
    constexpr int page = 1000;
    return db.read([&](Connection& tx) -> Result<AuditProof> {
        AuditProof proof{.anchored = anchor.empty()};
        for (;;) {
            const auto rows = TRY((store::query<std::int64_t, Instant, std::string, std::string, std::string, std::string, std::string>(
                tx, fmt::format("{} WHERE number > :after ORDER BY number LIMIT :page", select_rows), proof.entries, page)));
            for (const auto& row : rows) {
                const auto entry = to_entry(row);
                if (entry.number != proof.entries + 1) proof.problem = fmt::format("Entry {} is missing.", proof.entries + 1);
                else if (entry.hash != hash_of(entry, proof.head))
                    proof.problem = fmt::format("Entry {} or the one before it was altered.", entry.number);
                if (!proof.problem.empty()) {
                    proof.broken = proof.entries + 1;
                    return proof;
                }
                proof.entries = entry.number;
                proof.head = entry.hash;
                proof.anchored = proof.anchored || entry.hash == anchor;
            }
            if (rows.size() < page) return proof;
        }
    });
}

}  // namespace kireise::people
