#include "store/sqlite.h"

#include <fmt/core.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>  // puts sqlite3.h into a namespace of its own

#include <fstream>

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

// Looked at before SOCI opens the file: its session leaks the connection when the first PRAGMA fails.
// Source: SQLite file format, section 1.3.
Result<> check_header(const std::filesystem::path& file) {
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    std::string header(magic.size(), '\0');
    std::ifstream in(file, std::ios::binary);
    if (!in.read(header.data(), static_cast<std::streamsize>(header.size())) && in.gcount() == 0) return {};  // new
    if (header == magic) return {};
    return fail(ErrorKind::io, fmt::format("Cannot open the database {}: the file is no SQLite database.", file.string()));
}

Result<std::unique_ptr<SociConnection>> connect(const std::filesystem::path& file) {
    TRY(check_header(file));
    try {
        auto session =
            std::make_unique<soci::session>(soci::sqlite3, fmt::format("dbname=\"{}\" timeout=10 synchronous=full", file.string()));
        auto connection = std::make_unique<SociConnection>(std::move(session), Native{map_error, plain});
        TRY(connection->plain("PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON"));
        return connection;
    } catch (const soci::soci_error& problem) {
        return fail(ErrorKind::io, fmt::format("Cannot open the database {}: {}", file.string(), problem.what()));
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
