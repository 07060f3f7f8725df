#include <gmock/gmock.h>

#include <regex>

#include "base/assets.h"
#include "people/accounts.h"
#include "people/page.h"
#include "people/password.h"
#include "people/signin_pages.h"
#include "people/testing.h"

namespace kireise::people {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> keys_of(const Texts& texts) {
    std::vector<std::string> keys;
    for (const auto& [key, text] : texts) keys.push_back(key);
    return keys;
}

TEST(Texts, AreCompleteInBothLanguages) {
    const auto german = built_in_texts("de");
    const auto english = built_in_texts("en");
    ASSERT_TRUE(german.has_value()) << german.error().message;
    ASSERT_TRUE(english.has_value()) << english.error().message;
    EXPECT_EQ(keys_of(*german), keys_of(*english));
    for (const auto& [key, text] : *german) EXPECT_FALSE(text.empty()) << key;
}

TEST(Texts, EveryKeyOfATemplateExists) {
    const auto german = *built_in_texts("de");
    std::vector<std::string> missing;
    const std::regex key_pattern(R"(\[\[([^\]]*)\]\])");
    for (const auto& [name, source] : built_in_templates()) {
        for (std::sregex_iterator at(source.begin(), source.end(), key_pattern), end; at != end; ++at) {
            if (!german.contains((*at)[1].str())) missing.push_back(name + ": " + (*at)[1].str());
        }
    }
    EXPECT_THAT(missing, IsEmpty());
}

TEST(Templates, PutInPartialsAndTexts) {
    const Templates::Sources sources{{"a", "<p>[[greet]] {{name}}{{> b}}</p>"}, {"b", "{{#list}}({{.}}){{/list}}"}};
    const auto templates = Templates::load(sources, {{"greet", "Grüß & Gott"}});
    ASSERT_TRUE(templates.has_value()) << templates.error().message;
    EXPECT_EQ(*templates->render("a", {{"name", "<x>"}, {"list", {1, "z"}}}), "<p>Grüß &amp; Gott &lt;x&gt;(1)(z)</p>");
    EXPECT_FALSE(templates->render("none", {}).has_value());
}

TEST(Templates, RefuseCirclesAndUnknownPartials) {
    EXPECT_FALSE(Templates::load({{"a", "{{> a}}"}}, {}).has_value());
    EXPECT_FALSE(Templates::load({{"a", "{{> b}}"}}, {}).has_value());
    EXPECT_FALSE(Templates::load({{"a", "{{#open}}"}}, {}).has_value());
}

TEST(Password, IsHashedAndChecked) {
    const auto hash = hash_password("richtig-langes-wort");
    ASSERT_TRUE(hash.has_value());
    EXPECT_THAT(*hash, testing::StartsWith("$argon2id$"));
    EXPECT_TRUE(verify_password(*hash, "richtig-langes-wort"));
    EXPECT_FALSE(verify_password(*hash, "falsch-langes-wort"));
    EXPECT_FALSE(hash_password("kurz").has_value());
    EXPECT_FALSE(hash_password(std::string(201, 'x')).has_value());
    EXPECT_EQ(random_password(seeded_random(1)).size(), 19U);
}

class Portal : public testing::Test {
   protected:
    static std::vector<Route> routes() {
        const auto say = [](Context& context) -> Result<net::Outcome> {
            return net::text_response(200, context.account ? context.account->login : "nobody");
        };
        return {
            {net::Method::get, "/open", everyone, say},
            {net::Method::get, "/it", only(Role::it, Role::admin), say},
            {net::Method::get, "/items/{slug}", signed_in,
             [](Context& context) -> Result<net::Outcome> { return net::text_response(200, context.path["slug"]); }},
            {net::Method::post, "/change", signed_in, say},
            {net::Method::get, "/taken", signed_in,
             [](Context&) -> Result<net::Outcome> { return fail(ErrorKind::conflict, "There is an account with the login <b> already."); }},
            {net::Method::get, "/broken", signed_in, [](Context&) -> Result<net::Outcome> { return fail(ErrorKind::io, "secret path"); }}};
    }
    TestTown town{{}, routes()};
};

TEST_F(Portal, LetsInOnlyTheNamedRoles) {
    EXPECT_EQ(town.get("/open", std::nullopt).body, "nobody");
    EXPECT_EQ(town.get("/it", Role::it).body, "it");
    EXPECT_EQ(town.get("/it", Role::admin).body, "admin");
    for (const auto role : {Role::staff, Role::coordination, Role::data_protection, Role::staff_council})
        EXPECT_EQ(town.get("/it", role).status, 403);
    const auto nobody = town.get("/it", std::nullopt);
    EXPECT_EQ(nobody.status, 303);
    EXPECT_EQ(nobody.location, "/sign-in?next=%2Fit");
    EXPECT_EQ(town.get("/items/a").body, "a");
    EXPECT_EQ(town.get("/nothing").status, 404);
}

TEST_F(Portal, RefusesFormsWithoutTokenOrFromElsewhere) {
    EXPECT_EQ(town.post("/change", {}).status, 200);
    EXPECT_EQ(town.post("/change", {}, std::nullopt).status, 401);
    const auto token = *open_session(town.town().db(), town.town().random(), town.town().now(), town.account(Role::staff));
    net::Request request{.method = net::Method::post, .path = "/change"};
    request.headers = {{"cookie", "session=" + token}, {"content-type", "application/x-www-form-urlencoded"}};
    EXPECT_EQ(town.send(request).status, 403);
    request.body = "csrf=" + csrf_token(token);
    EXPECT_EQ(town.send(request).status, 200);
    request.headers.emplace_back("sec-fetch-site", "cross-site");
    EXPECT_EQ(town.send(request).status, 403);
}

TEST_F(Portal, HidesInternalErrors) {
    const auto answer = town.get("/broken");
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.body, Not(HasSubstr("secret path")));
    EXPECT_THAT(answer.body, HasSubstr("Das hätte nicht passieren dürfen"));
}

