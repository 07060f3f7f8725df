#include "people/notice.h"

#include <algorithm>

namespace kireise::people {

Json notice(const Context& context, std::span<const Notice> known) {
    const auto asked = context.request.parameter("notice");
    const auto found = std::ranges::find(known, asked, &Notice::key);
    if (found == known.end()) return nullptr;
    return {{"kind", found->kind}, {"text", context.t(found->text)}};
}

}  // namespace kireise::people
