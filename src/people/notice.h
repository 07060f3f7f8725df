#pragma once
// What a page says after a form was sent and the browser was sent on to it: "?notice=KEY" in the address. KEY must be in the page's own
// list, and the text comes from there, so that no address can put words into a page. Shown by the partial people/notice.

#include <span>
#include <string_view>

#include "base/json.h"
#include "people/app.h"

namespace kireise::people {

struct Notice {
    std::string_view key;               // in the address: "saved"
    std::string_view text;              // of the interface: "learning.save.saved"
    std::string_view kind = "success";  // KERN alert: success, info, warning
};

// {kind, text} for the template's `notice`; null when the address names none of `known`.
[[nodiscard]] Json notice(const Context& context, std::span<const Notice> known);

}  // namespace kireise::people
