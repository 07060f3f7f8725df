#include "base/random.h"

#include <array>
#include <memory>
#include <random>

#include "base/text.h"

namespace kireise {

Random seeded_random(std::uint64_t seed) {
    return [engine = std::make_shared<std::mt19937_64>(seed)](std::span<std::byte> out) {
        for (auto& byte : out) byte = static_cast<std::byte>((*engine)() & 0xff);
    };
}

std::string random_id(const Random& random) {
    std::array<std::byte, 16> bytes{};
    random(bytes);
    return to_hex(bytes);
}

}  // namespace kireise
