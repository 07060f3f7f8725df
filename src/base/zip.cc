#include "base/zip.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "base/text.h"

namespace kireise {
namespace {

constexpr std::size_t small_entry = 64U << 10U;  // bytes; the ratio does not bind an entry below this
constexpr std::size_t max_name_bytes = 1'024;

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_source_t* source) const { zip_source_free(source); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;
using File = std::unique_ptr<zip_file_t, Discard>;
using Names = std::set<std::string, std::less<>>;

std::unexpected<Error> cannot_write() { return fail(ErrorKind::internal, "The ZIP archive cannot be written."); }

std::unexpected<Error> damaged(std::string_view why) {
    return fail(ErrorKind::invalid, fmt::format("The file is no ZIP archive that can be read ({}); fetch it again.", why));
}

bool is_plain_path(std::string_view name) {
    if (name.empty() || name.size() > max_name_bytes || !is_utf8(name)) return false;
    if (name.find_first_of(std::string_view("\\:\0", 3)) != std::string_view::npos) return false;
    return std::ranges::none_of(split(name, '/'), [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

Result<> check_name(std::string_view name, Names& seen) {
    if (!is_plain_path(name)) {
        const auto shown = is_utf8(name) ? name : "(no UTF-8)";
        return fail(ErrorKind::invalid, fmt::format("The archive has an entry with the unsafe name \"{}\".", shown));
    }
    if (!seen.emplace(name).second) return fail(ErrorKind::invalid, fmt::format("{} stands in the archive twice.", name));
    return {};
}

struct DosTime {
    std::uint16_t clock = 0;
    std::uint16_t date = 0;
};

// MS-DOS date and time as in the ZIP format: years from 1980, seconds in steps of two.
DosTime dos_time(Instant when) {
    using namespace std::chrono_literals;
    const Instant first = std::chrono::sys_days(1980y / 1 / 1);
    const Instant last = std::chrono::sys_days(2107y / 12 / 31) + 23h + 59min + 58s;
    const auto within = std::clamp(when, first, last);
    const auto day = std::chrono::floor<std::chrono::days>(within);
    const Date date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(within - day));
    const auto years = static_cast<unsigned>(static_cast<int>(date.year()) - 1980);
    const auto hours = static_cast<unsigned>(time.hours().count());
    const auto minutes = static_cast<unsigned>(time.minutes().count());
    const auto seconds = static_cast<unsigned>(time.seconds().count());
    return {
        .clock = static_cast<std::uint16_t>(hours << 11U | minutes << 5U | seconds / 2U),
        .date = static_cast<std::uint16_t>(years << 9U | static_cast<unsigned>(date.month()) << 5U | static_cast<unsigned>(date.day()))};
}

Result<> add_entry(zip_t* archive, const ZipEntry& entry, DosTime when) {
    Source source(zip_source_buffer(archive, entry.content.data(), entry.content.size(), 0));
    if (!source) return cannot_write();
    const auto index = zip_file_add(archive, entry.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0) return cannot_write();
    std::ignore = source.release();  // the archive owns it now
    const auto at = static_cast<zip_uint64_t>(index);
    const auto mode = static_cast<zip_uint32_t>(S_IFREG | 0644) << 16U;
    const auto method = entry.stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    const bool done = zip_file_set_dostime(archive, at, when.clock, when.date, 0) == 0 &&
                      zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, mode) == 0 &&
                      zip_set_file_compression(archive, at, method, entry.stored ? 0 : 9) == 0;
    return done ? Result<>{} : cannot_write();
}

Result<std::string> bytes_of(zip_source_t* source) {
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0 || zip_source_open(source) != 0) return cannot_write();
    std::string out(stat.size, '\0');
    const auto read = zip_source_read(source, out.data(), out.size());
    zip_source_close(source);
    if (read != static_cast<zip_int64_t>(out.size())) return cannot_write();
    return out;
}

Result<Archive> open_archive(std::string_view bytes) {
    if (bytes.empty()) return damaged("it is empty");
    zip_error_t error;
    zip_error_init(&error);
    Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error));
    Archive archive(source ? zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr);
    const std::string why = archive ? "" : zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!archive) return damaged(why);
    std::ignore = source.release();  // the archive owns it now
    return archive;
}

