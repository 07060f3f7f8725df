#include "engines/gguf_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <limits>
#include <set>

namespace kireise::engines {
namespace {

static_assert(std::endian::native == std::endian::little, "GGUF files are little endian");

enum class ValueType : std::uint32_t { u8, i8, u16, i16, u32, i32, f32, boolean, text, array, u64, i64, f64 };

template <class... Parts>
std::unexpected<Error> broken(fmt::format_string<Parts...> text, Parts&&... parts) {
    return fail(ErrorKind::invalid, "The model file cannot be used: " + fmt::format(text, std::forward<Parts>(parts)...) +
                                        " Download it again and compare its SHA-256.");
}

std::unexpected<Error> over(std::string_view what, std::uint64_t limit) {
    return fail(ErrorKind::too_large, fmt::format("The head of the model file is too large: {} is over the limit of {}.", what, limit));
}

// Numbers and texts in the order of the file, up to its end.
class Input {
   public:
    Input(std::istream& stream, std::uint64_t size, const GgufLimits& limits) : stream_(stream), size_(size), limits_(limits) {}

    [[nodiscard]] std::uint64_t position() const { return position_; }

    Result<> bytes(char* to, std::uint64_t count) {
        if (count > size_ - position_) return broken("it ends in the middle of its head.");
        if (position_ + count > limits_.head_bytes) return over("its length in bytes", limits_.head_bytes);
        stream_.read(to, static_cast<std::streamsize>(count));
        if (!stream_) return fail(ErrorKind::io, "The model file cannot be read; is the disk all right?");
        position_ += count;
        return {};
    }

    template <class T>
    Result<T> number() {
        T value{};
        char raw[sizeof(T)];
        TRY(bytes(raw, sizeof(T)));
        std::memcpy(&value, raw, sizeof(T));
        return value;
    }

    Result<std::string> text(std::string_view what, std::uint64_t limit) {
        const auto length = TRY(number<std::uint64_t>());
        if (length > limit) return over(fmt::format("the length of {}", what), limit);
        if (length > size_ - position_) return broken("{} reaches past its end.", what);
        std::string out(length, '\0');
        TRY(bytes(out.data(), length));
        return out;
    }

    [[nodiscard]] const GgufLimits& limits() const { return limits_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }

