#include "store/sqlite.h"

#include <fmt/core.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>  // puts sqlite3.h into a namespace of its own

#include <memory>

#include "store/pooled_database.h"

namespace kireise::store {
namespace {

sqlite_api::sqlite3* native(soci::session& session) {
    // The session was opened with the SQLite backend in connect().
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

// SOCI's own codes do not tell busy from unique.
Error to_error(int code, std::string_view message) {
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT:
            return error(ErrorKind::conflict, fmt::format("The entry exists already or is still in use. ({})", message));
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return error(ErrorKind::busy, "The database is busy; please try again in a moment.");
        case SQLITE_FULL:
            return error(ErrorKind::io, "The disk is full; the database could not be written and is unchanged. Free space and try again.");
        default: return error(ErrorKind::io, fmt::format("The database answered with an error: {}", message));
    }
}

Error map_error(soci::session& session, const soci::soci_error& problem) {
    return to_error(sqlite3_errcode(native(session)), problem.get_error_message());
}

Result<> plain(soci::session& session, const std::string& sql) {
    const int code = sqlite3_exec(native(session), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return std::unexpected(to_error(code, sqlite3_errmsg(native(session))));
    return {};
}

Error cannot_open(const std::filesystem::path& file, std::string_view why) {
    return error(ErrorKind::io, fmt::format("Cannot open the database {}: {}", file.string(), why));
}

// Looked at before SOCI opens the file: its session leaks the connection when the first PRAGMA fails. With the library's own
// means: a file opened and closed beside it would drop the locks of all connections of this process, and another process could
// then take the write-ahead log away from under them. Source: sqlite.org/howtocorrupt.html, section 2.2.
Result<> check_is_database(const std::filesystem::path& file) {
    using Handle = std::unique_ptr<sqlite_api::sqlite3, decltype(&sqlite_api::sqlite3_close)>;
    sqlite_api::sqlite3* opened = nullptr;
    int code = sqlite_api::sqlite3_open(file.c_str(), &opened);
    const Handle handle(opened, sqlite_api::sqlite3_close);
    if (code == SQLITE_OK) code = sqlite_api::sqlite3_exec(opened, "PRAGMA schema_version", nullptr, nullptr, nullptr);
    if (code == SQLITE_NOTADB) return std::unexpected(cannot_open(file, "the file is no SQLite database."));
    if (code == SQLITE_OK || code == SQLITE_BUSY) return {};
    return std::unexpected(cannot_open(file, sqlite_api::sqlite3_errmsg(opened)));
}

Result<std::unique_ptr<SociConnection>> connect(const std::filesystem::path& file) {
    TRY(check_is_database(file));
    try {
        auto session = std::make_unique<soci::session>(soci::sqlite3, fmt::format("dbname=\"{}\" timeout=10", file.string()));
        auto connection = std::make_unique<SociConnection>(std::move(session), Native{map_error, plain});
        // Here and not among SOCI's options, which it carries out before it knows how long to wait for others.
        TRY(connection->plain("PRAGMA synchronous=FULL; PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"));
        return connection;
    } catch (const soci::soci_error& problem) {
        return std::unexpected(cannot_open(file, problem.what()));
    }
}

// Moves the write-ahead log into the file, where secure_delete has overwritten what is gone, and empties it.
Result<> truncate_log(SociConnection& writer) {
    const std::vector<Type> columns{Type::integer, Type::integer, Type::integer};
    std::int64_t busy = 1;
    TRY(writer.run("PRAGMA wal_checkpoint(TRUNCATE)", {}, columns,
                   [&](std::vector<Value>& row) { busy = std::get<std::int64_t>(row[0]); }));
    if (busy != 0)
        return fail(ErrorKind::busy, "Somebody is reading the database just now; deleted content is overwritten at the next chance.");
    return {};
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file) {
    return PooledDatabase::open({.connect = [file] { return connect(file); },
                                 .begin_read = "BEGIN",
                                 .begin_write = "BEGIN IMMEDIATE",
                                 .is_lost = [](SociConnection&) { return false; },
                                 .purge_deleted = truncate_log});
}

Result<> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (std::filesystem::exists(to)) return fail(ErrorKind::conflict, fmt::format("{} exists already.", to.string()));
    const auto source = TRY(connect(from));
    const auto target = TRY(connect(to));
    auto* backup = sqlite3_backup_init(native(target->session()), "main", native(source->session()), "main");
    if (backup == nullptr) return fail(ErrorKind::io, fmt::format("Cannot copy the database to {}.", to.string()));
    const int copied = sqlite_api::sqlite3_backup_step(backup, -1);  // all pages, from one state
    sqlite3_backup_finish(backup);
    if (copied != SQLITE_DONE) return std::unexpected(to_error(copied, "copying the database did not end"));
    return target->plain("PRAGMA journal_mode=DELETE");  // one file, nothing beside it
}

}  // namespace kireise::store
