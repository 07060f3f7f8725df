#include "journey/funding_store.h"

#include <fmt/core.h>

#include "base/json.h"
#include "journey/journey_store.h"
#include "people/audit.h"

namespace kireise::journey {
namespace {

using people::Town;
using store::Connection;

using Row = std::tuple<std::string, std::string, std::int64_t, std::string>;
constexpr std::string_view columns = "SELECT id, kind, version, content FROM journey_funding";

Result<FundingEntry> entry_of(const Row& row) {
    const auto& [id, kind, version, content] = row;
    FundingEntry entry{.id = id, .kind = kind, .version = version, .values = {}};
    const auto json = TRY(parse_json(content));
    for (const auto& [name, value] : json.items()) entry.values[name] = value.get<std::string>();
    return entry;
}

Result<std::vector<FundingEntry>> entries_of(const std::vector<Row>& rows) {
    std::vector<FundingEntry> out;
    for (const auto& row : rows) out.push_back(TRY(entry_of(row)));
    return out;
}

std::string order_of(std::string_view kind, const FundingValues& values) {
    const auto found = values.find(funding_kind(kind).order);
    return found == values.end() ? "~" : order_key(found->second).substr(0, 200);  // what has no date comes last
}

Result<> note(Connection& tx, const Town& town, const std::string& account, std::string_view kind, const char* deed,
              const std::string& id) {
    return people::audit(tx, town.random(), town.now(),
                         {.account = account, .action = fmt::format("funding.{}.{}", kind, deed), .object = id, .detail = ""});
}

Result<> check_order(Connection& tx, std::string_view kind, const std::string& id, const std::string& order) {
    if (!funding_kind(kind).ordered_once) return {};
    const auto other = TRY(store::query_one<std::string>(
        tx, "SELECT id FROM journey_funding WHERE kind = :kind AND order_key = :order AND id <> :id", kind, order, id));
    if (other) return fail(ErrorKind::invalid, "Another entry has this number already.");
    return {};
}

// The line of the plan may have been deleted since the form was filled in.
Result<> check_line(Connection& tx, const FundingValues& values) {
    const auto line = values.find("line");
    if (line == values.end()) return {};
    const auto found = TRY(store::query_one<std::string>(tx, "SELECT id FROM journey_funding WHERE kind = :kind AND id = :id",
                                                         std::string_view("line"), line->second));
    if (!found) return fail(ErrorKind::conflict, "The line of the financing plan was deleted meanwhile.");
    return {};
}

Result<std::string> insert(Connection& tx, const Town& town, const std::string& account, std::string_view kind,
                           const FundingValues& values) {
    const auto id = funding_kind(kind).single ? std::string(kind) : random_id(town.random());
    const auto order = order_of(kind, values);
    TRY(check_order(tx, kind, id, order));
    TRY(check_line(tx, values));
    TRY(store::execute(tx, "INSERT INTO journey_funding (id, kind, order_key, version, content) VALUES (:id, :kind, :order, 1, :content)",
                       id, kind, order, Json(values).dump()));
    TRY(note(tx, town, account, kind, "added", id));
    return id;
}

Error changed_meanwhile() {
    return error(ErrorKind::conflict, "Somebody else changed or deleted this entry meanwhile. Nothing was overwritten.");
}

Result<> check_unused(Connection& tx, const FundingEntry& entry) {
    if (entry.kind != "line") return {};
    const auto rows = TRY(store::query<std::string, std::string, std::int64_t, std::string>(
        tx, fmt::format("{} WHERE kind = :kind", columns), std::string_view("receipt")));
    for (const auto& receipt : TRY(entries_of(rows))) {
        if (receipt.value("line") == entry.id)
            return fail(ErrorKind::invalid, "Receipts name this line of the plan; move or delete them first.");
    }
    return {};
}

}  // namespace

std::string FundingEntry::value(std::string_view field) const {
    const auto found = values.find(field);
    return found == values.end() ? "" : found->second;
}

Result<std::vector<FundingEntry>> funding_entries(const Town& town, std::string_view kind) {
    return entries_of(TRY(town.db().read([&](Connection& tx) {
        return store::query<std::string, std::string, std::int64_t, std::string>(
            tx, fmt::format("{} WHERE kind = :kind ORDER BY order_key, id", columns), kind);
    })));
}

Result<FundingPage> funding_page(const Town& town, std::string_view kind, std::int64_t page) {
    return town.db().read([&](Connection& tx) -> Result<FundingPage> {
        const auto count = TRY(store::query_one<std::int64_t>(tx, "SELECT COUNT(*) FROM journey_funding WHERE kind = :kind", kind));
        const auto rows = TRY(store::query<std::string, std::string, std::int64_t, std::string>(
            tx, fmt::format("{} WHERE kind = :kind ORDER BY order_key, id LIMIT :limit OFFSET :offset", columns), kind, funding_page_size,
            (page - 1) * funding_page_size));
        return FundingPage{TRY(entries_of(rows)), count ? std::get<0>(*count) : 0};
    });
}

Result<std::optional<FundingEntry>> find_funding_entry(const Town& town, std::string_view kind, const std::string& id) {
    const auto row = TRY(town.db().read([&](Connection& tx) {
        return store::query_one<std::string, std::string, std::int64_t, std::string>(
            tx, fmt::format("{} WHERE kind = :kind AND id = :id", columns), kind, id);
    }));
    if (!row) return std::optional<FundingEntry>{};
    return std::optional(TRY(entry_of(*row)));
}

Result<std::string> add_funding_entry(const Town& town, const std::string& account, std::string_view kind, const FundingValues& values) {
    return town.db().write([&](Connection& tx) { return insert(tx, town, account, kind, values); });
}

Result<> add_funding_entries(const Town& town, const std::string& account, std::string_view kind,
                             const std::vector<FundingValues>& entries) {
    return town.db().write([&](Connection& tx) -> Result<> {
        for (const auto& values : entries) TRY(insert(tx, town, account, kind, values));
        return {};
    });
}

Result<> change_funding_entry(const Town& town, const std::string& account, const FundingEntry& entry) {
    return town.db().write([&](Connection& tx) -> Result<> {
        const auto order = order_of(entry.kind, entry.values);
        TRY(check_order(tx, entry.kind, entry.id, order));
        TRY(check_line(tx, entry.values));
        const auto changed = TRY(store::execute(tx,
                                                "UPDATE journey_funding SET order_key = :order, version = version + 1, content = :content "
                                                "WHERE id = :id AND version = :version",
                                                order, Json(entry.values).dump(), entry.id, entry.version));
        if (changed == 0) return std::unexpected(changed_meanwhile());
        return note(tx, town, account, entry.kind, "changed", entry.id);
    });
}

Result<> remove_funding_entry(const Town& town, const std::string& account, const FundingEntry& entry) {
    TRY(town.db().write([&](Connection& tx) -> Result<> {
        TRY(check_unused(tx, entry));
        const auto removed =
            TRY(store::execute(tx, "DELETE FROM journey_funding WHERE id = :id AND version = :version", entry.id, entry.version));
        if (removed == 0) return std::unexpected(changed_meanwhile());
        return note(tx, town, account, entry.kind, "removed", entry.id);
    }));
    const auto document = entry.value("document");
    return document.empty() ? Result<>{} : town.documents().remove(document);
}

Result<std::string> put_funding_document(const Town& town, std::string_view bytes) {
    if (bytes.size() > document_limit)
        return fail(ErrorKind::too_large, fmt::format("The file is larger than {} MiB.", document_limit >> 20U));
    const auto id = random_id(town.random());
    TRY(town.documents().put(id, bytes, town.now()));
    return id;
}

}  // namespace kireise::journey
