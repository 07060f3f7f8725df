#include "store/soci_connection.h"

#include <soci/soci.h>

#include <deque>

namespace kireise::store {
namespace {

// One bound value, in or out; SOCI keeps references to its members until the statement ends.
struct Slot {
    long long integer = 0;
    double real = 0;
    std::string text;
    soci::indicator indicator = soci::i_ok;
};

void bind_argument(soci::statement& statement, Slot& slot, const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        slot.integer = *integer;
        statement.exchange(soci::use(slot.integer, slot.indicator));
    } else if (const auto* real = std::get_if<double>(&value)) {
        slot.real = *real;
        statement.exchange(soci::use(slot.real, slot.indicator));
    } else {
        if (const auto* text = std::get_if<std::string>(&value)) slot.text = *text;
        else slot.indicator = soci::i_null;
        statement.exchange(soci::use(slot.text, slot.indicator));
    }
}

void bind_column(soci::statement& statement, Slot& slot, Type type) {
    switch (type) {
        case Type::integer: statement.exchange(soci::into(slot.integer, slot.indicator)); break;
        case Type::real: statement.exchange(soci::into(slot.real, slot.indicator)); break;
        case Type::text: statement.exchange(soci::into(slot.text, slot.indicator)); break;
    }
}

Value read_column(const Slot& slot, Type type) {
    if (slot.indicator == soci::i_null) return {};
    switch (type) {
        case Type::integer: return static_cast<std::int64_t>(slot.integer);
        case Type::real: return slot.real;
        case Type::text: return slot.text;
    }
    return {};
}

}  // namespace

SociConnection::SociConnection(std::unique_ptr<soci::session> session, MapError map_error)
    : session_(std::move(session)), map_error_(map_error) {}

SociConnection::~SociConnection() = default;

Result<std::int64_t> SociConnection::run(std::string_view sql, std::span<const Value> arguments, std::span<const Type> columns,
                                         const OnRow& on_row) {
    try {
        soci::statement statement(*session_);
        std::deque<Slot> in(arguments.size());
        std::deque<Slot> out(columns.size());
        for (std::size_t i = 0; i < arguments.size(); ++i) bind_argument(statement, in[i], arguments[i]);
        for (std::size_t i = 0; i < columns.size(); ++i) bind_column(statement, out[i], columns[i]);
        statement.alloc();
        statement.prepare(std::string(sql));
        statement.define_and_bind();
        statement.execute(columns.empty());
        std::vector<Value> row(columns.size());
        while (!columns.empty() && statement.fetch()) {
            for (std::size_t i = 0; i < columns.size(); ++i) row[i] = read_column(out[i], columns[i]);
            on_row(row);
        }
        return columns.empty() ? statement.get_affected_rows() : 0;
    } catch (const soci::soci_error& problem) {
        return std::unexpected(map_error_(*session_, problem.get_error_message()));
    }
}

Result<> SociConnection::plain(std::string_view sql) {
    try {
        *session_ << std::string(sql);
        return {};
    } catch (const soci::soci_error& problem) {
        return std::unexpected(map_error_(*session_, problem.get_error_message()));
    }
}

}  // namespace kireise::store
