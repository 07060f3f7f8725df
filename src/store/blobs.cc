#include "store/blobs.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/base64.h"
#include "base/files.h"

namespace kireise::store {
namespace {

namespace fs = std::filesystem;

Result<> check(const std::string& id, std::size_t size = 0) {
    const bool hexadecimal = id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!hexadecimal) return fail(ErrorKind::invalid, "A stored file is named by 32 hexadecimal digits.");
    if (size > max_blob_bytes)
        return fail(ErrorKind::too_large, fmt::format("The file has {} bytes; at most {} can be stored.", size, max_blob_bytes));
    return {};
}

Error missing(const std::string& id) {
    return error(ErrorKind::not_found, fmt::format("The stored file {} is missing. Restore it from a backup.", id));
}

class FolderBlobs final : public Blobs {
   public:
    explicit FolderBlobs(fs::path folder) : folder_(std::move(folder)) {}

    // The file's own time is the town's, which may stand still in a demonstration.
    Result<> put(const std::string& id, std::string_view bytes, Instant now) override {
        TRY(check(id, bytes.size()));
        const auto file = folder_ / id;
        if (fs::exists(file)) return fail(ErrorKind::conflict, fmt::format("There is a stored file {} already.", id));
        TRY(write_file(file, bytes, Readers::owner_only));
        std::error_code code;
        fs::last_write_time(file, std::chrono::file_clock::from_sys(now), code);
        if (code) return fail(ErrorKind::io, fmt::format("Cannot write {}: {}.", file.string(), code.message()));
        return {};
    }

    Result<std::string> get(const std::string& id) override {
        TRY(check(id));
        auto bytes = read_file(folder_ / id, max_blob_bytes);
        if (!bytes && bytes.error().kind == ErrorKind::not_found) return std::unexpected(missing(id));
        return bytes;
    }

    Result<> remove(const std::string& id) override {
        TRY(check(id));
        std::error_code code;
        fs::remove(folder_ / id, code);
        if (code) return fail(ErrorKind::io, fmt::format("Cannot delete {}: {}.", (folder_ / id).string(), code.message()));
        return {};
    }

    Result<std::vector<StoredBlob>> list() override {
        std::vector<StoredBlob> out;
        std::error_code code;
        for (fs::directory_iterator file(folder_, code), end; !code && file != end; file.increment(code)) {
            auto name = file->path().filename().string();
            if (!check(name)) continue;
            const auto written = std::chrono::file_clock::to_sys(fs::last_write_time(file->path(), code));
            out.push_back({std::move(name), std::chrono::floor<std::chrono::milliseconds>(written)});
        }
        if (code && code != std::errc::no_such_file_or_directory) {
            return fail(ErrorKind::io, fmt::format("Cannot read the folder {}: {}.", folder_.string(), code.message()));
        }
        return out;
    }

   private:
    fs::path folder_;
};

class DatabaseBlobs final : public Blobs {
   public:
    explicit DatabaseBlobs(Database& database) : db_(database) {}

    Result<> put(const std::string& id, std::string_view bytes, Instant now) override {
        TRY(check(id, bytes.size()));
        TRY(db_.write([&](Connection& tx) {
            return execute(tx, "INSERT INTO blob (id, stored, content) VALUES (:id, :stored, :content)", id, now, to_base64(bytes));
        }));
        return {};
    }

    Result<std::string> get(const std::string& id) override {
        TRY(check(id));
        const auto row =
            TRY(db_.read([&](Connection& tx) { return query_one<std::string>(tx, "SELECT content FROM blob WHERE id = :id", id); }));
        if (!row) return std::unexpected(missing(id));
        auto bytes = from_base64(std::get<0>(*row));
        if (!bytes) return fail(ErrorKind::io, fmt::format("The stored file {} is damaged. Restore it from a backup.", id));
        return bytes;
    }

    Result<> remove(const std::string& id) override {
        TRY(check(id));
        TRY(db_.write([&](Connection& tx) { return execute(tx, "DELETE FROM blob WHERE id = :id", id); }));
        return {};
    }

    Result<std::vector<StoredBlob>> list() override {
        const auto rows = TRY(db_.read([](Connection& tx) { return query<std::string, Instant>(tx, "SELECT id, stored FROM blob"); }));
        std::vector<StoredBlob> out;
        for (const auto& [id, stored] : rows) out.push_back({id, stored});
        return out;
    }

   private:
    Database& db_;
};

}  // namespace

std::unique_ptr<Blobs> blobs_in_folder(const fs::path& folder) { return std::make_unique<FolderBlobs>(folder); }

Migrations blob_migrations() {
    return {"blobs", {"CREATE TABLE blob (id TEXT PRIMARY KEY, stored BIGINT NOT NULL, content TEXT NOT NULL);\n"}};
}

std::unique_ptr<Blobs> blobs_in_database(Database& database) { return std::make_unique<DatabaseBlobs>(database); }

Result<std::size_t> remove_unnamed(Blobs& blobs, const std::set<std::string>& named, Instant now) {
    std::size_t removed = 0;
    for (const auto& blob : TRY(blobs.list())) {
        if (named.contains(blob.id) || now - blob.stored < std::chrono::days{1}) continue;
        TRY(blobs.remove(blob.id));
        ++removed;
    }
    return removed;
}

}  // namespace kireise::store
