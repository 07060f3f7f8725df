// clang-format off: windows.h comes first
#include <windows.h>
#include <bcrypt.h>
// clang-format on

#include "base/random.h"

namespace kireise {

Random system_random() {
    return [](std::span<std::byte> out) {
        auto* bytes = reinterpret_cast<PUCHAR>(out.data());
        if (::BCryptGenRandom(nullptr, bytes, static_cast<ULONG>(out.size()), BCRYPT_USE_SYSTEM_PREFERRED_RNG) != 0) std::abort();
    };
}

}  // namespace kireise
