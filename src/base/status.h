#pragma once
// ErrorKind -> HTTP status (RFC 9110) and exit code of the program. The only place where this is decided.

#include "base/error.h"

namespace kireise {

inline constexpr int exit_ok = 0;
inline constexpr int exit_usage = 2;  // wrong command line

[[nodiscard]] int http_status(ErrorKind kind);

// 1 failure, 3 invalid input, 4 not found, 5 not allowed, 6 conflict, 7 a needed part is missing, 8 input/output.
[[nodiscard]] int exit_code(ErrorKind kind);

}  // namespace kireise