   private:
    std::istream& stream_;
    std::uint64_t size_;
    std::uint64_t position_ = 0;
    const GgufLimits& limits_;
};

template <class T>
Result<GgufScalar> whole(Input& in) {
    const auto value = TRY(in.number<T>());
    if constexpr (std::is_same_v<T, std::uint64_t>) {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return broken("a number is beyond 2^63.");
    }
    return GgufScalar(static_cast<std::int64_t>(value));
}

Result<GgufScalar> scalar(Input& in, ValueType type) {
    switch (type) {
        case ValueType::u8: return whole<std::uint8_t>(in);
        case ValueType::i8: return whole<std::int8_t>(in);
        case ValueType::u16: return whole<std::uint16_t>(in);
        case ValueType::i16: return whole<std::int16_t>(in);
        case ValueType::u32: return whole<std::uint32_t>(in);
        case ValueType::i32: return whole<std::int32_t>(in);
        case ValueType::u64: return whole<std::uint64_t>(in);
        case ValueType::i64: return whole<std::int64_t>(in);
        case ValueType::f32: return GgufScalar(static_cast<double>(TRY(in.number<float>())));
        case ValueType::f64: return GgufScalar(TRY(in.number<double>()));
        case ValueType::boolean: return GgufScalar(TRY(in.number<std::uint8_t>()) != 0);
        case ValueType::text: return GgufScalar(TRY(in.text("a text", in.limits().text_bytes)));
        case ValueType::array: break;
    }
    return broken("a value has the unknown type {}.", static_cast<std::uint32_t>(type));
}

void keep(GgufArray& array, GgufScalar item, std::size_t at_most) {
    if (auto* number = std::get_if<std::int64_t>(&item); number != nullptr && array.numbers.size() < at_most) {
        array.numbers.push_back(*number);
    } else if (auto* text = std::get_if<std::string>(&item); text != nullptr && array.texts.size() < at_most) {
        array.texts.push_back(std::move(*text));
    }
}

Result<GgufScalar> array(Input& in) {
    const auto type = static_cast<ValueType>(TRY(in.number<std::uint32_t>()));
    GgufArray out{.count = TRY(in.number<std::uint64_t>()), .numbers = {}, .texts = {}};
    if (out.count > in.limits().array_items) return over("the length of an array", in.limits().array_items);
    for (std::uint64_t i = 0; i < out.count; ++i) keep(out, TRY(scalar(in, type)), in.limits().kept_items);
    return GgufScalar(std::move(out));
}

Result<> read_entry(Input& in, GgufHead& head) {
    auto key = TRY(in.text("a key", in.limits().key_bytes));
    const auto type = static_cast<ValueType>(TRY(in.number<std::uint32_t>()));
    auto value = type == ValueType::array ? TRY(array(in)) : TRY(scalar(in, type));
    if (!head.metadata.emplace(std::move(key), std::move(value)).second) return broken("a key stands twice.");
    return {};
}

// Not more than the weights of a file that somebody could store.
constexpr std::uint64_t most_weights = std::uint64_t{1} << 50U;

Result<> measure(StoredTensor& tensor) {
    tensor.weights = 1;
    for (const auto dim : tensor.dims) {
        if (dim == 0 || dim > most_weights / tensor.weights) return broken("a tensor has the impossible length {}.", dim);
        tensor.weights *= dim;
    }
    if (tensor.dims.front() % tensor.type->weights != 0) return broken("the rows of a tensor hold no whole blocks.");
    tensor.bytes = tensor.weights / tensor.type->weights * tensor.type->bytes;
    return {};
}

Result<> read_tensor(Input& in, GgufHead& head) {
    StoredTensor tensor{.name = TRY(in.text("a tensor's name", in.limits().key_bytes)), .dims = {}};
    const auto count = TRY(in.number<std::uint32_t>());
    if (count < 1 || count > 4) return broken("a tensor has {} dimensions.", count);
    for (std::uint32_t i = 0; i < count; ++i) tensor.dims.push_back(TRY(in.number<std::uint64_t>()));
    const auto type = TRY(in.number<std::uint32_t>());
    tensor.type = storage_type(type);
    if (tensor.type == nullptr) return broken("a tensor has the type {}, which is not known here.", type);
    tensor.offset = TRY(in.number<std::uint64_t>());
    TRY(measure(tensor));
    head.tensors.push_back(std::move(tensor));
    return {};
}

Result<std::uint64_t> alignment_of(const GgufHead& head) {
    const auto value = head.number("general.alignment").value_or(32);
    if (value < 1 || value > 65'536 || !std::has_single_bit(static_cast<std::uint64_t>(value))) {
        return broken("its alignment {} is no power of two up to 65536.", value);
    }
    return static_cast<std::uint64_t>(value);
}

// Every tensor lies in the file, where the alignment allows it, and none over another.
Result<> check_places(const GgufHead& head, std::uint64_t alignment, std::uint64_t size) {
    const auto room = size - std::min(size, head.data_begin);
    std::vector<const StoredTensor*> order;
    std::set<std::string_view> names;
    for (const auto& tensor : head.tensors) {
        if (tensor.offset % alignment != 0) return broken("a tensor lies beside the alignment.");
        if (tensor.offset > room || tensor.bytes > room - tensor.offset) return broken("a tensor reaches past the end of the file.");
        if (!names.insert(tensor.name).second) return broken("a tensor stands twice.");
        order.push_back(&tensor);
    }
    std::ranges::sort(order, {}, &StoredTensor::offset);
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i - 1]->offset + order[i - 1]->bytes > order[i]->offset) return broken("two tensors lie over each other.");
    }
    return {};
}

