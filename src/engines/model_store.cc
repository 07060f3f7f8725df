#include "engines/model_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "base/sha256_stream.h"
#include "base/text.h"
#include "engines/model_registry.h"
#include "net/download.h"
#include "net/https_client.h"

namespace kireise::engines {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t free_reserve = std::uint64_t{1} << 30U;
constexpr std::size_t piece_bytes = std::size_t{1} << 20U;

bool is_address(std::string_view source) { return source.starts_with("https://") || source.starts_with("http://"); }

// Without what may hold a key.
std::string shown_source(const std::string& source) {
    return is_address(source) ? source.substr(0, source.find_first_of("?#")) : fs::path(source).filename().string();
}

Result<std::string> checked_hash(std::string_view given) {
    auto hash = lower_ascii(trim(given));
    const bool digits = std::ranges::all_of(hash, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (hash.size() != 64 || !digits)
        return fail(ErrorKind::invalid, "The SHA-256 has 64 hexadecimal digits; take it from the page of the model's maker.");
    return hash;
}

Result<std::string> target_name(const AddModel& request) {
    auto name = request.name;
    if (name.empty()) {
        const auto shown = shown_source(request.source);
        name = shown.substr(shown.rfind('/') + 1);
    }
    if (!is_model_file_name(name))
        return fail(ErrorKind::invalid,
                    fmt::format("\"{}\" is no name for a model file. Give one with --name: letters, digits, '.', '_', '-', "
                                "and .gguf at the end.",
                                name));
    return name;
}

Result<> check_disk(const fs::path& folder, std::uint64_t bytes) {
    std::error_code failed;
    const auto space = fs::space(folder, failed);
    if (failed) return fail(ErrorKind::io, fmt::format("The free space of {} cannot be read: {}.", folder.string(), failed.message()));
    if (space.available < free_reserve || space.available - free_reserve < bytes) {
        return fail(ErrorKind::unavailable,
                    fmt::format("The disk of {} has {} MB free, but {} MB are needed (1,024 MB stay free). Free some space.",
                                folder.string(), space.available >> 20U, (bytes + free_reserve) >> 20U));
    }
    return {};
}

// The growing copy SHA256.part and the hash of what it holds.
class Part {
   public:
    Part(fs::path file, const AddModel& request) : file_(std::move(file)), request_(request) {}

    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] std::string hash() const { return hash_.hex(); }
    [[nodiscard]] const fs::path& file() const { return file_; }

    // Takes up what an earlier call left.
    Result<> resume() {
        std::error_code failed;
        if (!fs::exists(file_, failed)) return {};
        std::ifstream in(file_, std::ios::binary);
        std::vector<char> piece(piece_bytes);
        while (in) {
            TRY(check_stop());
            in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            hash_.add({piece.data(), static_cast<std::size_t>(in.gcount())});
            size_ += static_cast<std::uint64_t>(in.gcount());
        }
        return in.eof() ? Result<>{} : restart();
    }

    Result<> restart() {
        std::error_code ignored;
        stream_.close();
        fs::remove(file_, ignored);
        hash_ = {};
        size_ = 0;
        return {};
    }

    // `total`: 0 when it is not known.
    Result<> begin(std::uint64_t total) {
        total_ = total;
        if (total > request_.size_limit) return over_limit();
        TRY(check_disk(file_.parent_path(), total - std::min(total, size_)));
        stream_.open(file_, std::ios::binary | std::ios::app);
        return stream_ ? Result<>{} : cannot_write();
    }

    Result<> add(std::string_view piece) {
        TRY(check_stop());
        if (piece.size() > request_.size_limit - std::min(request_.size_limit, size_)) return over_limit();
        if (total_ > 0 && size_ + piece.size() > total_)
            return fail(ErrorKind::unavailable, "The source sends more than it has announced.");
        if (total_ == 0) TRY(check_disk(file_.parent_path(), piece.size()));
        stream_.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        if (!stream_) return cannot_write();
        hash_.add(piece);
        size_ += piece.size();
        if (request_.progress) request_.progress(size_, total_);
        return {};
    }

    Result<> finish() {
        if (!stream_.is_open()) return {};
        stream_.close();
        return stream_.fail() ? cannot_write() : Result<>{};
    }

   private:
    [[nodiscard]] Result<> check_stop() const {
        if (request_.stop.stop_requested()) return fail(ErrorKind::busy, "Adding the model was stopped; repeat the command to go on.");
        return {};
    }
    [[nodiscard]] Result<> over_limit() const {
        return fail(ErrorKind::too_large, fmt::format("The model file is larger than {} GiB.", request_.size_limit >> 30U));
    }
    [[nodiscard]] Result<> cannot_write() const {
        return fail(ErrorKind::io, fmt::format("The file {} cannot be written; is the disk full?", file_.string()));
    }

    fs::path file_;
    const AddModel& request_;
    std::ofstream stream_;
    Sha256Stream hash_;
    std::uint64_t size_ = 0;
    std::uint64_t total_ = 0;
};

Result<> fetch_rest(Part& part, const AddModel& request) {
    const net::DownloadTarget target{.on_start = [&](const net::DownloadStart& start) -> Result<> {
                                         if (start.first == 0) TRY(part.restart());
                                         return part.begin(start.total.value_or(0));
                                     },
                                     .on_piece = [&](std::string_view piece) { return part.add(piece); }};
    return net::download({.url = request.source, .first = part.size(), .ca_file = request.ca_file}, target, request.stop);
}

// What is there may already be all of it: then there is nothing to ask for.
Result<> fetch(Part& part, const AddModel& request, const std::string& hash) {
    TRY(part.resume());
    if (part.size() > 0 && part.hash() == hash) return {};
    auto fetched = fetch_rest(part, request);
    if (!fetched && fetched.error().kind == ErrorKind::conflict && part.size() > 0) {
        TRY(part.restart());
        fetched = fetch_rest(part, request);
    }
    TRY(part.finish());
    if (!fetched && fetched.error().kind == ErrorKind::too_large) TRY(part.restart());
    if (fetched || fetched.error().kind != ErrorKind::unavailable || part.size() == 0) return fetched;
    return fail(ErrorKind::unavailable,
                fmt::format("{} {} MB are kept; repeat the command to go on from there.", fetched.error().message, part.size() >> 20U));
}

Result<> copy(Part& part, const AddModel& request) {
    TRY(part.restart());
    std::error_code failed;
    const auto size = fs::file_size(request.source, failed);
    std::ifstream in(request.source, std::ios::binary);
    if (failed || !in || !fs::is_regular_file(request.source, failed))
        return fail(ErrorKind::not_found, fmt::format("There is no readable file {}.", request.source));
    TRY(part.begin(size));
    std::vector<char> piece(piece_bytes);
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
        TRY(part.add({piece.data(), static_cast<std::size_t>(in.gcount())}));
    }
    return part.finish();
}

