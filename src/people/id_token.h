#pragma once
// The ID token of OpenID Connect: who signed in, said by the identity provider (OpenID Connect Core 1.0, 3.1.3.7).

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "people/jwk.h"

namespace kireise::people {

struct IdTokenRules {
    std::string issuer;
    std::string client_id;
    std::string nonce;
    Instant now;
};

// Whether a key is there that a token names (or, without a name, any of its algorithm): if not, the provider may have changed its keys.
[[nodiscard]] bool has_key_for(const SignedToken& token, const std::vector<SigningKey>& keys);

// The claims, when the token is signed by one of the keys with that key's algorithm, comes from the issuer, is for this client and this
// attempt, and holds now (a minute of difference between clocks is allowed). unauthenticated, as a sentence.
[[nodiscard]] Result<Json> check_id_token(const SignedToken& token, const std::vector<SigningKey>& keys, const IdTokenRules& rules);

}  // namespace kireise::people
