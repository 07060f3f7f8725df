#include "formats/zip.h"

#include <fmt/core.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>

#include "base/text.h"

namespace kireise::formats {
namespace {

constexpr std::size_t small_entry = 64U << 10U;  // the ratio does not bind below this

struct DiscardArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, DiscardArchive>;
using Source = std::unique_ptr<zip_source_t, FreeSource>;
using File = std::unique_ptr<zip_file_t, CloseFile>;

bool plain_path(std::string_view name) {
    if (name.empty() || name.size() > 1024 || !is_utf8(name)) return false;
    if (name.find_first_of(std::string_view("\\:\0", 3)) != std::string_view::npos) return false;
    return std::ranges::none_of(split(name, '/'), [](const auto& part) { return part.empty() || part == "." || part == ".."; });
}

Result<> check_name(std::string_view name, std::set<std::string, std::less<>>& seen) {
    if (!plain_path(name)) {
        return fail(ErrorKind::invalid, fmt::format("The archive has an entry \"{}\", which is not a plain relative path.", name));
    }
    if (!seen.emplace(name).second) return fail(ErrorKind::invalid, fmt::format("The archive has the entry \"{}\" twice.", name));
    return {};
}

// MS-DOS date: years from 1980 in bits 9-15, month in 5-8, day in 0-4.
zip_uint16_t dos_date(std::optional<Date> date) {
    const int year = date ? static_cast<int>(date->year()) : 1980;
    if (year < 1980) return (1U << 5U) | 1U;
    const auto month = date ? static_cast<unsigned>(date->month()) : 1U;
    const auto day = date ? static_cast<unsigned>(date->day()) : 1U;
    const auto years = static_cast<unsigned>(std::min(year - 1980, 127));
    return static_cast<zip_uint16_t>(years << 9U | month << 5U | day);
}

Result<> add(zip_t* archive, const ZipEntry& entry, zip_uint16_t date) {
    const auto refuse = [&] {
        return fail(ErrorKind::internal, fmt::format("Cannot add {} to the archive: {}.", entry.name, zip_strerror(archive)));
    };
    Source source{zip_source_buffer(archive, entry.content.data(), entry.content.size(), 0)};
    if (!source) return refuse();
    const auto index = zip_file_add(archive, entry.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0) return refuse();
    std::ignore = source.release();  // the archive owns it now
    const auto at = static_cast<zip_uint64_t>(index);
    const auto method = entry.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    if (zip_set_file_compression(archive, at, method, 0) != 0) return refuse();
    if (zip_file_set_dostime(archive, at, 0, date, 0) != 0) return refuse();
    return {};
}

Result<std::string> bytes_of(zip_source_t* source) {
    const auto refuse = [] { return fail(ErrorKind::internal, "Cannot read back the archive that was just written."); };
    if (zip_source_open(source) != 0) return refuse();
    zip_stat_t stat;
    zip_stat_init(&stat);
    std::string out;
    bool complete = zip_source_stat(source, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0;
    if (complete) {
        out.resize(stat.size);
        complete = zip_source_read(source, out.data(), out.size()) == static_cast<zip_int64_t>(out.size());
    }
    zip_source_close(source);
    if (!complete) return refuse();
    return out;
}

Result<Archive> open_for_reading(std::string_view bytes) {
    zip_error_t problem;
    zip_error_init(&problem);
    Source source{zip_source_buffer_create(bytes.data(), bytes.size(), 0, &problem)};
    Archive archive{source ? zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, &problem) : nullptr};
    const std::string reason = zip_error_strerror(&problem);
    zip_error_fini(&problem);
    if (!archive) return fail(ErrorKind::invalid, fmt::format("This is not a readable ZIP archive: {}.", reason));
    std::ignore = source.release();
    return archive;
}

struct Reading {
    zip_t* archive;
    ZipLimits limits;
    std::size_t total = 0;
    std::set<std::string, std::less<>> names;
};

Result<std::string> content_of(Reading& reading, const zip_stat_t& stat) {
    if (stat.encryption_method != ZIP_EM_NONE) {
        return fail(ErrorKind::invalid, fmt::format("{} is encrypted; give an archive without a password.", stat.name));
    }
    const File file{zip_fopen_index(reading.archive, stat.index, 0)};
    if (!file) return fail(ErrorKind::invalid, fmt::format("Cannot unpack {}: {}.", stat.name, zip_strerror(reading.archive)));
    const std::size_t by_ratio = std::max(small_entry, static_cast<std::size_t>(stat.comp_size) * reading.limits.ratio);
    const std::size_t allowed = std::min(by_ratio, reading.limits.bytes - reading.total);
    std::string content;
    std::string chunk(small_entry, '\0');
    for (;;) {
        const auto count = zip_fread(file.get(), chunk.data(), chunk.size());
        if (count < 0) return fail(ErrorKind::invalid, fmt::format("{} in the archive is damaged.", stat.name));
        if (count == 0) break;
        content.append(chunk, 0, static_cast<std::size_t>(count));
        if (content.size() > allowed) {
            return fail(ErrorKind::too_large, fmt::format("{} unpacks to more than {} bytes, more than is accepted.", stat.name, allowed));
        }
    }
    reading.total += content.size();
    return content;
}

Result<std::optional<ZipEntry>> entry_at(Reading& reading, zip_uint64_t index) {
    zip_stat_t stat;
    if (zip_stat_index(reading.archive, index, 0, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0) {
        return fail(ErrorKind::invalid, fmt::format("Entry {} of the archive is damaged.", index + 1));
    }
    std::string_view name = stat.name;
    const bool folder = name.ends_with('/');
    if (folder) name.remove_suffix(1);
    TRY(check_name(name, reading.names));
    if (folder) return std::optional<ZipEntry>{};
    ZipEntry entry{std::string(name), TRY(content_of(reading, stat))};
    return std::optional<ZipEntry>{std::move(entry)};
}

}  // namespace

Result<std::string> write_zip(const std::vector<ZipEntry>& entries, std::optional<Date> date) {
    std::set<std::string, std::less<>> names;
    for (const auto& entry : entries) TRY(check_name(entry.name, names));
    if (entries.empty()) return fail(ErrorKind::invalid, "An archive needs at least one file.");
    const Source source{zip_source_buffer_create(nullptr, 0, 0, nullptr)};
    if (!source) return fail(ErrorKind::internal, "Cannot make an archive in memory.");
    zip_source_keep(source.get());  // once for the archive, once to read the bytes afterwards
    Archive archive{zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr)};
    if (!archive) {
        zip_source_free(source.get());
        return fail(ErrorKind::internal, "Cannot open an archive in memory.");
    }
    for (const auto& entry : entries) TRY(add(archive.get(), entry, dos_date(date)));
    if (zip_close(archive.get()) != 0) {
        return fail(ErrorKind::internal, fmt::format("Cannot write the archive: {}.", zip_strerror(archive.get())));
    }
    std::ignore = archive.release();  // freed by zip_close
    return bytes_of(source.get());
}

Result<std::vector<ZipEntry>> read_zip(std::string_view bytes, ZipLimits limits) {
    const auto archive = TRY(open_for_reading(bytes));
    const auto count = zip_get_num_entries(archive.get(), 0);
    if (count <= 0) return fail(ErrorKind::invalid, "This is not a ZIP archive, or it is empty.");
    if (static_cast<std::size_t>(count) > limits.entries) {
        return fail(ErrorKind::too_large, fmt::format("The archive has {} entries; at most {} are accepted.", count, limits.entries));
    }
    Reading reading{archive.get(), limits, 0, {}};
    std::vector<ZipEntry> entries;
    for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
        if (auto entry = TRY(entry_at(reading, index))) entries.push_back(std::move(*entry));
    }
    return entries;
}

}  // namespace kireise::formats
