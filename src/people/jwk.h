#pragma once
// Keys and signatures of an identity provider: JSON Web Keys (RFC 7517, 7518) and JSON Web Signatures in compact form (RFC 7515), as far as
// OpenID Connect needs them: RSA with SHA-256 (RS256, keys of 2048 to 8192 bits) and ECDSA on P-256 (ES256).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace kireise::people {

enum class SigningAlgorithm { rs256, es256 };

struct SigningKey {
    std::string id;  // kid; may be ""
    SigningAlgorithm algorithm = SigningAlgorithm::rs256;
    std::string modulus, exponent;  // of RSA, big-endian bytes
    std::string x, y;               // of P-256, 32 bytes each
};

// Base64url without padding (RFC 7515, section 2); nullopt for anything else.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);
[[nodiscard]] std::string to_base64url(std::string_view bytes);

// The keys of a set that are for signatures and of a kind that is known here; others are passed over. invalid for what is no key set.
[[nodiscard]] Result<std::vector<SigningKey>> read_keys(const Json& key_set);

// Whether the key made the signature. The algorithm is the key's, whatever a token claims.
[[nodiscard]] bool is_signed_by(const SigningKey& key, std::string_view text, std::string_view signature);

struct SignedToken {
    Json header, claims;
    std::string text, signature;  // what is signed, and by what
};

// The three parts of a token of at most 32 KiB; invalid. Nothing is checked yet.
[[nodiscard]] Result<SignedToken> split_token(std::string_view token);

}  // namespace kireise::people
