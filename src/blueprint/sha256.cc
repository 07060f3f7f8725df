#include "blueprint/sha256.h"

#include <openssl/sha.h>

#include <array>
#include <span>

#include "base/text.h"

namespace kireise::blueprint {

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    return to_hex(std::as_bytes(std::span(digest)));
}

}  // namespace kireise::blueprint
