#pragma once
// Reads the head of a GGUF file, versions 2 and 3 (ggml/docs/gguf.md): metadata and tensor table, never the weights. The file may come from
// anywhere: nothing is read past its end, nothing is allocated by a number that it names, every count and every string has a limit.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace kireise::engines {

struct GgufLimits {
    std::uint64_t entries = 10'000;  // of metadata
    std::uint64_t tensors = 100'000;
    std::uint64_t array_items = 4'000'000;                 // of one array; vocabularies have up to 300,000
    std::uint64_t key_bytes = 1'024;                       // also of a tensor's name
    std::uint64_t text_bytes = 1U << 20U;                  // chat templates have up to 30,000
    std::uint64_t head_bytes = std::uint64_t{256} << 20U;  // everything before the weights
    std::size_t kept_items = 512;                          // of an array of numbers or texts; the rest is only counted
};

// A text is as it stands in the file: any bytes. An array keeps its first items.
struct GgufArray {
    std::uint64_t count = 0;
    std::vector<std::int64_t> numbers;  // whole numbers only
    std::vector<std::string> texts;
};
using GgufScalar = std::variant<std::int64_t, double, bool, std::string, GgufArray>;

// How ggml stores a tensor; `name` as its tools print it ("Q4_K").
struct StorageType {
    std::uint32_t id = 0;
    std::string_view name;
    std::uint32_t weights = 1;  // in one block
    std::uint32_t bytes = 1;    // of one block
};
[[nodiscard]] const StorageType* storage_type(std::uint32_t id);  // nullptr: not known

struct StoredTensor {
    std::string name;
    std::vector<std::uint64_t> dims;  // 1 to 4, the row length first
    const StorageType* type = nullptr;
    std::uint64_t offset = 0;  // from data_begin
    std::uint64_t weights = 0;
    std::uint64_t bytes = 0;
};

struct GgufHead {
    std::uint32_t version = 0;
    std::map<std::string, GgufScalar, std::less<>> metadata;
    std::vector<StoredTensor> tensors;
    std::uint64_t data_begin = 0;  // of the tensors' data in the file

    [[nodiscard]] std::optional<std::int64_t> number(std::string_view key) const;  // of an array of numbers the largest
    [[nodiscard]] std::optional<double> real(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key) const;  // "" when there is none
    [[nodiscard]] const StoredTensor* tensor(std::string_view name) const;
    [[nodiscard]] std::uint64_t weights() const;  // of all tensors
    [[nodiscard]] std::uint64_t bytes() const;    // of all tensors, without padding
};

// invalid: no GGUF file, a part that contradicts another or reaches past the end; too_large: over a limit; unsupported kinds (big endian,
// an unknown tensor type, version 1) are invalid, too. `size`: bytes of the whole file.
[[nodiscard]] Result<GgufHead> read_gguf_head(std::istream& file, std::uint64_t size, const GgufLimits& limits = {});

// not_found, io, and as above.
[[nodiscard]] Result<GgufHead> read_gguf_head(const std::filesystem::path& file, const GgufLimits& limits = {});

}  // namespace kireise::engines
