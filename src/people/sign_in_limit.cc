#include "people/sign_in_limit.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/sha256.h"
#include "base/text.h"

namespace kireise::people {
namespace {

using store::Connection;

constexpr std::chrono::seconds first_wait{30};
constexpr std::chrono::seconds longest_wait{15 * 60};
constexpr std::chrono::hours memory{1};  // longer than the longest wait

std::string network_of(std::string_view address) {
    std::array<std::byte, 16> bytes{};
    if (inet_pton(AF_INET6, std::string(address).c_str(), bytes.data()) != 1) return std::string(address);
    return to_hex(std::span(bytes).first(8));
}

struct Count {
    int failures = 0;
    Instant next{};
};

Result<Count> count_of(Connection& tx, const AttemptSubject& subject) {
    const auto row = TRY((store::query_one<int, Instant>(tx, "SELECT failures, next FROM sign_in_attempt WHERE subject = :subject",
                                                         stored_subject(subject))));
    return row ? Count{std::get<0>(*row), std::get<1>(*row)} : Count{};
}

Result<> save(Connection& tx, Instant now, const AttemptSubject& subject, int failures) {
    TRY(store::execute(
        tx,
        "INSERT INTO sign_in_attempt (subject, failures, next, expires) VALUES (:subject, :failures, :next, :expires)"
        " ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, next = excluded.next, expires = excluded.expires",
        stored_subject(subject), failures, now + waiting_time(failures, subject.free_attempts), now + memory));
    return {};
}

Result<> count_less(Connection& tx, std::span<const AttemptSubject> subjects) {
    for (const auto& subject : subjects) {
        TRY(store::execute(tx, "UPDATE sign_in_attempt SET failures = failures - 1, next = 0 WHERE subject = :subject AND failures > 0",
                           stored_subject(subject)));
    }
    return {};
}

}  // namespace

std::string stored_subject(const AttemptSubject& subject) { return sha256_hex("attempt:" + subject.key); }

AttemptSubject password_attempts(std::string_view account) { return {"password:" + std::string(account), 5}; }

AttemptSubject login_attempts(std::string_view login) { return {"login:" + lower_ascii(trim(login)), 5}; }

AttemptSubject address_attempts(std::string_view address) { return {"address:" + network_of(address), 50}; }

std::chrono::seconds waiting_time(int failures, int free_attempts) {
    if (failures < free_attempts) return std::chrono::seconds{0};
    const int doublings = std::min(failures - free_attempts, 10);
    return std::min(first_wait * (1 << doublings), longest_wait);
}

Result<std::optional<Instant>> begin_attempt(store::Database& db, Instant now, std::span<const AttemptSubject> subjects) {
    return db.write([&](Connection& tx) -> Result<std::optional<Instant>> {
        TRY(store::execute(tx, "DELETE FROM sign_in_attempt WHERE expires <= :now", now));
        Instant next = now;
        std::vector<int> failures;
        for (const auto& subject : subjects) {
            const auto count = TRY(count_of(tx, subject));
            next = std::max(next, count.next);
            failures.push_back(count.failures);
        }
        if (next > now) return std::optional(next);
        for (std::size_t i = 0; i < subjects.size(); ++i) TRY(save(tx, now, subjects[i], failures[i] + 1));
        return std::optional<Instant>{};
    });
}

Result<> attempt_succeeded(store::Database& db, std::span<const AttemptSubject> subjects) {
    return db.write([&](Connection& tx) -> Result<> {
        TRY(store::execute(tx, "DELETE FROM sign_in_attempt WHERE subject = :subject", stored_subject(subjects.front())));
        return count_less(tx, subjects.subspan(1));
    });
}

Result<> take_back_attempt(store::Database& db, std::span<const AttemptSubject> subjects) {
    return db.write([&](Connection& tx) { return count_less(tx, subjects); });
}

}  // namespace kireise::people
