#include "people/jwk.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <memory>

#include "base/base64.h"
#include "base/text.h"

namespace kireise::people {
namespace {

constexpr std::size_t longest_token = 32U << 10U;
constexpr std::size_t shortest_modulus = 256;  // bytes: 2048 bits
constexpr std::size_t longest_modulus = 1024;
constexpr std::size_t p256_bytes = 32;

struct Deleter {
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
    void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM* parameters) const { OSSL_PARAM_free(parameters); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
template <class T>
using Owned = std::unique_ptr<T, Deleter>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Owned<BIGNUM> number_of(std::string_view bytes) {
    return Owned<BIGNUM>(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

Owned<EVP_PKEY> from_parameters(const char* kind, OSSL_PARAM_BLD* builder) {
    const Owned<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(builder));
    const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        return nullptr;
    }
    return Owned<EVP_PKEY>(key);
}

Owned<EVP_PKEY> rsa_key(const SigningKey& key) {
    const auto n = number_of(key.modulus);
    const auto e = number_of(key.exponent);
    const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
        return nullptr;
    }
    return from_parameters("RSA", builder.get());
}

Owned<EVP_PKEY> p256_key(const SigningKey& key) {
    const auto point = std::string("\x04") + key.x + key.y;  // uncompressed (SEC 1, 2.3.3)
    const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1) {
        return nullptr;
    }
    return from_parameters("EC", builder.get());
}

// Two numbers one after the other (RFC 7518, 3.4) as OpenSSL wants them.
std::string der_signature(std::string_view both) {
    if (both.size() != 2 * p256_bytes) return {};
    const Owned<ECDSA_SIG> signature(ECDSA_SIG_new());
    auto r = number_of(both.substr(0, p256_bytes));
    auto s = number_of(both.substr(p256_bytes));
    if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
    (void)r.release();  // now the signature's
    (void)s.release();
    std::string out(static_cast<std::size_t>(std::max(0, i2d_ECDSA_SIG(signature.get(), nullptr))), '\0');
    auto* at = reinterpret_cast<unsigned char*>(out.data());
    i2d_ECDSA_SIG(signature.get(), &at);
    return out;
}

bool verify(EVP_PKEY* key, std::string_view text, std::string_view signature) {
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    return key != nullptr && context && !signature.empty() &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) == 1;
}

std::string text_in(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<SigningKey> read_key(const Json& jwk) {
    if (!jwk.is_object() || (jwk.contains("use") && text_in(jwk, "use") != "sig")) return std::nullopt;
    const auto kind = text_in(jwk, "kty");
    const auto algorithm = text_in(jwk, "alg");
    const auto bytes = [&](const char* name) { return from_base64url(text_in(jwk, name)).value_or(""); };
    if (kind == "RSA" && (algorithm.empty() || algorithm == "RS256")) {
        SigningKey key{.id = text_in(jwk, "kid"), .modulus = bytes("n"), .exponent = bytes("e"), .x = {}, .y = {}};
        const bool fits = key.modulus.size() >= shortest_modulus && key.modulus.size() <= longest_modulus && !key.exponent.empty() &&
                          key.exponent.size() <= 8;
        return fits ? std::optional(std::move(key)) : std::nullopt;
    }
    if (kind == "EC" && text_in(jwk, "crv") == "P-256" && (algorithm.empty() || algorithm == "ES256")) {
        SigningKey key{text_in(jwk, "kid"), SigningAlgorithm::es256, {}, {}, bytes("x"), bytes("y")};
        return key.x.size() == p256_bytes && key.y.size() == p256_bytes ? std::optional(std::move(key)) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::string to_base64url(std::string_view bytes) {
    auto out = replace_all(replace_all(to_base64(bytes), "+", "-"), "/", "_");
    while (out.ends_with('=')) out.pop_back();
    return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.find_first_of("+/=") != std::string_view::npos || text.size() % 4 == 1) return std::nullopt;
    auto padded = replace_all(replace_all(std::string(text), "-", "+"), "_", "/");
    padded.append((4 - padded.size() % 4) % 4, '=');
    auto out = from_base64(padded);
    if (!out || to_base64url(*out) != text) return std::nullopt;  // one way to write each
    return *std::move(out);
}

Result<std::vector<SigningKey>> read_keys(const Json& key_set) {
    const auto keys = key_set.is_object() ? key_set.find("keys") : key_set.end();
    if (!key_set.is_object() || keys == key_set.end() || !keys->is_array()) {
        return fail(ErrorKind::invalid, "The identity provider's keys are no JSON Web Key Set (RFC 7517).");
    }
    std::vector<SigningKey> out;
    for (const auto& jwk : *keys) {
        if (auto key = read_key(jwk)) out.push_back(*std::move(key));
    }
    return out;
}

bool is_signed_by(const SigningKey& key, std::string_view text, std::string_view signature) {
    if (key.algorithm == SigningAlgorithm::rs256) return verify(rsa_key(key).get(), text, signature);
    return verify(p256_key(key).get(), text, der_signature(signature));
}

Result<SignedToken> split_token(std::string_view token) {
    const auto no_token = [] { return fail(ErrorKind::invalid, "The identity provider's token is no signed JSON Web Token (RFC 7519)."); };
    if (token.size() > longest_token) return no_token();
    const auto parts = split(token, '.');
    if (parts.size() != 3) return no_token();
    const auto header = from_base64url(parts[0]);
    const auto claims = from_base64url(parts[1]);
    const auto signature = from_base64url(parts[2]);
    if (!header || !claims || !signature) return no_token();
    auto head = parse_json(*header);
    auto body = parse_json(*claims);
    if (!head || !body || !head->is_object() || !body->is_object()) return no_token();
    return SignedToken{*std::move(head), *std::move(body), parts[0] + "." + parts[1], *signature};
}

}  // namespace kireise::people
