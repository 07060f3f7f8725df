#include "people/oidc.h"

#include <gmock/gmock.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <atomic>
#include <functional>

#include "net/form.h"
#include "net/running_server_test.h"
#include "people/signin_pages.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using testing::HasSubstr;

// A key pair that signs tokens.
class TestKey {
   public:
    TestKey(std::string id, SigningAlgorithm algorithm) : id_(std::move(id)), algorithm_(algorithm) {
        key_ = algorithm == SigningAlgorithm::rs256 ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
    }
    TestKey(const TestKey&) = delete;
    TestKey& operator=(const TestKey&) = delete;
    ~TestKey() { EVP_PKEY_free(key_); }

    [[nodiscard]] Json jwk() const {
        if (algorithm_ == SigningAlgorithm::rs256)
            return {
                {"kty", "RSA"}, {"kid", id_}, {"use", "sig"}, {"n", number(OSSL_PKEY_PARAM_RSA_N)}, {"e", number(OSSL_PKEY_PARAM_RSA_E)}};
        return {{"kty", "EC"},
                {"crv", "P-256"},
                {"kid", id_},
                {"x", number(OSSL_PKEY_PARAM_EC_PUB_X, 32)},
                {"y", number(OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
    }
    [[nodiscard]] std::string name() const { return algorithm_ == SigningAlgorithm::rs256 ? "RS256" : "ES256"; }
    [[nodiscard]] std::string sign(const Json& header, const Json& claims) const {
        const auto text = to_base64url(header.dump()) + "." + to_base64url(claims.dump());
        return text + "." + to_base64url(signature(text));
    }
    [[nodiscard]] std::string sign(const Json& claims) const { return sign({{"alg", name()}, {"kid", id_}}, claims); }

   private:
    [[nodiscard]] std::string number(const char* name, int size = 0) const {
        BIGNUM* value = nullptr;
        EVP_PKEY_get_bn_param(key_, name, &value);
        std::string bytes(static_cast<std::size_t>(size > 0 ? size : BN_num_bytes(value)), '\0');
        BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
        BN_free(value);
        return to_base64url(bytes);
    }
    [[nodiscard]] std::string signature(const std::string& text) const {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        std::size_t size = 1024;
        std::string out(size, '\0');
        EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_);
        EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size, reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
        EVP_MD_CTX_free(context);
        OPENSSL_thread_stop();  // the random numbers of this worker thread, which OpenSSL 3.0 does not free with it
        out.resize(size);
        if (algorithm_ == SigningAlgorithm::rs256) return out;
        const auto* at = reinterpret_cast<const unsigned char*>(out.data());
        ECDSA_SIG* both = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size));
        std::string raw(64, '\0');
        BN_bn2binpad(ECDSA_SIG_get0_r(both), reinterpret_cast<unsigned char*>(raw.data()), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(both), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
        ECDSA_SIG_free(both);
        return raw;
    }

    std::string id_;
    SigningAlgorithm algorithm_;
    EVP_PKEY* key_ = nullptr;
};

TestKey& rsa() {
    static TestKey key("rsa-1", SigningAlgorithm::rs256);
    return key;
}
TestKey& ec() {
    static TestKey key("ec-1", SigningAlgorithm::es256);
    return key;
}

class IdToken : public testing::Test {
   protected:
    const Instant now = std::chrono::sys_days{std::chrono::year{2026} / 6 / 15} + std::chrono::hours{9};
    const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    std::vector<SigningKey> keys = *read_keys({{"keys", {rsa().jwk(), ec().jwk()}}});
    IdTokenRules rules{"https://login.example", "kireise", "nonce-1", now};
    Json good{{"iss", "https://login.example"}, {"aud", "kireise"}, {"sub", "s-1"},
              {"exp", seconds + 300},           {"iat", seconds},   {"nonce", "nonce-1"}};