TEST_F(Portal, SaysErrorsInTheReadersLanguage) {
    const auto german = town.get("/taken");
    EXPECT_EQ(german.status, 409);
    EXPECT_THAT(german.body, HasSubstr("Es gibt schon ein Konto mit dem Anmeldenamen &lt;b&gt;."));
    EXPECT_THAT(town.get("/taken", Role::staff, {"lang=en"}).body, HasSubstr("There is an account with the login &lt;b&gt; already."));
}

TEST_F(Portal, SessionsEnd) {
    const auto token = *open_session(town.town().db(), town.town().random(), town.town().now(), town.account(Role::staff));
    EXPECT_TRUE(session_account(town.town().db(), town.town().now(), token)->has_value());
    EXPECT_FALSE(session_account(town.town().db(), town.town().now() + session_lifetime, token)->has_value());
    EXPECT_FALSE(session_account(town.town().db(), town.town().now(), "x")->has_value());
    ASSERT_TRUE(close_session(town.town().db(), token).has_value());
    EXPECT_FALSE(session_account(town.town().db(), town.town().now(), token)->has_value());
}

TEST_F(Portal, SignsInAndOut) {
    auto& db = town.town().db();
    ASSERT_TRUE(create_account(db, town.town().random(), {"anna", "Anna Test", "", "ein-langes-passwort", only(Role::staff)}).has_value());
    EXPECT_EQ(create_account(db, town.town().random(), {"anna", "B", "", "ein-langes-passwort", only(Role::staff)}).error().kind,
              ErrorKind::conflict);
    EXPECT_EQ(create_account(db, town.town().random(), {"An na", "B", "", "ein-langes-passwort", {}}).error().kind, ErrorKind::invalid);
    EXPECT_EQ(authenticate(db, "anna", "falsch-falsch-falsch").error().kind, ErrorKind::unauthenticated);
    EXPECT_EQ(authenticate(db, "berta", "ein-langes-passwort").error().kind, ErrorKind::unauthenticated);

    EXPECT_THAT(town.get("/sign-in?next=/it", std::nullopt).body, HasSubstr(R"(name="next" value="/it")"));
    const auto wrong = town.post("/sign-in", {{"login", "anna"}, {"password", "falsch"}}, std::nullopt);
    EXPECT_EQ(wrong.status, 401);
    EXPECT_THAT(wrong.body, HasSubstr("role=\"alert\""));
    const auto right = town.post("/sign-in", {{"login", " Anna "}, {"password", "ein-langes-passwort"}, {"next", "/open"}}, std::nullopt);
    ASSERT_EQ(right.status, 303);
    EXPECT_EQ(right.location, "/open");
    ASSERT_EQ(right.cookies.size(), 1U);
    EXPECT_EQ(town.get("/open", std::nullopt, right.cookies).body, "anna");
}

TEST_F(Portal, NeverRedirectsToAnotherHost) {
    ASSERT_TRUE(
        create_account(town.town().db(), town.town().random(), {"anna", "A", "", "ein-langes-passwort", only(Role::staff)}).has_value());
    for (const auto* next : {"//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: y", "/\t/evil.example"}) {
        const auto answer = town.post("/sign-in", {{"login", "anna"}, {"password", "ein-langes-passwort"}, {"next", next}}, std::nullopt);
        EXPECT_EQ(answer.location, "/") << next;
    }
}

TEST_F(Portal, SpeaksEnglishWhenAsked) {
    EXPECT_THAT(town.get("/sign-in", std::nullopt).body, HasSubstr("lang=\"de\""));
    EXPECT_THAT(town.get("/sign-in", std::nullopt, {"lang=en"}).body, HasSubstr("Sign in"));
    EXPECT_THAT(town.post("/language", {{"lang", "en"}, {"next", "/it"}}).cookies, ElementsAre("lang=en"));
}

TEST_F(Portal, SendsAStrictPolicyAndNoInlineCode) {
    net::Request request{.path = "/sign-in"};
    const auto outcome = town.app().handle(request);
    const auto& response = std::get<net::Response>(outcome);
    EXPECT_THAT(response.headers, testing::Contains(testing::Pair("Content-Security-Policy", HasSubstr("default-src 'none'"))));
    EXPECT_THAT(response.headers, testing::Contains(testing::Pair("Cache-Control", "no-store")));
}

TEST(Templates, HaveNoInlineScriptOrStyle) {
    const std::regex inline_code(R"(\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=))");
    for (const auto& [name, source] : built_in_templates()) EXPECT_FALSE(std::regex_search(source, inline_code)) << name;
}

}  // namespace
}  // namespace kireise::people
