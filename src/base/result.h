#pragma once
// Errors are values: every function that can fail returns Result<T>.

#include <expected>
#include <utility>

#include "base/error.h"

namespace kireise {

template <class T = void>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorKind kind, std::string message) { return std::unexpected(Error{kind, std::move(message)}); }

// Value of a Result, or return its error from the enclosing function: auto x = TRY(read(path));
#define TRY(...)                                                                            \
    __extension__({                                                                         \
        auto&& try_result = (__VA_ARGS__);                                                  \
        if (!try_result) {                                                                  \
            return std::unexpected(std::forward<decltype(try_result)>(try_result).error()); \
        }                                                                                   \
        *std::forward<decltype(try_result)>(try_result);                                    \
    })

}  // namespace kireise