    std::string refusal(const std::string& token) {
        const auto parts = split_token(token);
        if (!parts) return parts.error().message;
        const auto claims = check_id_token(*parts, keys, rules);
        return claims ? "" : claims.error().message;
    }
    std::string refusal_with(const char* name, const Json& value) {
        auto claims = good;
        if (value.is_null()) claims.erase(name);
        else claims[name] = value;
        return refusal(rsa().sign(claims));
    }
};

TEST_F(IdToken, IsAcceptedFromBothKindsOfKeys) {
    ASSERT_EQ(keys.size(), 2U);
    EXPECT_EQ(refusal(rsa().sign(good)), "");
    EXPECT_EQ(refusal(ec().sign(good)), "");
    EXPECT_EQ(refusal_with("aud", {"kireise"}), "");
    EXPECT_EQ(refusal_with("exp", seconds - 59), "") << "a minute between the clocks";
}

TEST_F(IdToken, IsRefusedWithAnotherSignature) {
    constexpr const char* no_signature = "none of the provider's keys";
    auto token = rsa().sign(good);
    token[token.size() - 5] = token[token.size() - 5] == 'A' ? 'B' : 'A';
    EXPECT_THAT(refusal(token), HasSubstr(no_signature));
    const TestKey stranger("rsa-1", SigningAlgorithm::rs256);
    EXPECT_THAT(refusal(stranger.sign(good)), HasSubstr(no_signature));
    EXPECT_THAT(refusal(rsa().sign({{"alg", "RS256"}, {"kid", "ec-1"}}, good)), HasSubstr(no_signature)) << "swapped key id";
    EXPECT_THAT(refusal(rsa().sign({{"alg", "ES256"}, {"kid", "rsa-1"}}, good)), HasSubstr(no_signature)) << "the key says which algorithm";
    for (const auto* algorithm : {"none", "None", "HS256", "RS512", "PS256", ""}) {
        EXPECT_THAT(refusal(rsa().sign({{"alg", algorithm}, {"kid", "rsa-1"}}, good)), HasSubstr(no_signature)) << algorithm;
    }
    const auto unsigned_token = to_base64url(R"({"alg":"none"})") + "." + to_base64url(good.dump()) + ".";
    EXPECT_NE(refusal(unsigned_token), "");
    EXPECT_THAT(refusal(rsa().sign({{"alg", "RS256"}, {"kid", "rsa-1"}, {"crit", {"x"}}}, good)), HasSubstr("extension"));
    EXPECT_EQ(refusal(rsa().sign({{"alg", "RS256"}}, good)), "") << "without a key id the algorithm chooses";
}

TEST_F(IdToken, IsRefusedWithAnotherMeaning) {
    EXPECT_THAT(refusal_with("iss", "https://evil.example"), HasSubstr("another issuer"));
    EXPECT_THAT(refusal_with("aud", "other"), HasSubstr("another client"));
    EXPECT_THAT(refusal_with("aud", nullptr), HasSubstr("another client"));
    EXPECT_THAT(refusal_with("aud", {"kireise", "other"}), HasSubstr("another client")) << "several without azp";
    EXPECT_THAT(refusal_with("azp", "other"), HasSubstr("another client"));
    EXPECT_THAT(refusal_with("exp", seconds - 61), HasSubstr("expired"));
    EXPECT_THAT(refusal_with("exp", "never"), HasSubstr("expired"));
    EXPECT_THAT(refusal_with("iat", seconds + 61), HasSubstr("future"));
    EXPECT_THAT(refusal_with("nonce", "nonce-2"), HasSubstr("another attempt"));
    EXPECT_THAT(refusal_with("nonce", nullptr), HasSubstr("another attempt"));
    EXPECT_THAT(refusal_with("sub", ""), HasSubstr("no subject"));
    EXPECT_THAT(refusal_with("sub", 5), HasSubstr("no subject"));
}

TEST_F(IdToken, MustBeOne) {
    for (const auto* text : {"", "a.b", "a.b.c.d", "!!.!!.!!", "e30.e30.e30=", "W10.e30.e30"})
        EXPECT_FALSE(split_token(text).has_value()) << text;
    EXPECT_FALSE(split_token(std::string(40'000, 'a')).has_value());
    const auto deep = std::string(5'000, '[');
    EXPECT_FALSE(split_token(to_base64url(deep) + "." + to_base64url(deep) + ".e30").has_value());
    EXPECT_EQ(from_base64url("_-8"), "\xff\xef");
    EXPECT_EQ(from_base64url("_-9"), std::nullopt) << "bits that mean nothing";
    EXPECT_EQ(from_base64url("_-8="), std::nullopt);
}

TEST_F(IdToken, UsesNoWeakOrForeignKeys) {
    Json encryption = rsa().jwk();
    encryption["use"] = "enc";
    Json weak = rsa().jwk();
    weak["n"] = to_base64url(std::string(128, 'x'));
    Json other_curve = ec().jwk();
    other_curve["crv"] = "P-384";
    EXPECT_TRUE(read_keys({{"keys", {encryption, weak, other_curve, 5, {{"kty", "oct"}, {"k", "AAAA"}}}}})->empty());
    EXPECT_FALSE(read_keys(Json::array()).has_value());
    Json off_curve = ec().jwk();
    off_curve["x"] = to_base64url(std::string(32, '\1'));
    EXPECT_FALSE(is_signed_by(read_keys({{"keys", {off_curve}}})->front(), "text", std::string(64, 'x')));
}

TEST(OidcClaims, LeadIntoObjects) {
    const Json claims{{"groups", {"a", 5, "b"}}, {"one", "x"}, {"realm_access", {{"roles", {"it"}}}}};
    EXPECT_THAT(texts_of_claim(claims, "groups"), testing::ElementsAre("a", "b"));
    EXPECT_THAT(texts_of_claim(claims, "one"), testing::ElementsAre("x"));
    EXPECT_THAT(texts_of_claim(claims, "realm_access.roles"), testing::ElementsAre("it"));
    EXPECT_TRUE(texts_of_claim(claims, "groups.x").empty());
}

TEST(OidcAttemptOf, FollowsTheRfc) {
    const auto attempt = oidc_attempt("s");
    EXPECT_EQ(attempt.verifier.size(), 64U) << "43 to 128 characters (RFC 7636, 4.1)";
    EXPECT_EQ(attempt.challenge.size(), 43U);
    EXPECT_NE(attempt.state, oidc_attempt("t").state);
    EXPECT_NE(attempt.state, attempt.nonce);
}

// The flow against a provider of a few lines, which can be told to misbehave; tests/e2e/oidc.test.mjs has a real one.
class OidcFlow : public testing::Test {
   protected:
    TestTown town{{}, {}};
    std::vector<const TestKey*> keys{&rsa()};
    const TestKey* signing = &rsa();
    Json description_change = Json::object(), claims_change = Json::object(), user_info{{"sub", "s-1"}, {"groups", {"ki"}}};
    std::string token_form, nonce;
    std::atomic<int> key_requests = 0;
    net::RunningServer server{[this](const net::Request& request) -> net::Outcome { return answer(request); }};
    std::string issuer = server.url("");
    OidcSettings settings{.issuer = issuer,
                          .client_id = "kireise",
                          .client_secret = "geheim",
                          .title = "Testanmeldung",
                          .portal_url = "http://127.0.0.1:1/t/halle",
                          .ca_file = {},
                          .groups = {{"ki", Role::coordination}}};
    std::shared_ptr<Oidc> oidc = std::make_shared<Oidc>(settings);

    net::Response answer(const net::Request& request) {
        if (request.path == "/.well-known/openid-configuration") {
            Json out{{"issuer", issuer},
                     {"authorization_endpoint", issuer + "/auth"},
                     {"token_endpoint", issuer + "/token"},
                     {"jwks_uri", issuer + "/jwks"},
                     {"userinfo_endpoint", issuer + "/me"},
                     {"end_session_endpoint", issuer + "/end"}};
            out.update(description_change);
            return json(out);
        }
        if (request.path == "/jwks") {
            ++key_requests;
            auto all = Json::array();
            for (const auto* key : keys) all.push_back(key->jwk());
            return json({{"keys", all}});
        }
        if (request.path == "/me") return json(user_info);
        if (request.path != "/token") return net::text_response(404, "");
        token_form = request.body;
        const auto now = std::chrono::duration_cast<std::chrono::seconds>(town.town().now().time_since_epoch()).count();
        Json claims{{"iss", issuer}, {"aud", "kireise"}, {"sub", "s-1"},          {"exp", now + 60},
                    {"iat", now},    {"nonce", nonce},   {"name", "Maria Weber"}, {"preferred_username", "m.weber"}};
        claims.update(claims_change);
        return json({{"id_token", signing->sign(claims)}, {"access_token", "at"}});
    }
    static net::Response json(const Json& value) { return {.content_type = "application/json", .body = value.dump(), .headers = {}}; }

    Result<ExternalPerson> finish(OidcAnswer change = {}) {
        const auto attempt = oidc_attempt("secret");
        nonce = attempt.nonce;
        OidcAnswer answer{attempt.state, "code-1", "", ""};
        if (!change.state.empty()) answer.state = change.state;
        answer.issuer = change.issuer;
        answer.error = change.error;
        return oidc->finish("secret", answer, town.town().now());
    }
};

TEST_F(OidcFlow, SendsTheBrowserWithPkceAndStateAndNonce) {
    const auto url = *oidc->authorization_url("secret");
    const auto attempt = oidc_attempt("secret");
    EXPECT_THAT(url, testing::StartsWith(issuer + "/auth?response_type=code&client_id=kireise&redirect_uri="));
    EXPECT_THAT(url, HasSubstr("redirect_uri=" + net::percent_encode("http://127.0.0.1:1/t/halle/sign-in/oidc/callback")));
    EXPECT_THAT(url, HasSubstr("code_challenge=" + attempt.challenge + "&code_challenge_method=S256"));
    EXPECT_THAT(url, HasSubstr("state=" + attempt.state));
    EXPECT_EQ(url.find(attempt.verifier), std::string::npos);
}

TEST_F(OidcFlow, TellsWhoItIs) {
    const auto person = finish();
    ASSERT_TRUE(person.has_value()) << person.error().message;
    EXPECT_EQ(person->issuer, issuer);
    EXPECT_EQ(person->subject, "s-1");
    EXPECT_EQ(person->login, "m.weber");
    EXPECT_EQ(person->roles, only(Role::staff, Role::coordination)) << "groups from the user info";
    const auto form = *net::parse_urlencoded(token_form);
    EXPECT_EQ(form.find("code_verifier")->second, oidc_attempt("secret").verifier);
    EXPECT_EQ(form.count("client_secret"), 0U) << "in the header";
}

TEST_F(OidcFlow, RefusesOtherAttemptsAndOtherProviders) {
    EXPECT_EQ(finish({.state = "other"}).error().kind, ErrorKind::unauthenticated);
    EXPECT_EQ(finish({.issuer = "https://evil.example"}).error().kind, ErrorKind::unauthenticated) << "mix-up (RFC 9207)";
    EXPECT_EQ(finish({.error = "access_denied"}).error().kind, ErrorKind::unauthenticated);
    EXPECT_EQ(oidc->finish("", {oidc_attempt("").state, "c", "", ""}, town.town().now()).error().kind, ErrorKind::unauthenticated);
    claims_change = {{"nonce", "other"}};
    EXPECT_EQ(finish().error().kind, ErrorKind::unauthenticated);
    claims_change = Json::object();
    user_info["sub"] = "s-2";
    EXPECT_EQ(finish().error().kind, ErrorKind::unauthenticated) << "user info of somebody else";
}

TEST_F(OidcFlow, WantsTheIssuerNamedWhenTheProviderSaysItDoes) {
    description_change = {{"authorization_response_iss_parameter_supported", true}};
    EXPECT_EQ(finish().error().kind, ErrorKind::unauthenticated);
    EXPECT_TRUE(finish({.issuer = issuer}).has_value());
}

TEST_F(OidcFlow, TrustsOnlyTheDescriptionOfItsIssuer) {
    description_change = {{"issuer", "https://evil.example"}};
    EXPECT_EQ(oidc->authorization_url("s").error().kind, ErrorKind::invalid);
    Oidc other(settings);
    description_change = {{"token_endpoint", "http://elsewhere.example/token"}};
    EXPECT_EQ(other.authorization_url("s").error().kind, ErrorKind::invalid) << "no code in clear text";
}

TEST_F(OidcFlow, FetchesNewKeysOnceForAnUnknownOne) {
    ASSERT_TRUE(finish().has_value());
    ASSERT_TRUE(finish().has_value());
    EXPECT_EQ(key_requests, 1);
    signing = &ec();
    EXPECT_FALSE(finish().has_value()) << "read a moment ago: not asked again for every token that comes along";
    EXPECT_EQ(key_requests, 1);
    keys = {&rsa(), &ec()};
    oidc = std::make_shared<Oidc>(settings);
    EXPECT_TRUE(finish().has_value());
}

TEST_F(OidcFlow, KeepsOutWhoIsInNoNamedGroup) {
    settings.groups = {{"portal", Role::staff}};
    oidc = std::make_shared<Oidc>(settings);
    EXPECT_EQ(finish().error().kind, ErrorKind::forbidden);
}

TEST_F(OidcFlow, SaysThatTheProviderIsDown) {
    settings.issuer = "http://127.0.0.1:1";
    EXPECT_EQ(Oidc(settings).authorization_url("s").error().kind, ErrorKind::unavailable);
    settings.issuer = "http://login.example";
    EXPECT_EQ(check_oidc(settings).error().kind, ErrorKind::invalid);
}

TEST_F(OidcFlow, GoesThroughThePagesOnce) {
    const App app(town.town(), *load_languages(), signin_routes(nullptr, {nullptr, oidc}));
    const auto get = [&](const std::string& path, const std::string& query, const std::string& cookies) {
        net::Request request{.method = net::Method::get, .path = path};
        request.query = *net::parse_urlencoded(query);
        request.headers.emplace_back("cookie", cookies);
        return std::get<net::Response>(app.handle(request));
    };
    const auto header = [](const net::Response& response, std::string_view wanted, std::string_view begin) {
        for (const auto& [name, value] : response.headers) {
            if (name == wanted && value.starts_with(begin)) return value;
        }
        return std::string();
    };
    EXPECT_THAT(get("/sign-in", "next=/survey", "").body, HasSubstr("Anmelden mit Testanmeldung"));
    const auto there = get("/sign-in/oidc", "next=/survey", "");
    EXPECT_EQ(there.status, 303);
    const auto set = header(there, "Set-Cookie", "oidc=");
    const auto cookie = set.substr(0, set.find(';'));
    const auto secret = cookie.substr(5, cookie.find('.') - 5);
    const auto attempt = oidc_attempt(secret);
    nonce = attempt.nonce;
    const auto query = "code=c&state=" + attempt.state;
    EXPECT_EQ(get("/sign-in/oidc/callback", query, "").status, 401) << "another browser";
    EXPECT_EQ(get("/sign-in/oidc/callback", "code=c&state=x", cookie).status, 401);
    const auto back = get("/sign-in/oidc/callback", query, cookie);
    EXPECT_EQ(back.status, 303) << back.body;
    EXPECT_EQ(header(back, "Location", ""), "/survey");
    EXPECT_THAT(header(back, "Set-Cookie", "session="), HasSubstr("HttpOnly"));
    EXPECT_THAT(header(back, "Set-Cookie", "oidc="), HasSubstr("Max-Age=0")) << "the attempt is over";
    EXPECT_THAT(get("/sign-in", "signed_out=1", "").body, HasSubstr(issuer + "/end?client_id=kireise"));
    EXPECT_EQ(town.get("/sign-in/oidc", std::nullopt).status, 404) << "nothing set up there";
}

}  // namespace
}  // namespace kireise::people
