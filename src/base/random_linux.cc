#include <sodium.h>

#include "base/random.h"

namespace kireise {

Random system_random() {
    if (sodium_init() < 0) return {};
    return [](std::span<std::byte> out) { randombytes_buf(out.data(), out.size()); };
}

}  // namespace kireise
