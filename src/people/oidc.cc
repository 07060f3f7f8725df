#include "people/oidc.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/base64.h"
#include "base/sha256.h"
#include "base/text.h"
#include "net/https_client.h"

namespace kireise::people {
namespace {

using namespace std::chrono_literals;

constexpr auto description_holds = 1h;
constexpr auto ask_again_after_failure = 5s;
constexpr auto ask_again_for_keys = 60s;  // at most so often for a key that nobody knows
constexpr std::chrono::milliseconds time_limit{5000};
constexpr std::size_t longest_code = 2048;

std::string text_in(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

Error refused(std::string_view why) { return error(ErrorKind::unauthenticated, fmt::format("The sign-in is not accepted: {}.", why)); }

Result<Json> json_from(const net::SecureRequest& request) {
    const auto response = TRY(net::fetch(request));
    auto json = parse_json(response.body);
    if (response.status == 200 && json && json->is_object()) return *std::move(json);
    const auto code = json && json->is_object() ? text_in(*json, "error").substr(0, 80) : "";
    return fail(ErrorKind::unavailable,
                fmt::format("{} answers with status {}{}{}.", request.url, response.status, code.empty() ? "" : ": ", code));
}

std::string hex_digest_bytes(std::string_view hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return out;
}

std::string form_of(const net::Headers& fields) {
    std::string out;
    for (const auto& [name, value] : fields) out += (out.empty() ? "" : "&") + name + "=" + net::percent_encode(value);
    return out;
}

std::string redirect_uri(const OidcSettings& settings) { return settings.portal_url + "/sign-in/oidc/callback"; }

std::string with_query(const std::string& url, const std::string& query) {
    return url + (url.find('?') == std::string::npos ? "?" : "&") + query;
}

}  // namespace

Result<> check_oidc(const OidcSettings& settings) {
    for (const auto& url : {settings.issuer, settings.portal_url}) {
        if (!net::is_secure_url(url) || url.find('?') != std::string::npos) {
            return fail(ErrorKind::invalid, fmt::format("\"{}\" is not an address of the form https://host/path.", url));
        }
    }
    if (settings.portal_url.ends_with('/')) return fail(ErrorKind::invalid, "portal_url must not end with a slash.");
    if (settings.client_id.empty()) return fail(ErrorKind::invalid, "The identity provider needs client_id.");
    if (std::ranges::find(settings.scopes, "openid") == settings.scopes.end()) {
        return fail(ErrorKind::invalid, "The scopes must contain openid.");
    }
    return {};
}

OidcAttempt oidc_attempt(const std::string& secret) {
    OidcAttempt out{sha256_hex("oidc state:" + secret), sha256_hex("oidc nonce:" + secret), sha256_hex("oidc verifier:" + secret), {}};
    out.challenge = to_base64url(hex_digest_bytes(sha256_hex(out.verifier)));
    return out;
}

std::vector<std::string> texts_of_claim(const Json& claims, std::string_view path) {
    const Json* at = &claims;
    for (const auto& name : split(path, '.')) {
        if (!at->is_object() || !at->contains(name)) return {};
        at = &(*at)[name];
    }
    std::vector<std::string> out;
    if (at->is_string()) out.push_back(at->get<std::string>());
    if (at->is_array()) {
        for (const auto& one : *at) {
            if (one.is_string()) out.push_back(one.get<std::string>());
        }
    }
    return out;
}

Result<Oidc::Provider> Oidc::discover() const {
    const auto base = settings_.issuer.ends_with('/') ? settings_.issuer.substr(0, settings_.issuer.size() - 1) : settings_.issuer;
    const auto url = base + "/.well-known/openid-configuration";
    const auto json = TRY(json_from({.url = url, .headers = {}, .body = {}, .ca_file = settings_.ca_file, .time_limit = time_limit}));
    if (text_in(json, "issuer") != settings_.issuer) {
        return fail(ErrorKind::invalid, fmt::format("{} speaks for the issuer \"{}\", the settings say \"{}\"; they must be the same.", url,
                                                    text_in(json, "issuer"), settings_.issuer));
    }
    Provider out{text_in(json, "authorization_endpoint"), text_in(json, "token_endpoint"), text_in(json, "userinfo_endpoint"),
                 text_in(json, "jwks_uri"), text_in(json, "end_session_endpoint")};
    for (const auto& needed : {out.authorization, out.token, out.keys}) {
        if (!net::is_secure_url(needed)) return fail(ErrorKind::invalid, fmt::format("{} names no usable endpoints.", url));
    }
    if (!net::is_secure_url(out.end_session)) out.end_session.clear();
    const auto names_itself = json.find("authorization_response_iss_parameter_supported");
    out.names_itself = names_itself != json.end() && *names_itself == true;
    const auto methods = texts_of_claim(json, "token_endpoint_auth_methods_supported");
    out.takes_basic = methods.empty() || std::ranges::find(methods, "client_secret_basic") != methods.end();
    return out;
}

// One asks, the others wait for the answer; a failure is remembered for some seconds, so that a provider that is down holds no threads.
Result<Oidc::Provider> Oidc::provider() {
    const std::scoped_lock lock(mutex_);
    if (!provider_ || std::chrono::steady_clock::now() >= provider_until_) {
        provider_ = discover();
        provider_until_ = std::chrono::steady_clock::now();
        provider_until_ += *provider_ ? std::chrono::seconds(description_holds) : std::chrono::seconds(ask_again_after_failure);
    }
    return *provider_;
}

std::string Oidc::sign_out_url() const {
    const std::scoped_lock lock(mutex_);
    if (!provider_ || !*provider_ || (*provider_)->end_session.empty()) return {};
    return with_query((*provider_)->end_session, form_of({{"client_id", settings_.client_id}}));
}

Result<std::string> Oidc::authorization_url(const std::string& secret) {
    const auto provider = TRY(this->provider());
    const auto attempt = oidc_attempt(secret);
    return with_query(provider.authorization, form_of({{"response_type", "code"},
                                                       {"client_id", settings_.client_id},
                                                       {"redirect_uri", redirect_uri(settings_)},
                                                       {"scope", join(settings_.scopes, " ")},
                                                       {"state", attempt.state},
                                                       {"nonce", attempt.nonce},
                                                       {"code_challenge", attempt.challenge},
                                                       {"code_challenge_method", "S256"}}));
}

Result<Json> Oidc::exchange(const Provider& provider, const std::string& code, const std::string& verifier) const {
    net::Headers fields{
        {"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", redirect_uri(settings_)}, {"code_verifier", verifier}};
    net::Headers headers{{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    const bool basic = !settings_.client_secret.empty() && provider.takes_basic;
    if (basic) {
        const auto both = net::percent_encode(settings_.client_id) + ":" + net::percent_encode(settings_.client_secret);  // RFC 6749, 2.3.1
        headers.emplace_back("Authorization", "Basic " + to_base64(both));
    } else {
        fields.emplace_back("client_id", settings_.client_id);
        if (!settings_.client_secret.empty()) fields.emplace_back("client_secret", settings_.client_secret);
    }
    return json_from(
        {.url = provider.token, .headers = headers, .body = form_of(fields), .ca_file = settings_.ca_file, .time_limit = time_limit});
}

Result<std::vector<SigningKey>> Oidc::keys_for(const SignedToken& token, const Provider& provider) {
    const std::scoped_lock lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    const bool fresh = keys_read_ && now - *keys_read_ < description_holds;
    if (fresh && (has_key_for(token, keys_) || now - *keys_read_ < ask_again_for_keys)) return keys_;
    keys_ = TRY(read_keys(
        TRY(json_from({.url = provider.keys, .headers = {}, .body = {}, .ca_file = settings_.ca_file, .time_limit = time_limit}))));
    keys_read_ = now;
    return keys_;
}

// Some providers say only there what the profile and the groups are. Nothing of the token is replaced.
Result<Json> Oidc::with_user_info(const Provider& provider, Json claims, const std::string& access_token) const {
    if (!net::is_secure_url(provider.userinfo) || access_token.empty() || access_token.find_first_of("\r\n") != std::string::npos)
        return claims;
    const auto more = TRY(json_from({.url = provider.userinfo,
                                     .headers = {{"Authorization", "Bearer " + access_token}},
                                     .body = {},
                                     .ca_file = settings_.ca_file,
                                     .time_limit = time_limit}));
    if (text_in(more, "sub") != text_in(claims, "sub")) return std::unexpected(refused("the provider speaks of two different people"));
    for (const auto& [name, value] : more.items()) {
        if (!claims.contains(name)) claims[name] = value;
    }
    return claims;
}

Result<ExternalPerson> Oidc::finish(const std::string& secret, const OidcAnswer& answer, Instant now) {
    const auto attempt = oidc_attempt(secret);
    if (secret.empty() || answer.state != attempt.state) return std::unexpected(refused("the answer belongs to another attempt"));
    const auto provider = TRY(this->provider());
    const bool from_there = answer.issuer.empty() ? !provider.names_itself : answer.issuer == settings_.issuer;
    if (!from_there) return std::unexpected(refused("the answer comes from another identity provider"));
    if (!answer.error.empty() || answer.code.empty() || answer.code.size() > longest_code) {
        return std::unexpected(refused("the identity provider refused or cancelled it"));
    }
    const auto answered = TRY(exchange(provider, answer.code, attempt.verifier));
    const auto token = TRY(split_token(text_in(answered, "id_token")));
    const IdTokenRules rules{settings_.issuer, settings_.client_id, attempt.nonce, now};
    auto claims = TRY(check_id_token(token, TRY(keys_for(token, provider)), rules));
    claims = TRY(with_user_info(provider, std::move(claims), text_in(answered, "access_token")));
    auto login = text_in(claims, "preferred_username");
    if (login.empty()) login = text_in(claims, "email");
    const auto roles = TRY(roles_of_groups(settings_.groups, texts_of_claim(claims, settings_.groups_claim)));
    return ExternalPerson{settings_.issuer, text_in(claims, "sub"), login, text_in(claims, "name"), roles};
}

}  // namespace kireise::people
