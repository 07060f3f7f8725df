#include "engines/gguf.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <numeric>
#include <system_error>

namespace kireise::engines {
namespace {

static_assert(std::endian::native == std::endian::little, "GGUF files are little endian");

constexpr std::uint64_t alignment = 32;
constexpr std::uint64_t part_bytes = 4U << 20U;
constexpr std::uint64_t free_reserve = 256U << 20U;

enum class ValueType : std::uint32_t { uint32 = 4, int32 = 5, float32 = 6, boolean = 7, string = 8, array = 9 };

std::uint64_t aligned(std::uint64_t bytes) { return (bytes + alignment - 1) / alignment * alignment; }

template <class T>
void put(std::string& out, T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out.append(bytes, sizeof(T));
}

void put(std::string& out, ValueType type) { put(out, static_cast<std::uint32_t>(type)); }

void put_text(std::string& out, const std::string& text) {
    put(out, static_cast<std::uint64_t>(text.size()));
    out += text;
}

struct PutValue {
    std::string& out;

    void operator()(std::uint32_t value) const { put(out, ValueType::uint32), put(out, value); }
    void operator()(float value) const { put(out, ValueType::float32), put(out, value); }
    void operator()(bool value) const { put(out, ValueType::boolean), put(out, static_cast<std::uint8_t>(value ? 1 : 0)); }
    void operator()(const std::string& value) const { put(out, ValueType::string), put_text(out, value); }
    void operator()(const std::vector<std::string>& values) const {
        put(out, ValueType::array), put(out, ValueType::string), put(out, static_cast<std::uint64_t>(values.size()));
        for (const auto& value : values) put_text(out, value);
    }
    void operator()(const std::vector<std::int32_t>& values) const {
        put(out, ValueType::array), put(out, ValueType::int32), put(out, static_cast<std::uint64_t>(values.size()));
        for (const auto value : values) put(out, value);
    }
};

std::string header(const Gguf& file) {
    std::string out = "GGUF";
    put(out, std::uint32_t{3});
    put(out, static_cast<std::uint64_t>(file.tensors.size()));
    put(out, static_cast<std::uint64_t>(file.metadata.size()));
    for (const auto& [key, value] : file.metadata) {
        put_text(out, key);
        std::visit(PutValue{out}, value);
    }
    std::uint64_t offset = 0;
    for (const auto& tensor : file.tensors) {
        put_text(out, tensor.name);
        put(out, static_cast<std::uint32_t>(tensor.dims.size()));
        for (const auto dim : tensor.dims) put(out, dim);
        put(out, static_cast<std::uint32_t>(tensor.type));
        put(out, offset);
        offset += aligned(tensor_bytes(tensor));
    }
    out.resize(aligned(out.size()), '\0');
    return out;
}

Result<> check_room(const std::filesystem::path& folder, std::uint64_t bytes) {
    std::error_code failed;
    const auto space = std::filesystem::space(folder, failed);
    if (failed) return fail(ErrorKind::io, fmt::format("The folder {} cannot be read: {}.", folder.string(), failed.message()));
    if (space.available < bytes + free_reserve) {
        return fail(ErrorKind::unavailable,
                    fmt::format("The disk of {} has {} MB free, but {} MB are needed. Free some space or choose another folder.",
                                folder.string(), space.available >> 20U, (bytes + free_reserve) >> 20U));
    }
    return {};
}

class Output {
   public:
    Output(const std::filesystem::path& path, std::uint64_t total, const WriteControl& control)
        : path_(path), stream_(path, std::ios::binary | std::ios::trunc), total_(total), control_(control) {}

    Result<> write(const char* data, std::uint64_t bytes) {
        stream_.write(data, static_cast<std::streamsize>(bytes));
        if (!stream_) return fail(ErrorKind::io, fmt::format("The file {} cannot be written; is the disk full?", path_.string()));
        done_ += bytes;
        return stop_or_progress();
    }

    // Zeros. The end of the file is set at the end.
    Result<> skip(std::uint64_t bytes) {
        stream_.seekp(static_cast<std::streamoff>(bytes), std::ios::cur);
        done_ += bytes;
        return stop_or_progress();
    }

    Result<> close() {
        stream_.close();
        if (!stream_) return fail(ErrorKind::io, fmt::format("The file {} cannot be written; is the disk full?", path_.string()));
        std::error_code failed;
        std::filesystem::resize_file(path_, total_, failed);
        if (failed) return fail(ErrorKind::io, fmt::format("The file {} cannot be written: {}.", path_.string(), failed.message()));
        return {};
    }

   private:
    Result<> stop_or_progress() const {
        if (control_.stop.stop_requested()) return fail(ErrorKind::busy, "Writing the model file was stopped; start again to repeat it.");
        if (control_.progress) control_.progress(done_, total_);
        return {};
    }

    const std::filesystem::path& path_;
    std::ofstream stream_;
    std::uint64_t done_ = 0;
    std::uint64_t total_;
    const WriteControl& control_;
};

Result<> write_tensor(Output& out, const GgufTensor& tensor, std::vector<std::byte>& buffer) {
    const auto layout = block_layout(tensor.type);
    const auto bytes = tensor_bytes(tensor);
    if (!tensor.fill) return out.skip(aligned(bytes));
    const auto step = part_bytes / layout.bytes * layout.bytes;
    for (std::uint64_t done = 0; done < bytes; done += step) {
        const auto part = std::span(buffer).first(std::min(step, bytes - done));
        tensor.fill(done, part);
        TRY(out.write(reinterpret_cast<const char*>(part.data()), part.size()));
    }
    const std::string padding(aligned(bytes) - bytes, '\0');
    return out.write(padding.data(), padding.size());
}

Result<> write_all(const std::filesystem::path& path, const Gguf& file, const WriteControl& control) {
    Output out(path, gguf_bytes(file), control);
    const auto head = header(file);
    TRY(out.write(head.data(), head.size()));
    std::vector<std::byte> buffer(part_bytes);
    for (const auto& tensor : file.tensors) TRY(write_tensor(out, tensor, buffer));
    return out.close();
}

}  // namespace

std::uint64_t tensor_bytes(const GgufTensor& tensor) {
    const auto weights = std::accumulate(tensor.dims.begin(), tensor.dims.end(), std::uint64_t{1}, std::multiplies<>());
    const auto layout = block_layout(tensor.type);
    return weights / layout.weights * layout.bytes;
}

std::uint64_t gguf_bytes(const Gguf& file) {
    std::uint64_t bytes = header(file).size();
    for (const auto& tensor : file.tensors) bytes += aligned(tensor_bytes(tensor));
    return bytes;
}

Result<> write_gguf(const std::filesystem::path& path, const Gguf& file, const WriteControl& control) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    TRY(check_room(folder, gguf_bytes(file)));
    auto written = write_all(path, file, control);
    if (!written) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
    return written;
}

}  // namespace kireise::engines
