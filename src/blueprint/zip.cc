#include "blueprint/zip.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace kireise::blueprint {
namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;
using File = std::unique_ptr<zip_file_t, Discard>;

Result<> cannot_write() { return fail(ErrorKind::internal, "The ZIP archive cannot be written."); }

Result<> damaged(std::string_view why) {
    return fail(ErrorKind::invalid, fmt::format("The file is no ZIP archive that can be read ({}); fetch it again.", why));
}

// MS-DOS date and time as in the ZIP format: years from 1980, seconds in steps of two.
std::pair<std::uint16_t, std::uint16_t> dos_time(Instant when) {
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(when - day));
    const auto years = std::clamp(static_cast<int>(date.year()), 1980, 2107) - 1980;
    const auto month = static_cast<unsigned>(date.month());
    const auto dos_date = static_cast<unsigned>(years) << 9U | month << 5U | static_cast<unsigned>(date.day());
    const auto dos_clock = static_cast<unsigned>(time.hours().count()) << 11U | static_cast<unsigned>(time.minutes().count()) << 5U |
                           static_cast<unsigned>(time.seconds().count()) / 2U;
    return {static_cast<std::uint16_t>(dos_clock), static_cast<std::uint16_t>(dos_date)};
}

Result<> add_entry(zip_t* archive, const std::string& name, const std::string& content, Instant when) {
    Source source(zip_source_buffer(archive, content.data(), content.size(), 0));
    if (!source) return cannot_write();
    const auto index = zip_file_add(archive, name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0) return cannot_write();
    [[maybe_unused]] const auto* given = source.release();  // the archive owns it now
    const auto at = static_cast<zip_uint64_t>(index);
    const auto [clock, date] = dos_time(when);
    const auto mode = static_cast<zip_uint32_t>(S_IFREG | 0644) << 16U;
    const bool done = zip_file_set_dostime(archive, at, clock, date, 0) == 0 &&
                      zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, mode) == 0 &&
                      zip_set_file_compression(archive, at, ZIP_CM_DEFLATE, 9) == 0;
    return done ? Result<>{} : cannot_write();
}

Result<std::string> bytes_of(zip_source_t* source) {
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return std::unexpected(cannot_write().error());
    std::string out(stat.size, '\0');
    const auto read = zip_source_read(source, out.data(), out.size());
    zip_source_close(source);
    if (read != static_cast<zip_int64_t>(out.size())) return std::unexpected(cannot_write().error());
    return out;
}

bool is_safe_entry_name(std::string_view name) {
    if (name.empty() || name.front() == '/' || name.back() == '/' || name.find('\\') != std::string_view::npos) return false;
    return std::ranges::none_of(split(name, '/'), [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

struct Entry {
    zip_uint64_t index = 0;
    std::string name;
    std::size_t size = 0;
};

Result<Entry> inspect(zip_t* archive, zip_uint64_t index, const ZipLimits& limits) {
    zip_stat_t stat;
    constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & needed) != needed) {
        return std::unexpected(damaged("an entry has no description").error());
    }
    if (!is_safe_entry_name(stat.name))
        return fail(ErrorKind::invalid, fmt::format("The archive has an entry with the unsafe name \"{}\".", stat.name));
    if (stat.encryption_method != ZIP_EM_NONE) return fail(ErrorKind::invalid, fmt::format("{} in the archive is encrypted.", stat.name));
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
        return fail(ErrorKind::invalid, fmt::format("{} in the archive is compressed in an unusual way.", stat.name));
    }
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    zip_file_get_external_attributes(archive, index, 0, &system, &attributes);
    const auto type = (attributes >> 16U) & S_IFMT;
    if (system == ZIP_OPSYS_UNIX && type != 0 && type != S_IFREG) {
        return fail(ErrorKind::invalid, fmt::format("{} in the archive is a link or special file.", stat.name));
    }
    if (stat.size > limits.entry_bytes) return fail(ErrorKind::too_large, fmt::format("{} in the archive is too large.", stat.name));
    return Entry{index, stat.name, static_cast<std::size_t>(stat.size)};
}

Result<std::string> unpack(zip_t* archive, const Entry& entry) {
    File file(zip_fopen_index(archive, entry.index, 0));
    if (!file) return std::unexpected(damaged(entry.name).error());
    std::string out(entry.size + 1, '\0');  // one more, to notice an entry that is longer than it says
    std::size_t filled = 0;
    for (;;) {
        const auto read = zip_fread(file.get(), out.data() + filled, out.size() - filled);
        if (read < 0 || filled + static_cast<std::size_t>(read) > entry.size) return std::unexpected(damaged(entry.name).error());
        if (read == 0) break;
        filled += static_cast<std::size_t>(read);
    }
    if (filled != entry.size || zip_fclose(file.release()) != 0) return std::unexpected(damaged(entry.name).error());
    out.resize(filled);
    return out;
}

Result<Archive> open_archive(std::string_view bytes) {
    if (bytes.empty()) return std::unexpected(damaged("it is empty").error());
    zip_error_t error;
    zip_error_init(&error);
    Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error));
    Archive archive(source ? zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr);
    const std::string why = archive ? "" : zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!archive) return std::unexpected(damaged(why).error());
    [[maybe_unused]] const auto* given = source.release();  // the archive owns it now
    return archive;
}

Result<std::vector<Entry>> inspect_all(zip_t* archive, std::size_t archive_bytes, const ZipLimits& limits) {
    const auto count = static_cast<zip_uint64_t>(zip_get_num_entries(archive, 0));
    if (count > limits.entries) return fail(ErrorKind::too_large, fmt::format("The archive has more than {} entries.", limits.entries));
    std::vector<Entry> out;
    std::size_t total = 0;
    for (zip_uint64_t i = 0; i < count; ++i) {
        out.push_back(TRY(inspect(archive, i, limits)));
        total += out.back().size;
        if (total > limits.total_bytes || total / std::max<std::size_t>(archive_bytes, 1) > limits.ratio) {
            return fail(ErrorKind::too_large, "The archive would unpack to far more than it should hold.");
        }
    }
    return out;
}

}  // namespace

Result<std::string> write_zip(const ZipEntries& entries, Instant when) {
    Source source(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!source) return std::unexpected(cannot_write().error());
    zip_source_keep(source.get());  // closing the archive gives up one reference, ours stays
    Archive archive(zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr));
    if (!archive) {
        zip_source_free(source.get());
        return std::unexpected(cannot_write().error());
    }
    for (const auto& [name, content] : entries) TRY(add_entry(archive.get(), name, content, when));
    if (zip_close(archive.get()) != 0) return std::unexpected(cannot_write().error());
    [[maybe_unused]] const auto* closed = archive.release();
    return bytes_of(source.get());
}

Result<ZipEntries> read_zip(std::string_view bytes, ZipLimits limits) {
    const auto archive = TRY(open_archive(bytes));
    const auto entries = TRY(inspect_all(archive.get(), bytes.size(), limits));
    ZipEntries out;
    for (const auto& entry : entries) {
        auto content = TRY(unpack(archive.get(), entry));
        if (!out.emplace(entry.name, std::move(content)).second) {
            return fail(ErrorKind::invalid, fmt::format("{} stands in the archive twice.", entry.name));
        }
    }
    return out;
}

}  // namespace kireise::blueprint