Result<> check_kind(zip_t* archive, const zip_stat_t& stat) {
    if (stat.encryption_method != ZIP_EM_NONE) {
        return fail(ErrorKind::invalid, fmt::format("{} in the archive is encrypted; give one without a password.", stat.name));
    }
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
        return fail(ErrorKind::invalid, fmt::format("{} in the archive is compressed in an unusual way.", stat.name));
    }
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    zip_file_get_external_attributes(archive, stat.index, 0, &system, &attributes);
    const auto type = (attributes >> 16U) & S_IFMT;
    if (system == ZIP_OPSYS_UNIX && type != 0 && type != S_IFREG) {
        return fail(ErrorKind::invalid, fmt::format("{} in the archive is a link or special file.", stat.name));
    }
    return {};
}

struct Listed {
    zip_uint64_t index = 0;
    std::string name;
    std::size_t size = 0;  // as stated
};

Result<Listed> inspect(zip_t* archive, zip_uint64_t index, const ZipLimits& limits, Names& seen) {
    zip_stat_t stat;
    constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & needed) != needed) {
        return damaged("an entry has no description");
    }
    TRY(check_name(stat.name, seen));
    TRY(check_kind(archive, stat));
    const bool swollen = stat.size > small_entry && stat.size > stat.comp_size * limits.ratio;
    if (stat.size > limits.entry_bytes || swollen) {
        return fail(ErrorKind::too_large, fmt::format("{} in the archive would unpack to more than is accepted.", stat.name));
    }
    return Listed{index, stat.name, static_cast<std::size_t>(stat.size)};
}

Result<std::vector<Listed>> inspect_all(zip_t* archive, std::size_t archive_bytes, const ZipLimits& limits) {
    const auto count = static_cast<zip_uint64_t>(zip_get_num_entries(archive, 0));
    if (count == 0) return damaged("it holds nothing");
    if (count > limits.entries) return fail(ErrorKind::too_large, fmt::format("The archive has more than {} entries.", limits.entries));
    Names seen;
    std::vector<Listed> out;
    std::size_t total = 0;
    for (zip_uint64_t i = 0; i < count; ++i) {
        out.push_back(TRY(inspect(archive, i, limits, seen)));
        total += out.back().size;
        if (total > limits.total_bytes || total > archive_bytes * limits.ratio) {
            return fail(ErrorKind::too_large, "The archive would unpack to far more than it should hold.");
        }
    }
    return out;
}

Result<std::string> unpack(zip_t* archive, const Listed& entry) {
    const File file(zip_fopen_index(archive, entry.index, 0));
    if (!file) return damaged(entry.name);
    std::string out(entry.size + 1, '\0');  // one more, to notice an entry that is longer than it says
    std::size_t filled = 0;
    while (filled <= entry.size) {
        const auto read = zip_fread(file.get(), out.data() + filled, out.size() - filled);
        if (read < 0) return damaged(entry.name);
        if (read == 0) break;
        filled += static_cast<std::size_t>(read);
    }
    if (filled != entry.size) return damaged(entry.name);
    out.resize(filled);
    return out;
}

}  // namespace

Result<std::string> write_zip(const std::vector<ZipEntry>& entries, Instant when) {
    if (entries.empty()) return fail(ErrorKind::invalid, "An archive needs at least one file.");
    Names names;
    for (const auto& entry : entries) TRY(check_name(entry.name, names));
    const Source source(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!source) return cannot_write();
    zip_source_keep(source.get());  // closing the archive gives up one reference, ours stays
    Archive archive(zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr));
    if (!archive) {
        zip_source_free(source.get());
        return cannot_write();
    }
    for (const auto& entry : entries) TRY(add_entry(archive.get(), entry, dos_time(when)));
    if (zip_close(archive.get()) != 0) return cannot_write();
    std::ignore = archive.release();  // freed by zip_close
    return bytes_of(source.get());
}

Result<std::vector<ZipEntry>> read_zip(std::string_view bytes, ZipLimits limits) {
    const auto archive = TRY(open_archive(bytes));
    std::vector<ZipEntry> out;
    for (const auto& entry : TRY(inspect_all(archive.get(), bytes.size(), limits))) {
        auto content = TRY(unpack(archive.get(), entry));
        out.push_back({entry.name, std::move(content)});
    }
    return out;
}

}  // namespace kireise
