#include "base/status.h"

namespace kireise {

int http_status(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid: return 400;
        case ErrorKind::unauthenticated: return 401;
        case ErrorKind::forbidden: return 403;
        case ErrorKind::not_found: return 404;
        case ErrorKind::conflict: return 409;
        case ErrorKind::too_large: return 413;
        case ErrorKind::busy: return 429;
        case ErrorKind::unavailable: return 503;
        case ErrorKind::io:
        case ErrorKind::internal: return 500;
    }
    return 500;
}

int exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid:
        case ErrorKind::too_large: return 3;
        case ErrorKind::not_found: return 4;
        case ErrorKind::unauthenticated:
        case ErrorKind::forbidden: return 5;
        case ErrorKind::conflict:
        case ErrorKind::busy: return 6;
        case ErrorKind::unavailable: return 7;
        case ErrorKind::io: return 8;
        case ErrorKind::internal: return 1;
    }
    return 1;
}

}  // namespace kireise
