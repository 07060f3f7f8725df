#pragma once
// The database behind one interface. SQL is the part that SQLite and PostgreSQL share; parameters are named (:name) and bound in order of
// appearance, each name once. Types: TEXT, BIGINT, DOUBLE PRECISION; instants are BIGINT milliseconds since 1970 UTC, and Instant may be
// used for them directly; no other types.
//
// Work runs inside a transaction: committed when the function returns a value, rolled back when it returns an error; the call returns when
// what was written is on the disk. Writers are serialised, those of other processes too; a reader sees one state throughout. Writers that
// wait share a commit, so the work may run on the thread of another caller. After an error of a statement the work must return an error.
// A call must not be made from inside another one.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kireise::store {

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;  // monostate is NULL
enum class Type { integer, real, text };

class Connection {
   public:
    virtual ~Connection() = default;

    using OnRow = std::function<void(std::vector<Value>&)>;

    // Gives the number of rows changed. conflict for a violated key, busy, io.
    virtual Result<std::int64_t> run(std::string_view sql, std::span<const Value> arguments, std::span<const Type> columns,
                                     const OnRow& on_row) = 0;
};

class Database {
   public:
    virtual ~Database() = default;

    enum class Access { read, write };
    virtual Result<> transaction(Access access, const std::function<Result<>(Connection&)>& work) = 0;

    // Deleting must really delete: overwrites what the SQL deleted in the files of the database. busy when readers keep it from that for
    // seconds; then call it again later. Not from inside a transaction.
    virtual Result<> purge_deleted() = 0;

    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, Connection&> {
        return in_transaction(Access::read, std::forward<Work>(work));
    }
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work, Connection&> {
        return in_transaction(Access::write, std::forward<Work>(work));
    }

   private:
    template <class Work>
    auto in_transaction(Access access, Work&& work) -> std::invoke_result_t<Work, Connection&> {
        std::optional<std::invoke_result_t<Work, Connection&>> out;
        auto done = transaction(access, [&](Connection& connection) -> Result<> {
            out.emplace(work(connection));
            if (!*out) return std::unexpected(out->error());
            return {};
        });
        if (!done) return std::unexpected(std::move(done).error());
        return *std::move(out);
    }
};

namespace detail {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
constexpr Type column_type() {
    if constexpr (IsOptional<T>::value) return column_type<typename T::value_type>();
    else if constexpr (std::is_same_v<T, Instant>) return Type::integer;
    else if constexpr (std::is_integral_v<T>) return Type::integer;
    else if constexpr (std::is_floating_point_v<T>) return Type::real;
    else return Type::text;
}

template <class T>
Value to_value(const T& value) {
    if constexpr (IsOptional<T>::value) return value ? to_value(*value) : Value{};
    else if constexpr (std::is_same_v<T, Instant>) return static_cast<std::int64_t>(value.time_since_epoch().count());
    else if constexpr (std::is_integral_v<T>) return static_cast<std::int64_t>(value);
    else if constexpr (std::is_floating_point_v<T>) return static_cast<double>(value);
    else return std::string(value);
}

template <class T>
T from_value(Value& value) {
    if constexpr (IsOptional<T>::value) {
        if (std::holds_alternative<std::monostate>(value)) return std::nullopt;
        return from_value<typename T::value_type>(value);
    } else if constexpr (std::is_same_v<T, Instant>) {
        return Instant{std::chrono::milliseconds{from_value<std::int64_t>(value)}};
    } else if constexpr (std::is_integral_v<T>) {
        return std::holds_alternative<std::int64_t>(value) ? static_cast<T>(std::get<std::int64_t>(value)) : T{};
    } else if constexpr (std::is_floating_point_v<T>) {
        return std::holds_alternative<double>(value) ? static_cast<T>(std::get<double>(value)) : T{};
    } else {
        return std::holds_alternative<std::string>(value) ? std::move(std::get<std::string>(value)) : T{};
    }
}

}  // namespace detail

// Rows of the given column types: query<std::string, std::int64_t>(tx, "SELECT name, age FROM x WHERE id = :id", id).
// NULL reads as the type's empty value; use std::optional where the difference matters.
template <class... Columns, class... Arguments>
Result<std::vector<std::tuple<Columns...>>> query(Connection& connection, std::string_view sql, const Arguments&... arguments) {
    static_assert(sizeof...(Columns) > 0);
    const std::vector<Value> values{detail::to_value(arguments)...};
    const std::vector<Type> types{detail::column_type<Columns>()...};
    std::vector<std::tuple<Columns...>> rows;
    const auto on_row = [&rows]<std::size_t... I>(std::vector<Value>& row, std::index_sequence<I...>) {
        rows.emplace_back(detail::from_value<Columns>(row[I])...);
    };
    auto done = connection.run(sql, values, types, [&](std::vector<Value>& row) { on_row(row, std::index_sequence_for<Columns...>{}); });
    if (!done) return std::unexpected(std::move(done).error());
    return rows;
}

// The first row, or nullopt.
template <class... Columns, class... Arguments>
Result<std::optional<std::tuple<Columns...>>> query_one(Connection& connection, std::string_view sql, const Arguments&... arguments) {
    auto rows = query<Columns...>(connection, sql, arguments...);
    if (!rows) return std::unexpected(std::move(rows).error());
    if (rows->empty()) return std::optional<std::tuple<Columns...>>{};
    return std::optional(std::move(rows->front()));
}

// Number of rows changed.
template <class... Arguments>
Result<std::int64_t> execute(Connection& connection, std::string_view sql, const Arguments&... arguments) {
    const std::vector<Value> values{detail::to_value(arguments)...};
    return connection.run(sql, values, {}, {});
}

}  // namespace kireise::store
