#pragma once
// Who did what when, in a chain that cannot be altered without notice: each entry holds the SHA-256 of the one before. An entry names a
// person by an HMAC under a key of that person; deleting the key leaves the chain whole and the entry without a person (GDPR Art. 17).
// Entries hold no personal data and nothing of a survey.
//
// What the chain cannot show by itself is that its newest entries were cut off: for that, keep the head (audit_head) elsewhere.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people/deed.h"
#include "store/migrations.h"

namespace kireise::people {

struct AuditEntry {
    std::int64_t number = 0;  // 1, 2, ...
    Instant when;
    std::string actor;   // HMAC-SHA256 of the account's id under its key, 64 hexadecimal digits; "system" for the program itself
    std::string action;  // "account.created", "guideline.adopted": lower case, dot between object and verb
    std::string object;  // id of what was acted on: "case/mail-sorting"; of a person "account/" and the same as for an actor; "" for none
    std::string detail;  // what else matters, in a few words or JSON
    std::string hash;    // of this entry and the one before, 64 hexadecimal digits
};

struct AuditNote {
    std::string account;                 // who; "" for the program itself
    std::string action, object, detail;  // "account/ID" as object is stored as "account/" and the person's HMAC
};

[[nodiscard]] store::Migrations audit_migrations();

// In the transaction of what is noted, so that both happen or neither. Makes the person's key at the first entry.
[[nodiscard]] Result<> audit(store::Connection& tx, const Random& random, Instant now, const AuditNote& note);

[[nodiscard]] Result<> audit(store::Connection& tx, const Deed& deed, std::string action, std::string object, std::string detail = {});

struct AuditFilter {
    std::string action;                  // "" for all
    std::optional<Instant> from, until;  // from <= when < until
    std::optional<std::int64_t> before;  // number of an entry, for the next page
};

// The newest first.
[[nodiscard]] Result<std::vector<AuditEntry>> audit_entries(store::Database& db, int limit, const AuditFilter& filter = {});
// All actions that occur, in alphabetical order.
[[nodiscard]] Result<std::vector<std::string>> audit_actions(store::Database& db);
// Number and hash of the newest entry; 0 and "" when there is none.
struct AuditHead {
    std::int64_t entries = 0;
    std::string hash;
};
[[nodiscard]] Result<AuditHead> audit_head(store::Database& db);
// Entries in which the person acts or is acted on; the oldest first. None when there is no key.
[[nodiscard]] Result<std::vector<AuditEntry>> audit_of_person(store::Connection& tx, const std::string& account);

// What the person's entries name as actor; nullopt when there is no key (never acted, or deleted).
[[nodiscard]] Result<std::optional<std::string>> audit_name(store::Connection& tx, const std::string& account);
// Pseudonymises: nobody can tell any more which entries were this person's.
[[nodiscard]] Result<> forget_in_audit(store::Connection& tx, const std::string& account);

struct AuditProof {
    std::int64_t entries = 0;
    std::string head;                    // hash of the newest entry
    std::optional<std::int64_t> broken;  // number of the first entry that does not follow from the one before
    std::string problem;                 // what is wrong with it, as a sentence
    bool anchored = true;                // the given anchor stands in the chain
};

// Checks every link. `anchor` is a head that was kept elsewhere, or "".
[[nodiscard]] Result<AuditProof> verify_audit(store::Database& db, std::string_view anchor = {});

}  // namespace kireise::people
