#pragma once
// Tokens with which PCs send their measurement by themselves (`kireise probe --send`): made by IT, shown once, stored as SHA-256, with a
// name, an end, and a limit of reports per hour. Whoever has one can add measurements and nothing else.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people/deed.h"
#include "store/database.h"

namespace kireise::placement {

inline constexpr std::size_t token_name_limit = 60;  // characters
inline constexpr std::size_t tokens_limit = 50;      // not revoked, in a town
inline constexpr int longest_token_days = 180;
inline constexpr int reports_per_hour = 1000;           // with one token
inline constexpr std::int64_t stored_reports = 20'000;  // in a town

struct ReportToken {
    std::string id;  // random; not the secret
    std::string name;
    Instant created;
    Instant expires;
    bool revoked = false;
    int used = 0;  // reports that came with it

    [[nodiscard]] bool valid(Instant now) const { return !revoked && now < expires; }
};

struct NewToken {
    std::string id;
    std::string secret;  // "krp-" and 64 hexadecimal digits
};

// invalid: a name that is empty, too long or has control characters, or days outside of 1..180; conflict: too many tokens.
[[nodiscard]] Result<NewToken> make_token(store::Database& db, const people::Deed& deed, const std::string& name, int days);

// not_found when there is none with this id; nothing happens to one that is revoked already.
[[nodiscard]] Result<> revoke_token(store::Database& db, const people::Deed& deed, const std::string& id);

// The newest first.
[[nodiscard]] Result<std::vector<ReportToken>> report_tokens(store::Database& db);

// Whether a report may come with this secret now. unauthenticated: unknown, expired or revoked; busy: too many reports in this hour, or too
// many wrong secrets from this address; conflict: the town has stored_reports already.
[[nodiscard]] Result<> admit_report(store::Database& db, Instant now, std::string_view secret, std::string_view peer);

}  // namespace kireise::placement
