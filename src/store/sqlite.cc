#include "store/sqlite.h"

#include <fmt/core.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>

#include <mutex>
#include <vector>

#include "store/purge.h"
#include "store/soci_connection.h"

namespace kireise::store {
namespace {

Error map_sqlite_error(soci::session& session, const std::string& message) {
    // The session was opened with the SQLite backend in connect(); SOCI's own codes do not tell busy from unique.
    const auto* backend = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
    const int code = sqlite3_errcode(backend->conn_) & 0xff;
    switch (code) {
        case SQLITE_CONSTRAINT: return error(ErrorKind::conflict, "The entry exists already or is still in use. (" + message + ")");
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return error(ErrorKind::busy, "The database is busy; please try again in a moment.");
        case SQLITE_FULL: return error(ErrorKind::io, "The disk is full; the database could not be written and is unchanged. Free space and try again.");
        default: return error(ErrorKind::io, "The database answered with an error: " + message);
    }
}

Result<std::unique_ptr<SociConnection>> connect(const std::filesystem::path& file) {
    try {
        auto session = std::make_unique<soci::session>(soci::sqlite3, fmt::format("dbname=\"{}\" timeout=10 synchronous=full", file.string()));
        auto connection = std::make_unique<SociConnection>(std::move(session), map_sqlite_error);
        for (const auto* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA foreign_keys=ON", "PRAGMA secure_delete=ON"}) TRY(connection->plain(pragma));
        return connection;
    } catch (const soci::soci_error& problem) {
        return fail(ErrorKind::io, fmt::format("Cannot open the database {}: {}", file.string(), problem.what()));
    }
}

class SqliteDatabase final : public Database {
   public:
    explicit SqliteDatabase(std::filesystem::path file, std::unique_ptr<SociConnection> writer)
        : file_(std::move(file)), writer_(std::move(writer)) {}

    Result<> transaction(Access access, const std::function<Result<>(Connection&)>& work) override {
        if (access == Access::write) {
            const std::lock_guard lock(write_mutex_);
            return run(*writer_, "BEGIN IMMEDIATE", work);
        }
        auto reader = TRY(borrow_reader());
        auto done = run(*reader, "BEGIN", work);
        const std::lock_guard lock(readers_mutex_);
        idle_readers_.push_back(std::move(reader));
        return done;
    }

    // Moves the write-ahead log into the file, where secure_delete has overwritten what is gone, and empties it.
    Result<> purge() {
        const std::lock_guard lock(write_mutex_);
        const std::vector<Type> columns{Type::integer, Type::integer, Type::integer};
        std::int64_t busy = 1;
        TRY(writer_->run("PRAGMA wal_checkpoint(TRUNCATE)", {}, columns, [&](std::vector<Value>& row) { busy = std::get<std::int64_t>(row[0]); }));
        if (busy != 0) return fail(ErrorKind::busy, "Somebody is reading the database just now; deleted content is overwritten at the next chance.");
        return {};
    }

   private:
    static Result<> run(SociConnection& connection, std::string_view begin, const std::function<Result<>(Connection&)>& work) {
        TRY(connection.plain(begin));
        Result<> done;
        try {
            done = work(connection);
        } catch (...) {
            (void)connection.plain("ROLLBACK");
            throw;
        }
        if (done) done = connection.plain("COMMIT");
        if (!done) (void)connection.plain("ROLLBACK");
        return done;
    }

    Result<std::unique_ptr<SociConnection>> borrow_reader() {
        {
            const std::lock_guard lock(readers_mutex_);
            if (!idle_readers_.empty()) {
                auto reader = std::move(idle_readers_.back());
                idle_readers_.pop_back();
                return reader;
            }
        }
        return connect(file_);
    }

    std::filesystem::path file_;
    std::mutex write_mutex_;
    std::unique_ptr<SociConnection> writer_;
    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<SociConnection>> idle_readers_;
};

}  // namespace

Result<> purge_deleted(Database& database) {
    auto* sqlite = dynamic_cast<SqliteDatabase*>(&database);
    return sqlite == nullptr ? Result<>{} : sqlite->purge();
}

Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file) {
    auto writer = TRY(connect(file));
    return std::make_unique<SqliteDatabase>(file, std::move(writer));
}

}  // namespace kireise::store
