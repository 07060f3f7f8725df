#pragma once
// What every answer says to the browser: only our own scripts and styles, no frames, nothing kept unless the answer allows it.
// Source: OWASP Secure Headers; CSP Level 3.

#include "net/http.h"

namespace kireise::people {

void add_security_headers(net::Outcome& outcome);

}  // namespace kireise::people
