#include "base/base64.h"

#include <sodium.h>

#include <algorithm>

namespace kireise {

std::string to_base64(std::string_view bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();  // the terminating zero
    return out;
}

Result<std::string> from_base64(std::string_view text) {
    std::string out(text.size(), '\0');
    std::size_t size = 0;
    // libsodium 1.0.18 takes bytes beyond ASCII for letters of its alphabet.
    const bool ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii || sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr, &size,
                                    nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
        return fail(ErrorKind::invalid, "The text is no base64.");
    }
    out.resize(size);
    return out;
}

}  // namespace kireise