Result<> bring(Part& part, const AddModel& request, const std::string& hash) {
    if (is_address(request.source)) {
        if (!net::is_secure_url(request.source))
            return fail(ErrorKind::invalid,
                        fmt::format("\"{}\" is not an address of the form https://host/path.", shown_source(request.source)));
        return fetch(part, request, hash);
    }
    auto copied = copy(part, request);
    if (!copied) TRY(part.restart());
    return copied;
}

Result<> check_content(Part& part, const std::string& hash) {
    const auto real = part.hash();
    if (real == hash) return {};
    const auto size = part.size();
    TRY(part.restart());
    return fail(
        ErrorKind::invalid,
        fmt::format("The file has another SHA-256 than given and was not kept ({} bytes).\n  given: {}\n  found: {}\nCompare with the page "
                    "of the model's maker.",
                    size, hash, real));
}

Result<> check_free(const std::vector<StoredModel>& models, const fs::path& folder, const std::string& name, const std::string& hash) {
    const auto same = std::ranges::find(models, hash, &StoredModel::sha256);
    if (same != models.end()) return fail(ErrorKind::conflict, fmt::format("This model is there already, as {}.", same->file));
    std::error_code failed;
    if (fs::exists(folder / name, failed))
        return fail(ErrorKind::conflict, fmt::format("There is another file {} already; give another name with --name.", name));
    return {};
}

StoredModel entry_of(const ModelFacts& facts, const std::vector<blueprint::ModelClass>& classes) {
    StoredModel out{.name = facts.name, .architecture = facts.architecture, .quantisation = facts.quantisation, .licence = facts.licence};
    const auto match = class_of(facts, classes);
    if (match.model != nullptr) out.model_class = match.model->id;
    out.class_exact = match.exact;
    return out;
}

}  // namespace

bool is_model_file_name(std::string_view name) {
    const bool fine = std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
    return fine && name.size() > 5 && name.size() <= 150 && name.ends_with(".gguf") && name.front() != '.';
}

Result<StoredModel> add_model(const fs::path& folder, const AddModel& request, const std::vector<blueprint::ModelClass>& classes,
                              const Clock& clock) {
    const auto hash = TRY(checked_hash(request.sha256));
    const auto name = TRY(target_name(request));
    const auto lock = TRY(FolderLock::take(folder));
    auto models = TRY(stored_models(folder));
    TRY(check_free(models, folder, name, hash));
    Part part(folder / (hash + ".part"), request);
    TRY(bring(part, request, hash));
    TRY(check_content(part, hash));
    const auto head = read_gguf_head(part.file());
    const auto facts = head ? model_facts(*head) : Result<ModelFacts>(std::unexpected(head.error()));
    if (!facts) {
        TRY(part.restart());
        return std::unexpected(facts.error());
    }
    auto entry = entry_of(*facts, classes);
    entry.file = name;
    entry.sha256 = hash;
    entry.bytes = part.size();
    entry.source = shown_source(request.source);
    entry.added = kireise::to_string(clock());
    std::error_code failed;
    fs::rename(part.file(), folder / name, failed);
    if (failed) return fail(ErrorKind::io, fmt::format("The file {} cannot be made: {}.", name, failed.message()));
    models.push_back(entry);
    TRY(write_registry(folder, models));
    return entry;
}

Result<> remove_model(const fs::path& folder, std::string_view file) {
    const auto lock = TRY(FolderLock::take(folder));
    auto models = TRY(stored_models(folder));
    if (std::erase_if(models, [&](const StoredModel& model) { return model.file == file; }) == 0 || !is_model_file_name(file)) {
        return fail(ErrorKind::not_found, fmt::format("There is no model {} here; 'kireise models list' shows all.", file));
    }
    std::error_code failed;
    fs::remove(folder / file, failed);
    if (failed) return fail(ErrorKind::io, fmt::format("The file {} cannot be deleted: {}.", file, failed.message()));
    return write_registry(folder, models);
}

}  // namespace kireise::engines
