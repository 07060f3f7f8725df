#include "store/postgresql.h"

#include <fmt/core.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <algorithm>

#include "base/text.h"
#include "store/pooled_database.h"

namespace kireise::store {
namespace {

PGconn* native(soci::session& session) {
    // The session was opened with the PostgreSQL backend in connect().
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

bool is_lost(SociConnection& connection) { return PQstatus(native(connection.session())) != CONNECTION_OK; }

Error unavailable() {
    return error(
        ErrorKind::unavailable,
        "The database server does not answer. What was sent just now may not have been stored: please look, and try again in a moment.");
}

// Codes: PostgreSQL documentation, appendix A.
Error to_error(soci::session& session, std::string_view state, std::string_view message) {
    if (PQstatus(native(session)) != CONNECTION_OK || state.starts_with("08") || state.starts_with("57P")) return unavailable();
    if (state.starts_with("23")) return error(ErrorKind::conflict, fmt::format("The entry exists already or is still in use. ({})", state));
    if (state.starts_with("40") || state == "55P03") return error(ErrorKind::busy, "The database is busy; please try again in a moment.");
    if (state.starts_with("53")) {
        return error(ErrorKind::io,
                     fmt::format("The database server is out of disk, memory or connections ({}); nothing was changed.", state));
    }
    return error(ErrorKind::io,
                 fmt::format("The database answered with an error: {} ({})", lines(message).empty() ? "" : lines(message).front(), state));
}

Error map_error(soci::session& session, const soci::soci_error& problem) {
    const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&problem);
    return to_error(session, known == nullptr ? "" : known->sqlstate(), problem.get_error_message());
}

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};

Result<> plain(soci::session& session, const std::string& sql) {
    const std::unique_ptr<PGresult, ClearResult> result{PQexec(native(session), sql.c_str())};
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return {};
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    return std::unexpected(to_error(session, state == nullptr ? "" : state, PQresultErrorMessage(result.get())));
}

// SOCI takes "key='value' ..." only; a url is turned into that.
Result<std::string> connection_string(const std::string& url) {
    char* problem = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{PQconninfoParse(url.c_str(), &problem), &PQconninfoFree};
    PQfreemem(problem);  // may repeat the url with its password
    if (!options)
        return fail(ErrorKind::invalid, "The database's address is not understood. Expected: postgresql://user@host:5432/database");
    std::string out;
    for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val == nullptr) continue;
        const auto value = replace_all(replace_all(option->val, "\\", "\\\\"), "'", "\\'");
        out += fmt::format("{}='{}' ", option->keyword, value);
    }
    return out;
}

Result<std::unique_ptr<SociConnection>> connect(const std::string& address, const std::string& schema) {
    try {
        auto session = std::make_unique<soci::session>(soci::postgresql, address);
        PQsetNoticeProcessor(native(*session), [](void*, const char*) {}, nullptr);
        auto connection = std::make_unique<SociConnection>(std::move(session), Native{map_error, plain});
        TRY(connection->plain(
            fmt::format("SET application_name = 'kireise'; SET lock_timeout = '10s'; SET search_path TO \"{}\"", schema)));
        return connection;
    } catch (const soci::soci_error&) {
        // libpq's text may repeat the url.
        return fail(
            ErrorKind::unavailable,
            "Cannot connect to the database server. Check --database (host, port, database, user), the password (PGPASSWORD or password "
            "file) and that the server runs.");
    }
}

Result<> check_schema_name(std::string_view name) {
    const bool plain = !name.empty() && name.size() <= 60 &&
                       std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (!plain) return fail(ErrorKind::invalid, fmt::format("\"{}\" is no name of a schema: small letters, digits, underscore.", name));
    return {};
}

Driver driver(const std::string& address, const std::string& schema) {
    return {.connect = [=] { return connect(address, schema); },
            .begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            // One lock for each schema; 7102 is KI-Reise's own class of locks.
            .begin_write = "BEGIN; SELECT pg_advisory_xact_lock(7102, hashtext(current_setting('search_path')))",
            .is_lost = is_lost,
            .purge_deleted = [](SociConnection& writer) { return writer.plain("VACUUM"); }};
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgresql(const std::string& url, const std::string& schema) {
    TRY(check_schema_name(schema));
    auto database = TRY(PooledDatabase::open(driver(TRY(connection_string(url)), schema)));
    TRY(database->write([&](Connection& tx) { return execute(tx, fmt::format("CREATE SCHEMA IF NOT EXISTS \"{}\"", schema)); }));
    return database;
}

Result<std::vector<std::string>> schemas_of(const std::string& url) {
    const auto database = TRY(PooledDatabase::open(driver(TRY(connection_string(url)), "public")));
    const auto rows = TRY(database->read([](Connection& tx) {
        return query<std::string>(
            tx, "SELECT table_schema FROM information_schema.tables WHERE table_name = 'schema_version' ORDER BY table_schema");
    }));
    std::vector<std::string> out;
    for (const auto& [schema] : rows) out.push_back(schema);
    return out;
}

Result<> drop_schema(const std::string& url, const std::string& schema) {
    TRY(check_schema_name(schema));
    const auto database = TRY(PooledDatabase::open(driver(TRY(connection_string(url)), schema)));
    TRY(database->write([&](Connection& tx) { return execute(tx, fmt::format("DROP SCHEMA IF EXISTS \"{}\" CASCADE", schema)); }));
    return {};
}

}  // namespace kireise::store
