#pragma once
// A store::Connection over one SOCI session, with its prepared statements; used by the databases, not by rooms.

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "store/database.h"

namespace soci {
class session;
class soci_error;
}  // namespace soci

namespace kireise::store {

// What each native library does in its own way. Errors are told without any value of the statement.
struct Native {
    Error (*map_error)(soci::session& session, const soci::soci_error& problem);
    Result<> (*plain)(soci::session& session, const std::string& sql);
};

class SociConnection final : public Connection {
   public:
    SociConnection(std::unique_ptr<soci::session> session, Native native);
    ~SociConnection() override;
    SociConnection(const SociConnection&) = delete;
    SociConnection& operator=(const SociConnection&) = delete;

    Result<std::int64_t> run(std::string_view sql, std::span<const Value> arguments, std::span<const Type> columns,
                             const OnRow& on_row) override;
    Result<> plain(const std::string& sql);  // BEGIN, COMMIT, PRAGMA ...: no values, no rows; several with ";" between

    [[nodiscard]] soci::session& session() { return *session_; }

   private:
    struct Prepared;
    using Cache = std::list<std::pair<std::string, std::unique_ptr<Prepared>>>;  // most recently used first

    Prepared& prepared(std::string_view sql, std::span<const Value> arguments, std::span<const Type> columns);
    void forget_newest();

    std::unique_ptr<soci::session> session_;
    Native native_;
    Cache cache_;
    std::unordered_map<std::string, Cache::iterator> by_key_;
};

}  // namespace kireise::store
