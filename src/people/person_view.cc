#include <charconv>

#include "base/text.h"
#include "people/audit_words.h"
#include "people/person_report.h"

namespace kireise::people {
namespace {

std::string label(const Context& context, const PersonTable& table, std::string_view what) {
    return context.t("person_data." + table.table + "." + std::string(what));
}

// "2026-06-15T09:00:00Z" as to_string(Instant) writes it.
std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[19] != 'Z') return std::nullopt;
    const auto day = parse_date(text.substr(0, 10));
    std::array<int, 3> clock{};
    for (std::size_t i = 0; i < clock.size(); ++i) {
        const auto* const begin = text.data() + 11 + 3 * i;
        if (std::from_chars(begin, begin + 2, clock[i]).ptr != begin + 2) return std::nullopt;
    }
    if (!day) return std::nullopt;
    return Instant{std::chrono::sys_days{*day}} + std::chrono::hours{clock[0]} + std::chrono::minutes{clock[1]} +
           std::chrono::seconds{clock[2]};
}

template <class T>
std::optional<std::string> title_of(const blueprint::Snapshot& content, const std::string& id) {
    const auto* found = content.find<T>(id);
    return found == nullptr ? std::nullopt : std::optional(found->title);
}

// What the content calls it; the id when it does not know it any more.
std::string titled(const blueprint::Snapshot& content, const std::string& id) {
    if (id.find('/') == std::string::npos) return id;
    if (auto title = title_of<blueprint::Course>(content, id)) return *title;
    if (auto title = title_of<blueprint::UseCase>(content, id)) return *title;
    if (auto title = title_of<blueprint::Profile>(content, id)) return *title;
    if (auto title = title_of<blueprint::Pass>(content, id)) return *title;
    return id;
}

std::string role_words(const Context& context, const std::string& ids) {
    std::vector<std::string> out;
    for (const auto& id : split(ids, ',')) out.push_back(context.t("role." + std::string(trim(id))));
    return join(out, ", ");
}

std::string cell(const Context& context, const blueprint::Snapshot& content, const PersonTable& table, const std::string& column,
                 const Json& value) {
    if (value.is_boolean()) return context.t(value.get<bool>() ? "person_data.yes" : "person_data.no");
    if (value.is_number()) return value.dump();
    const auto text = value.get<std::string>();
    if (text.empty()) return "–";
    if (const auto date = parse_date(text)) return german_text(*date);
    if (const auto instant = parse_instant(text)) return german_time(*instant);
    if (column == "roles") return role_words(context, text);
    if (column == "action") return action_text(context, text);
    const auto words = context.language.texts.find("person_data." + table.table + ".value." + text);
    return words != context.language.texts.end() ? words->second : titled(content, text);
}

Json table_view(const Context& context, const blueprint::Snapshot& content, const PersonTable& table) {
    Json out{{"title", label(context, table, "title")}, {"id", table.table}, {"columns", Json::array()}, {"rows", Json::array()}};
    for (const auto& column : table.columns) out["columns"].push_back(label(context, table, column));
    for (const auto& row : table.rows) {
        if (out["rows"].size() == shown_rows) break;
        auto cells = Json::array();
        for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(cell(context, content, table, table.columns[i], row[i]));
        out["rows"].push_back({{"cells", std::move(cells)}});
    }
    const auto left = table.rows.size() - out["rows"].size();
    out["more"] = left == 0 ? Json(false) : Json(fill(context.t("person_data.more"), {{"count", std::to_string(left)}}));
    return out;
}

}  // namespace

Json person_json(const Context& context, const std::vector<PersonRoom>& report, const std::string& town) {
    Json out{{"made", to_string(context.town.now())}, {"town", town}, {"data", Json::object()}, {"labels", Json::object()}};
    for (const auto& room : report) {
        for (const auto& table : room.tables) {
            auto& rows = out["data"][table.table] = Json::array();
            auto& labels = out["labels"][table.table] = {{"title", label(context, table, "title")}};
            for (const auto& column : table.columns) labels[column] = label(context, table, column);
            for (const auto& row : table.rows) {
                Json one = Json::object();
                for (std::size_t i = 0; i < row.size(); ++i) one[table.columns[i]] = row[i];
                rows.push_back(std::move(one));
            }
        }
    }
    return out;
}

Result<Json> person_view(const Context& context, const std::vector<PersonRoom>& report) {
    const auto content = TRY(context.town.content());
    Json out{{"rooms", Json::array()}, {"empty", Json::array()}};
    for (const auto& room : report) {
        auto tables = Json::array();
        for (const auto& table : room.tables) {
            if (table.rows.empty()) out["empty"].push_back(label(context, table, "title"));
            else tables.push_back(table_view(context, *content, table));
        }
        if (!tables.empty()) out["rooms"].push_back({{"title", context.t("person_data.room." + room.room)}, {"tables", std::move(tables)}});
    }
    out["has_empty"] = !out["empty"].empty();
    return out;
}

}  // namespace kireise::people
