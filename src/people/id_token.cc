#include "people/id_token.h"

#include <fmt/core.h>

#include <algorithm>

namespace kireise::people {
namespace {

constexpr std::int64_t clock_difference = 60;  // seconds
constexpr std::size_t longest_subject = 255;   // OpenID Connect Core 1.0, section 2

std::string text_in(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<double> time_in(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    return found->get<double>();
}

std::string_view name_of(SigningAlgorithm algorithm) { return algorithm == SigningAlgorithm::rs256 ? "RS256" : "ES256"; }

// The token's claims about its own algorithm only choose among the keys; each key is used with its own.
bool fits(const SigningKey& key, const SignedToken& token) {
    const auto wanted = text_in(token.header, "kid");
    return text_in(token.header, "alg") == name_of(key.algorithm) && (wanted.empty() || wanted == key.id);
}

bool is_for(const Json& claims, const std::string& client_id) {
    const auto audience = claims.find("aud");
    if (audience == claims.end()) return false;
    const bool several = audience->is_array() && audience->size() > 1;
    const bool named = audience->is_array() ? std::ranges::find(*audience, Json(client_id)) != audience->end() : *audience == client_id;
    const bool authorized = claims.contains("azp") ? text_in(claims, "azp") == client_id : !several;
    return named && authorized;
}

Error refused(std::string_view why) {
    return error(ErrorKind::unauthenticated, fmt::format("The identity provider's token is not accepted: {}.", why));
}

}  // namespace

bool has_key_for(const SignedToken& token, const std::vector<SigningKey>& keys) {
    return std::ranges::any_of(keys, [&](const SigningKey& key) { return fits(key, token); });
}

Result<Json> check_id_token(const SignedToken& token, const std::vector<SigningKey>& keys, const IdTokenRules& rules) {
    if (token.header.contains("crit")) return std::unexpected(refused("it needs an extension that is not known here"));
    const bool is_signed = std::ranges::any_of(
        keys, [&](const SigningKey& key) { return fits(key, token) && is_signed_by(key, token.text, token.signature); });
    if (!is_signed) return std::unexpected(refused("none of the provider's keys made its signature"));
    const auto& claims = token.claims;
    const auto now = std::chrono::duration<double>(rules.now.time_since_epoch()).count();
    const auto expires = time_in(claims, "exp");
    const auto issued = time_in(claims, "iat");
    if (text_in(claims, "iss") != rules.issuer) return std::unexpected(refused("it comes from another issuer"));
    if (!is_for(claims, rules.client_id)) return std::unexpected(refused("it is meant for another client"));
    if (!expires || *expires + clock_difference <= now) return std::unexpected(refused("it has expired; are both clocks right?"));
    if (!issued || *issued - clock_difference > now) return std::unexpected(refused("it was made in the future; are both clocks right?"));
    if (rules.nonce.empty() || text_in(claims, "nonce") != rules.nonce) return std::unexpected(refused("it belongs to another attempt"));
    const auto subject = text_in(claims, "sub");
    if (subject.empty() || subject.size() > longest_subject) return std::unexpected(refused("it names no subject"));
    return claims;
}

}  // namespace kireise::people