Result<> read_counts(Input& in, GgufHead& head, std::uint64_t& tensors, std::uint64_t& entries) {
    char magic[4];
    if (in.size() < 24) return fail(ErrorKind::invalid, "This is no GGUF model file: it is too short.");
    TRY(in.bytes(magic, sizeof(magic)));
    if (std::string_view(magic, 4) != "GGUF") return fail(ErrorKind::invalid, "This is no GGUF model file: it does not begin with 'GGUF'.");
    head.version = TRY(in.number<std::uint32_t>());
    if (head.version != 2 && head.version != 3) {
        return fail(ErrorKind::invalid, fmt::format("The model file has version {} of GGUF; 2 and 3 can be read.", head.version));
    }
    tensors = TRY(in.number<std::uint64_t>());
    entries = TRY(in.number<std::uint64_t>());
    if (tensors > in.limits().tensors) return over("the number of tensors", in.limits().tensors);
    if (entries > in.limits().entries) return over("the number of entries", in.limits().entries);
    return {};
}

}  // namespace

std::optional<std::int64_t> GgufHead::number(std::string_view key) const {
    const auto found = metadata.find(key);
    if (found == metadata.end()) return std::nullopt;
    if (const auto* number = std::get_if<std::int64_t>(&found->second)) return *number;
    const auto* array = std::get_if<GgufArray>(&found->second);
    if (array == nullptr || array->numbers.empty()) return std::nullopt;
    return std::ranges::max(array->numbers);
}

std::optional<double> GgufHead::real(std::string_view key) const {
    const auto found = metadata.find(key);
    const auto* value = found == metadata.end() ? nullptr : std::get_if<double>(&found->second);
    return value == nullptr ? std::nullopt : std::optional(*value);
}

std::string GgufHead::text(std::string_view key) const {
    const auto found = metadata.find(key);
    const auto* value = found == metadata.end() ? nullptr : std::get_if<std::string>(&found->second);
    return value == nullptr ? "" : *value;
}

const StoredTensor* GgufHead::tensor(std::string_view name) const {
    const auto found = std::ranges::find(tensors, name, &StoredTensor::name);
    return found == tensors.end() ? nullptr : &*found;
}

std::uint64_t GgufHead::weights() const {
    std::uint64_t sum = 0;
    for (const auto& tensor : tensors) sum += tensor.weights;
    return sum;
}

std::uint64_t GgufHead::bytes() const {
    std::uint64_t sum = 0;
    for (const auto& tensor : tensors) sum += tensor.bytes;
    return sum;
}

Result<GgufHead> read_gguf_head(std::istream& file, std::uint64_t size, const GgufLimits& limits) {
    Input in(file, size, limits);
    GgufHead head;
    std::uint64_t tensors = 0;
    std::uint64_t entries = 0;
    TRY(read_counts(in, head, tensors, entries));
    for (std::uint64_t i = 0; i < entries; ++i) TRY(read_entry(in, head));
    for (std::uint64_t i = 0; i < tensors; ++i) TRY(read_tensor(in, head));
    const auto alignment = TRY(alignment_of(head));
    head.data_begin = (in.position() + alignment - 1) / alignment * alignment;
    TRY(check_places(head, alignment, size));
    return head;
}

Result<GgufHead> read_gguf_head(const std::filesystem::path& file, const GgufLimits& limits) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) {
        return fail(ErrorKind::not_found, fmt::format("The model file {} is not there.", file.string()));
    }
    const auto size = std::filesystem::file_size(file, failed);
    std::ifstream stream(file, std::ios::binary);
    if (failed || !stream) return fail(ErrorKind::io, fmt::format("The model file {} cannot be read.", file.string()));
    return read_gguf_head(stream, size, limits);
}

}  // namespace kireise::engines
