#include "lab/checks.h"

#include <gtest/gtest.h>

namespace kireise::lab {
namespace {

blueprint::Check check_of(const Json& parameters) {
    return {*blueprint::from_id<blueprint::CheckKind>(parameters.at("kind").get<std::string>()), parameters};
}

CheckResult run(const Json& parameters, std::string_view answer) { return run_check(check_of(parameters), answer); }

void expect(const Json& parameters, std::string_view answer, bool passed, std::string_view sentence) {
    const auto result = run(parameters, answer);
    EXPECT_EQ(result.passed, passed) << answer;
    EXPECT_EQ(result.sentence, sentence) << answer;
}

TEST(Checks, Label) {
    const Json check{{"kind", "label"}, {"value", "building"}};
    expect(check, " building\n", true, "label-right");
    expect(check, "buildings", false, "label-wrong");
    EXPECT_EQ(run(check, "social").values, (Json{{"wanted", "building"}, {"found", "social"}}));
}

TEST(Checks, ContainsOneOfSeveral) {
    const Json check{{"kind", "contains"}, {"any_of", {"284,60 Euro", "284,60 €"}}};
    expect(check, "Es kostet 284,60\u00a0EURO.", true, "contains-found");
    expect(check, "Es kostet 284,60 €.", true, "contains-found");
    expect(check, "Es kostet 284 Euro.", false, "contains-missing");
    EXPECT_EQ(run(check, "").values.at("wanted"), "284,60 Euro / 284,60 €");
    expect({{"kind", "contains"}, {"any_of", {"GEBÜHR"}}}, "gebühr", true, "contains-found");
}

TEST(Checks, CitesAndForbids) {
    expect({{"kind", "cites"}, {"any_of", {"§ 3 Abs. 1"}}}, "nach § 3 Abs. 1 der Satzung", true, "cites-found");
    expect({{"kind", "cites"}, {"any_of", {"§ 3 Abs. 1"}}}, "nach der Satzung", false, "cites-missing");
    const Json forbids{{"kind", "forbids"}, {"any_of", {"kostenlos"}}};
    expect(forbids, "Die Abholung ist KOSTENLOS.", false, "forbids-found");
    expect(forbids, "", true, "forbids-clean");
}

TEST(Checks, LengthCountsCharactersNotBytes) {
    expect({{"kind", "max_chars"}, {"value", 3}}, "äöü", true, "max_chars-kept");
    expect({{"kind", "max_chars"}, {"value", 2}}, "äöü", false, "max_chars-over");
    expect({{"kind", "min_chars"}, {"value", 3}}, "äöü", true, "min_chars-kept");
    expect({{"kind", "min_chars"}, {"value", 4}}, "äöü", false, "min_chars-under");
}

TEST(Checks, Lix) {
    const auto* easy = "Ihr Personalausweis ist da. Sie können ihn im Rathaus abholen.";  // 35, see readability_test.cc
    expect({{"kind", "max_lix"}, {"value", 35}}, easy, true, "max_lix-kept");
    expect({{"kind", "max_lix"}, {"value", 34.9}}, easy, false, "max_lix-over");
    expect({{"kind", "max_lix"}, {"value", 40}}, " ... ", false, "max_lix-empty");
}

TEST(Checks, Chrf) {
    const Json check{{"kind", "chrf"}, {"reference", "abc"}, {"minimum", 0.89}};
    expect(check, "abcd", true, "chrf-kept");  // 115/128 = 0.898
    expect(check, "abxd", false, "chrf-under");
}

TEST(Checks, JsonSchema) {
    const Json check{
        {"kind", "json_schema"},
        {"schema", {{"type", "object"}, {"required", {"amount"}}, {"properties", {{"amount", {{"type", "number"}, {"minimum", 0}}}}}}}};
    expect(check, R"({"amount": 12.5})", true, "json_schema-valid");
    expect(check, R"({"amount": -1})", false, "json_schema-invalid");
    expect(check, R"({})", false, "json_schema-invalid");
    expect(check, R"(Gern! {"amount": 1})", false, "json_schema-no-json");
    EXPECT_EQ(run(check, R"({"amount": "x"})").values.at("place"), "/amount");
    expect({{"kind", "json_schema"}, {"schema", {{"$ref", "http://example.org/x"}}}}, "{}", false, "json_schema-broken");
}

TEST(Checks, RefusesIsAListOfPhrases) {
    const Json check{{"kind", "refuses"}};
    expect(check, "Dazu kann ich Ihnen nicht weiterhelfen.", true, "refuses-found");
    expect(check, "Das steht nicht in\nden Unterlagen.", true, "refuses-found");
    expect(check, "Die Frist endet am 15. März.", false, "refuses-missing");
    expect(check, "", false, "refuses-missing");
}

TEST(Checks, BrokenParametersNeverPass) {
    for (const auto* kind : {"label", "max_chars", "min_chars", "max_lix", "chrf", "json_schema"})
        expect({{"kind", kind}}, "Text.", false, "broken");
    for (const auto* kind : {"contains", "cites", "forbids"}) EXPECT_FALSE(run({{"kind", kind}}, "Text.").passed) << kind;
    expect({{"kind", "max_chars"}, {"value", "many"}}, "Text.", false, "broken");
}

TEST(Checks, QuotesMustExistAndSupportTheClaim) {
    const std::vector<blueprint::GoldSource> sources{{"s1", "Die Gebühr beträgt 37 Euro."}};
    const blueprint::Check check{blueprint::CheckKind::quotes, {{"kind", "quotes"}, {"minimum", 0.8}}};
    const auto sentence = [&](std::string_view answer) { return run_check(check, answer, sources).sentence; };
    EXPECT_TRUE(run_check(check, "Die Gebühr beträgt 37 Euro [s1].", sources).passed);
    EXPECT_EQ(sentence("Die Gebühr beträgt 99 Euro [s1]."), "quotes-unsupported");
    EXPECT_EQ(sentence("Die Gebühr beträgt 37 Euro [s2]."), "quotes-unknown");
    EXPECT_EQ(sentence("Die Gebühr beträgt 37 Euro."), "quotes-missing");
}

TEST(Checks, WienerSachtextformelHasALimit) {
    const blueprint::Check check{blueprint::CheckKind::max_wiener, {{"kind", "max_wiener"}, {"value", 5.5}}};
    EXPECT_FALSE(run_check(check, "Ihr Personalausweis ist da. Sie können ihn im Rathaus abholen.").passed);
    EXPECT_TRUE(run_check(check, "Ihr Pass ist da. Sie können ihn holen.").passed);
    EXPECT_EQ(run_check(check, "").sentence, "max_lix-empty");
}

}  // namespace
}  // namespace kireise::lab
