#pragma once
// SHA-256 (FIPS 180-4) of bytes that come piece by piece.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace kireise {

class Sha256Stream {
   public:
    Sha256Stream();
    void add(std::string_view bytes);
    [[nodiscard]] std::string hex() const;  // of what was added so far, 64 lower-case digits

   private:
    alignas(16) std::array<std::byte, 104> state_{};  // crypto_hash_sha256_state of libsodium, which stays out of this header
};

}  // namespace kireise
