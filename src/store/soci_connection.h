#pragma once
// A store::Connection over one SOCI session; used by the databases, not by rooms.

#include <memory>
#include <string>

#include "store/database.h"

namespace soci {
class session;
}

namespace kireise::store {

// Turns a native error code and message into an Error of the right kind.
using MapError = Error (*)(soci::session& session, const std::string& message);

class SociConnection final : public Connection {
   public:
    SociConnection(std::unique_ptr<soci::session> session, MapError map_error);
    ~SociConnection() override;
    Result<std::int64_t> run(std::string_view sql, std::span<const Value> arguments, std::span<const Type> columns,
                             const OnRow& on_row) override;
    Result<> plain(std::string_view sql);  // BEGIN, COMMIT, PRAGMA ...

   private:
    std::unique_ptr<soci::session> session_;
    MapError map_error_;
};

}  // namespace kireise::store
