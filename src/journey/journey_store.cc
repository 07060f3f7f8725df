#include "journey/journey_store.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "base/sha256.h"
#include "people/audit.h"
#include "people/settings.h"

namespace kireise::journey {
namespace {

using people::Town;
using store::Connection;

constexpr std::string_view frame_setting = "journey_frame";

Json to_json(const Frame& frame) {
    Json out{{"phases", Json::array()}, {"funding", Json::array()}, {"note", frame.note}};
    for (const auto& phase : frame.phases)
        out["phases"].push_back({{"id", phase.id}, {"start", to_string(phase.start)}, {"end", to_string(phase.end)}});
    for (const auto& line : frame.funding) {
        out["funding"].push_back(
            {{"source", line.source}, {"kind", blueprint::to_id(line.kind)}, {"amount", line.amount}, {"currency", line.currency}});
    }
    if (frame.funding_end) out["funding_end"] = to_string(*frame.funding_end);
    return out;
}

Frame from_json(const Json& json) {
    Frame frame;
    frame.note = json.value("note", "");
    for (const auto& phase : json.value("phases", Json::array())) {
        const auto start = parse_date(phase.value("start", ""));
        const auto end = parse_date(phase.value("end", ""));
        if (start && end) frame.phases.push_back({phase.value("id", ""), *start, *end});
    }
    for (const auto& line : json.value("funding", Json::array())) {
        const auto kind = blueprint::from_id<blueprint::FundingKind>(line.value("kind", "")).value_or(blueprint::FundingKind::other);
        frame.funding.push_back({line.value("source", ""), kind, line.value("amount", 0.0), line.value("currency", "EUR")});
    }
    frame.funding_end = parse_date(json.value("funding_end", ""));
    return frame;
}

Result<> note(Connection& tx, const Town& town, const std::string& account, std::string action, std::string object, std::string detail) {
    return people::audit(tx, {town.random(), town.now(), account}, std::move(action), std::move(object), std::move(detail));
}

}  // namespace

double Frame::total() const {
    return std::accumulate(funding.begin(), funding.end(), 0.0, [](double sum, const auto& line) { return sum + line.amount; });
}

store::Migrations journey_migrations() {
    return {
        "journey",
        {"CREATE TABLE journey_document (id TEXT PRIMARY KEY, deliverable TEXT NOT NULL, file_name TEXT NOT NULL, size BIGINT NOT NULL,"
         " sha256 TEXT NOT NULL, uploaded BIGINT NOT NULL);\n"
         "CREATE TABLE journey_export (id TEXT PRIMARY KEY, file_name TEXT NOT NULL, content_commit TEXT NOT NULL, size BIGINT NOT NULL,"
         " made BIGINT NOT NULL);\n",
         "CREATE TABLE journey_funding (id TEXT PRIMARY KEY, kind TEXT NOT NULL, order_key TEXT NOT NULL, version BIGINT NOT NULL,"
         " content TEXT NOT NULL);\n"
         "CREATE INDEX journey_funding_order ON journey_funding (kind, order_key);\n"}};
}

Result<Frame> load_frame(const Town& town) {
    const auto text = TRY(people::setting(town, frame_setting));
    if (text.empty()) return Frame{};
    return from_json(TRY(parse_json(text)));
}

Result<std::string> frame_mark(const Town& town) {
    return people::settings_mark(TRY(people::settings(town)), {{std::string(frame_setting), ""}});
}

Result<> save_frame(const Town& town, const std::string& account, const Frame& frame, const std::optional<std::string>& seen) {
    return people::change_settings(town, account, {{std::string(frame_setting), to_json(frame).dump()}}, seen);
}

Result<> add_document(const Town& town, const std::string& account, const std::string& deliverable, const std::string& file_name,
                      std::string_view bytes) {
    if (bytes.size() > document_limit)
        return fail(ErrorKind::too_large, fmt::format("The file is larger than {} MiB.", document_limit >> 20U));
    const auto id = random_id(town.random());
    TRY(town.documents().put(id, bytes, town.now()));
    return town.db().write([&](Connection& tx) -> Result<> {
        TRY(store::execute(tx,
                           "INSERT INTO journey_document (id, deliverable, file_name, size, sha256, uploaded)"
                           " VALUES (:id, :deliverable, :name, :size, :sha, :uploaded)",
                           id, deliverable, file_name, bytes.size(), sha256_hex(bytes), town.now()));
        return note(tx, town, account, "document.uploaded", deliverable, id);
    });
}

Result<> remove_document(const Town& town, const std::string& account, const Document& document) {
    TRY(town.db().write([&](Connection& tx) -> Result<> {
        const auto removed = TRY(store::execute(tx, "DELETE FROM journey_document WHERE id = :id", document.id));
        return removed == 0 ? Result<>{} : note(tx, town, account, "document.removed", document.deliverable, document.id);
    }));
    return town.documents().remove(document.id);
}

Result<std::vector<Document>> documents(const Town& town) {
    const auto rows = TRY(town.db().read([](Connection& tx) {
        return store::query<std::string, std::string, std::string, std::int64_t, std::string, Instant>(
            tx, "SELECT id, deliverable, file_name, size, sha256, uploaded FROM journey_document ORDER BY uploaded, id");
    }));
    std::vector<Document> out;
    for (const auto& [id, deliverable, name, size, sha256, uploaded] : rows) out.push_back({id, deliverable, name, size, sha256, uploaded});
    return out;
}

Result<std::string> document_bytes(const Town& town, const Document& document) {
    auto bytes = TRY(town.documents().get(document.id));
    if (sha256_hex(bytes) != document.sha256) {
        return fail(ErrorKind::io, fmt::format("The stored file of \"{}\" has changed since it was uploaded. Restore it from a backup.",
                                               document.file_name));
    }
    return bytes;
}

Result<> record_export(const Town& town, const std::string& account, const Export& made) {
    return town.db().write([&](Connection& tx) -> Result<> {
        TRY(store::execute(
            tx, "INSERT INTO journey_export (id, file_name, content_commit, size, made) VALUES (:id, :name, :commit, :size, :made)",
            random_id(town.random()), made.file_name, made.commit, made.size, made.made));
        return note(tx, town, account, "package.exported", made.commit, "");
    });
}

Result<std::vector<Export>> exports(const Town& town) {
    const auto rows = TRY(town.db().read([](Connection& tx) {
        return store::query<std::string, std::string, std::int64_t, Instant>(
            tx, "SELECT file_name, content_commit, size, made FROM journey_export ORDER BY made DESC, id");
    }));
    std::vector<Export> out;
    for (const auto& [name, commit, size, made] : rows) out.push_back({name, commit, size, made});
    return out;
}

}  // namespace kireise::journey
