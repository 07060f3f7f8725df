#pragma once
// Enumerations that appear in content under an id. An enumeration E takes part by a function
// `constexpr auto enum_ids(E)` beside it that returns an array of (value, id) with every value once.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace kireise::blueprint {

template <class E, std::size_t N>
using EnumIds = std::array<std::pair<E, std::string_view>, N>;

template <class E>
concept Identified = requires { enum_ids(E{}); };

template <Identified E>
[[nodiscard]] constexpr std::string_view to_id(E value) {
    for (const auto& [known, id] : enum_ids(E{})) {
        if (known == value) return id;
    }
    return {};
}

template <Identified E>
[[nodiscard]] constexpr std::optional<E> from_id(std::string_view id) {
    for (const auto& [value, known] : enum_ids(E{})) {
        if (known == id) return value;
    }
    return std::nullopt;
}

// "a, b, c": for error messages.
template <Identified E>
[[nodiscard]] std::string id_list() {
    std::string out;
    for (const auto& [value, id] : enum_ids(E{})) {
        if (!out.empty()) out += ", ";
        out += id;
    }
    return out;
}

}  // namespace kireise::blueprint
