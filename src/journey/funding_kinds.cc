#include "journey/funding_kinds.h"

#include <algorithm>

namespace kireise::journey {
namespace {

using enum FieldType;
using people::Role;

constexpr bool required = true;
constexpr bool hidden = false;  // not in the list

FundingKind decision() {
    return {"decision",
            {{"reference", text, required, hidden, 80},
             {"authority", text, required, hidden},
             {"dated", date, required},
             {"start", date, required},
             {"end", date, required},
             {"financing", choice, required, hidden, 0, {"share", "fixed", "deficit", "full"}},
             {"maximum", cents, required},
             {"basis", choice, required, hidden, 0, {"gross", "net"}},
             {"spend_weeks", whole, required, hidden, 3, {}, "8"},
             {"proof_months", whole, required, hidden, 3, {}, "6"},
             {"limit_percent", whole, required, hidden, 3, {}, "20"},
             {"extension_asked", date},
             {"extension_wanted", date},
             {"extension_granted", date},
             {"extension_end", date},
             {"proof_sent", date}},
            "dated",
            false,
            true};
}

FundingKind narrative() {
    return {"narrative",
            {{"activities", long_text, false, hidden, 10'000},
             {"results", long_text, false, hidden, 10'000},
             {"deviations", long_text, false, hidden, 10'000},
             {"outlook", long_text, false, hidden, 10'000}},
            "activities",
            false,
            true};
}

std::vector<FundingKind> make_kinds() {
    const FundingField document_field{"document", document, false};
    return {
        decision(),
        {"line",
         {{"position", text, required, true, 10},
          {"title", text, required, true, 120},
          {"expense", choice, required, true, 0, {"personnel", "contracts", "materials", "events", "other"}},
          {"land", cents, required},
          {"own", cents, required}},
         "position",
         true},
        {"condition", {{"text", long_text, required, true, 1'000}, {"due", date}, {"done", date}}, "due"},
        {"call",
         {{"dated", date, required}, {"amount", cents, required}, {"covers", text, required, true, 500}, {"received", date}},
         "dated"},
        {"receipt",
         {{"number", text, required, true, 40},
          {"dated", date, required},
          {"paid", date, required},
          {"payee", text, required},
          {"purpose", text, required, true, 500},
          {"line", line, required},
          {"net", signed_cents, required, hidden},
          {"gross", signed_cents, required},
          document_field},
         "number",
         true},
        {"procurement",
         {{"subject", text, required},
          {"value", cents, required},
          {"procedure", choice, required, true, 0, {"direct", "negotiated", "restricted", "public", "framework"}},
          {"dated", date, required},
          {"result", long_text, required, true, 1'000},
          document_field},
         "dated",
         false,
         false,
         people::only(Role::coordination, Role::admin, Role::it)},
        {"inventory",
         {{"object", text, required}, {"value", cents, required}, {"dated", date, required}, {"place", text, required}},
         "dated"},
        narrative(),
    };
}

}  // namespace

std::span<const FundingKind> funding_kinds() {
    static const auto kinds = make_kinds();
    return kinds;
}

const FundingKind& funding_kind(std::string_view id) { return *std::ranges::find(funding_kinds(), id, &FundingKind::id); }

std::string order_key(std::string_view text) {
    constexpr std::size_t width = 12;
    std::string out, digits;
    const auto flush = [&] {
        if (!digits.empty()) out.append(width - std::min(width, digits.size()), '0').append(digits);
        digits.clear();
    };
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            digits += c;
            continue;
        }
        flush();
        out += c;
    }
    flush();
    return out;
}

}  // namespace kireise::journey
