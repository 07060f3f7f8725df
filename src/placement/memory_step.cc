#include "placement/memory_step.h"

#include <algorithm>
#include <array>

namespace kireise::placement {

int memory_step(double gib) {
    constexpr std::array steps{1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 32, 40, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024};
    if (!(gib > 0)) return 0;
    const auto step = std::ranges::find_if(steps, [&](int one) { return gib <= one * 1.001; });
    return step == steps.end() ? static_cast<int>(std::min(gib, 65536.0)) : *step;
}

}  // namespace kireise::placement
