#include "store/soci_connection.h"

#include <soci/soci.h>

#include <vector>

namespace kireise::store {
namespace {

constexpr std::size_t max_prepared = 200;  // statements kept by each connection

// One bound value, in or out; SOCI keeps references to its members as long as the statement lives.
struct Slot {
    Type type = Type::text;
    long long integer = 0;
    double real = 0;
    std::string text;
    soci::indicator indicator = soci::i_ok;
};

Type type_of(const Value& value) {
    if (std::holds_alternative<std::int64_t>(value)) return Type::integer;
    return std::holds_alternative<double>(value) ? Type::real : Type::text;
}

// soci::use and soci::into hold references that end with the full expression, so exchange() must be in it.
void bind_argument(soci::statement& statement, Slot& slot, Type type) {
    slot.type = type;
    switch (type) {
        case Type::integer: statement.exchange(soci::use(slot.integer, slot.indicator)); break;
        case Type::real: statement.exchange(soci::use(slot.real, slot.indicator)); break;
        case Type::text: statement.exchange(soci::use(slot.text, slot.indicator)); break;
    }
}

void bind_column(soci::statement& statement, Slot& slot, Type type) {
    slot.type = type;
    switch (type) {
        case Type::integer: statement.exchange(soci::into(slot.integer, slot.indicator)); break;
        case Type::real: statement.exchange(soci::into(slot.real, slot.indicator)); break;
        case Type::text: statement.exchange(soci::into(slot.text, slot.indicator)); break;
    }
}

void fill(Slot& slot, const Value& value) {
    slot.indicator = std::holds_alternative<std::monostate>(value) ? soci::i_null : soci::i_ok;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) slot.integer = *integer;
    else if (const auto* real = std::get_if<double>(&value)) slot.real = *real;
    else if (const auto* text = std::get_if<std::string>(&value)) slot.text = *text;
}

Value read_column(const Slot& slot) {
    if (slot.indicator == soci::i_null) return {};
    switch (slot.type) {
        case Type::integer: return static_cast<std::int64_t>(slot.integer);
        case Type::real: return slot.real;
        case Type::text: return slot.text;
    }
    return {};
}

// The same text with other types of arguments is another statement.
std::string key_of(std::string_view sql, std::span<const Value> arguments) {
    std::string key(sql);
    for (const auto& argument : arguments) key += static_cast<char>('0' + static_cast<int>(type_of(argument)));
    return key;
}

}  // namespace

struct SociConnection::Prepared {
    explicit Prepared(soci::session& session) : statement(session) {}

    std::vector<Slot> in, out;
    soci::statement statement;
};

SociConnection::SociConnection(std::unique_ptr<soci::session> session, Native native) : session_(std::move(session)), native_(native) {}

SociConnection::~SociConnection() = default;

SociConnection::Prepared& SociConnection::prepared(std::string_view sql, std::span<const Value> arguments, std::span<const Type> columns) {
    auto key = key_of(sql, arguments);
    if (const auto known = by_key_.find(key); known != by_key_.end()) {
        cache_.splice(cache_.begin(), cache_, known->second);
        return *cache_.front().second;
    }
    auto made = std::make_unique<Prepared>(*session_);
    made->in.resize(arguments.size());
    made->out.resize(columns.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) bind_argument(made->statement, made->in[i], type_of(arguments[i]));
    for (std::size_t i = 0; i < columns.size(); ++i) bind_column(made->statement, made->out[i], columns[i]);
    made->statement.alloc();
    made->statement.prepare(std::string(sql));
    made->statement.define_and_bind();
    if (cache_.size() == max_prepared) {
        by_key_.erase(cache_.back().first);
        cache_.pop_back();
    }
    cache_.emplace_front(key, std::move(made));
    by_key_.emplace(std::move(key), cache_.begin());
    return *cache_.front().second;
}

void SociConnection::forget_newest() {
    if (cache_.empty()) return;
    by_key_.erase(cache_.front().first);
    cache_.pop_front();
}

Result<std::int64_t> SociConnection::run(std::string_view sql, std::span<const Value> arguments, std::span<const Type> columns,
                                         const OnRow& on_row) {
    try {
        auto& [in, out, statement] = prepared(sql, arguments, columns);
        for (std::size_t i = 0; i < arguments.size(); ++i) fill(in[i], arguments[i]);
        statement.execute(columns.empty());
        std::vector<Value> row(columns.size());
        while (!columns.empty() && statement.fetch()) {
            for (std::size_t i = 0; i < columns.size(); ++i) row[i] = read_column(out[i]);
            on_row(row);
        }
        return columns.empty() ? statement.get_affected_rows() : 0;
    } catch (const soci::soci_error& problem) {
        auto told = native_.map_error(*session_, problem);
        forget_newest();
        return std::unexpected(std::move(told));
    }
}

Result<> SociConnection::plain(const std::string& sql) { return native_.plain(*session_, sql); }

}  // namespace kireise::store
