#pragma once
// Sign-in by an identity provider: OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636, S256), discovery
// (OpenID Connect Discovery 1.0). One provider for a town.
//
// What belongs to one attempt (state, nonce, code verifier) is derived from one random secret, which only the browser holds, in a cookie:
// nothing is stored here before somebody has signed in, and an answer without that cookie is nobody's.

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "people/external_identity.h"
#include "people/id_token.h"

namespace kireise::people {

struct OidcSettings {
    std::string issuer;                    // https://login.example/realms/town, exactly as the provider writes it
    std::string client_id, client_secret;  // secret "" for a public client
    std::string title;                     // of the provider, for the button
    std::string portal_url;                // where the town is reached: https://ki.halle.example, https://ki.example/t/halle
    std::filesystem::path ca_file;         // "" for the certificate authorities of the system
    std::vector<std::string> scopes{"openid", "profile"};
    std::string groups_claim = "groups";  // dots lead into objects: "realm_access.roles"
    GroupRoles groups;                    // as the claim names them
    SameLogin same_login = SameLogin::another_person;
};

[[nodiscard]] Result<> check_oidc(const OidcSettings& settings);  // invalid, as a sentence

// What is derived from an attempt's secret.
struct OidcAttempt {
    std::string state, nonce, verifier, challenge;
};
[[nodiscard]] OidcAttempt oidc_attempt(const std::string& secret);

// What the provider sends the browser back with.
struct OidcAnswer {
    std::string state, code, issuer, error;  // issuer: RFC 9207; "" when not given
};

class Oidc {
   public:
    explicit Oidc(OidcSettings settings) : settings_(std::move(settings)) {}

    // Where the browser is sent. unavailable when the provider does not answer; invalid when its description is not usable.
    [[nodiscard]] Result<std::string> authorization_url(const std::string& secret);

    // unauthenticated: an answer to another attempt, from another provider, refused there, or a token that does not hold; forbidden: in
    // none of the needed groups; unavailable.
    [[nodiscard]] Result<ExternalPerson> finish(const std::string& secret, const OidcAnswer& answer, Instant now);

    // Where a person ends the session at the provider, too (OpenID Connect RP-Initiated Logout 1.0); "" when not known.
    [[nodiscard]] std::string sign_out_url() const;

    [[nodiscard]] const OidcSettings& settings() const { return settings_; }

   private:
    struct Provider {
        std::string authorization, token, userinfo, keys, end_session;
        bool names_itself = false;  // in its answers (RFC 9207)
        bool takes_basic = true;    // client_secret_basic
    };
    using TimePoint = std::chrono::steady_clock::time_point;

    [[nodiscard]] Result<Provider> provider();
    [[nodiscard]] Result<Provider> discover() const;
    [[nodiscard]] Result<std::vector<SigningKey>> keys_for(const SignedToken& token, const Provider& provider);
    [[nodiscard]] Result<Json> exchange(const Provider& provider, const std::string& code, const std::string& verifier) const;
    [[nodiscard]] Result<Json> with_user_info(const Provider& provider, Json claims, const std::string& access_token) const;

    OidcSettings settings_;
    mutable std::mutex mutex_;
    std::optional<Result<Provider>> provider_;
    TimePoint provider_until_{};
    std::vector<SigningKey> keys_;
    std::optional<TimePoint> keys_read_;
};

// Texts of a claim that is a text or a list of texts; `path` with dots leads into objects.
[[nodiscard]] std::vector<std::string> texts_of_claim(const Json& claims, std::string_view path);

}  // namespace kireise::people
