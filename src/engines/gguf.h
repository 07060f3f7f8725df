#pragma once
// Writes GGUF files, version 3: the container of llama.cpp (ggml/docs/gguf.md: magic, metadata, tensor table, aligned data; little endian).

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "engines/shape.h"

namespace kireise::engines {

using GgufValue = std::variant<std::uint32_t, float, bool, std::string, std::vector<std::string>, std::vector<std::int32_t>>;

// Fills the part of a tensor's data that begins at `offset` bytes; a part is whole blocks of its type. The same offset gives the same
// bytes. None: zeros, left out of the file as a hole where the file system can.
using TensorFill = std::function<void(std::uint64_t offset, std::span<std::byte> part)>;

struct GgufTensor {
    std::string name;
    std::vector<std::uint64_t> dims;  // the first is the row length, a multiple of the type's block
    TensorType type = TensorType::f32;
    TensorFill fill;
};

struct Gguf {
    std::vector<std::pair<std::string, GgufValue>> metadata;
    std::vector<GgufTensor> tensors;
};

struct WriteControl {
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // bytes; about every 4 MiB
    std::stop_token stop;
};

[[nodiscard]] std::uint64_t tensor_bytes(const GgufTensor& tensor);

// Size of the file that write_gguf makes, in bytes.
[[nodiscard]] std::uint64_t gguf_bytes(const Gguf& file);

// unavailable: not enough room on the disk (256 MiB are left free); busy: stopped; io. No file is left behind after a failure.
[[nodiscard]] Result<> write_gguf(const std::filesystem::path& path, const Gguf& file, const WriteControl& control = {});

}  // namespace kireise::engines
