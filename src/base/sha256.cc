#include "base/sha256.h"

#include <fmt/core.h>
#include <sodium.h>

#include <array>
#include <fstream>
#include <span>
#include <vector>

#include "base/text.h"

namespace kireise {
namespace {

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

std::string hex(const Digest& digest) { return to_hex(std::as_bytes(std::span(digest))); }

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    Digest digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hex(digest);
}

Result<std::string> sha256_of_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(ErrorKind::not_found, fmt::format("There is no readable file {}.", file.string()));
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<char> piece(1U << 20U);
    while (in) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                                  static_cast<unsigned long long>(in.gcount()));
    }
    if (!in.eof()) return fail(ErrorKind::io, fmt::format("Cannot read {}.", file.string()));
    Digest digest{};
    crypto_hash_sha256_final(&state, digest.data());
    return hex(digest);
}

}  // namespace kireise
