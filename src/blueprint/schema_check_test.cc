#include "blueprint/schema_check.h"

#include <gmock/gmock.h>

#include <chrono>

namespace kireise::blueprint {
namespace {

using testing::HasSubstr;

std::vector<std::string> problems(std::string_view schema, const Json& value) {
    const auto parsed = Schema::parse(schema);
    if (!parsed) return {"schema: " + parsed.error().message};
    std::vector<std::string> out;
    for (const auto& violation : parsed->check(value)) out.push_back(violation.pointer + " " + violation.expectation);
    return out;
}

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto* person = R"({"type": "object", "additionalProperties": false, "required": ["id", "kind"], "properties": {
    "id": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 10}, "kind": {"type": "string", "enum": ["a", "b"]},
    "levels": {"type": "array", "items": {"type": "integer", "minimum": 1}, "uniqueItems": true}, "pattern": {"type": ["number", "null"]}}})";

TEST(SchemaCheck, AcceptsWhatFits) {
    EXPECT_THAT(problems(person, {{"id", "abc"}, {"kind", "b"}, {"levels", {1, 2}}, {"pattern", 1.5}}), IsEmpty());
    EXPECT_THAT(problems(person, {{"id", "abc"}, {"kind", "a"}, {"pattern", nullptr}}), IsEmpty());
}

TEST(SchemaCheck, SaysWhatIsExpectedAndWhere) {
    EXPECT_THAT(problems(person, {{"kind", "a"}}), ElementsAre(" The field \"id\" is missing."));
    EXPECT_THAT(problems(person, {{"id", "a"}, {"kind", "c"}}), ElementsAre("/kind \"c\" is not one of a, b."));
    EXPECT_THAT(problems(person, {{"id", "A"}, {"kind", "a"}}), ElementsAre("/id \"A\" does not have the form ^[a-z]+$."));
    EXPECT_THAT(problems(person, {{"id", "a"}, {"kind", "a"}, {"it's", 1}}), ElementsAre(" The field \"it's\" is not known here."));
    EXPECT_THAT(
        problems(person, {{"id", "a"}, {"kind", "a"}, {"levels", {1, "2", 0}}}),
        ElementsAre("/levels/1 A whole number is expected here.", HasSubstr("/levels/2 Expected number greater than or equal to 1")));
    EXPECT_THAT(problems(person, {{"id", "a"}, {"kind", "a"}, {"levels", {1, 1}}}),
                ElementsAre("/levels The list holds the same entry twice."));
    EXPECT_THAT(problems(person, {{"id", "abcabcabcabc"}, {"kind", "a"}}), ElementsAre(HasSubstr("no more than 10 characters")));
    EXPECT_THAT(problems(person, {{"id", "a"}, {"kind", "a"}, {"pattern", "x"}}),
                ElementsAre("/pattern A number or null is expected here."));
    EXPECT_THAT(problems(person, "text"), ElementsAre(HasSubstr("A map of fields is expected")));
}

TEST(SchemaCheck, NamesFieldsWithSlashesAsPointers) {
    EXPECT_THAT(problems(R"({"additionalProperties": {"type": "integer"}})", {{"law/x~y", "1"}}),
                ElementsAre("/law~1x~0y A whole number is expected here."));
}

TEST(SchemaCheck, OfSeveralFormsReportsTheOneThatWasMeant) {
    constexpr auto* schema = R"({"properties": {"checks": {"items": {"oneOf": [
        {"required": ["kind", "value"], "properties": {"kind": {"enum": ["label"]}, "value": {"type": "string"}}},
        {"required": ["kind", "any_of"], "properties": {"kind": {"enum": ["contains"]}, "any_of": {"type": "array"}}}]}}}})";
    EXPECT_THAT(problems(schema, {{"checks", {{{"kind", "contains"}}}}}), ElementsAre("/checks/0 The field \"any_of\" is missing."));
    EXPECT_THAT(problems(schema, {{"checks", {{{"kind", "other"}}}}}),
                ElementsAre(HasSubstr("/checks/0 The value fits none of the forms")));
}

TEST(SchemaCheck, KnowsConditionsAndNames) {
    constexpr auto* schema =
        R"({"if": {"properties": {"kind": {"const": "self"}}}, "then": {"not": {"required": ["level"]}}, "else": {"required": ["level"]},
        "propertyNames": {"pattern": "^[a-z]+$"}})";
    EXPECT_THAT(problems(schema, {{"kind", "self"}}), IsEmpty());
    EXPECT_THAT(problems(schema, {{"kind", "self"}, {"level", 1}}), ElementsAre(HasSubstr("do not go together")));
    EXPECT_THAT(problems(schema, {{"kind", "single"}}), ElementsAre(HasSubstr("\"level\" is missing")));
    EXPECT_THAT(problems(schema, {{"kind", "self"}, {"A", 1}}), ElementsAre(HasSubstr("does not meet its schema")));
}

TEST(SchemaCheck, SurvivesLongTextsAndHostilePatterns) {
    const auto start = std::chrono::steady_clock::now();
    constexpr auto* hostile = R"({"pattern": "^(([a-z])+.)+[A-Z]([a-z])+$"})";
    EXPECT_THAT(problems(hostile, std::string(1'900, 'a')), ElementsAre(HasSubstr("does not have the form")));
    EXPECT_THAT(problems(hostile, std::string(20'000, 'a')), ElementsAre(HasSubstr("does not have the form")));
    EXPECT_THAT(problems(R"({"pattern": "^a+$"})", std::string(50'000, 'a')), ElementsAre(HasSubstr("at most 20000 characters")));
    EXPECT_THAT(problems("{}", Json(std::vector<int>(1'001, 1))), ElementsAre(HasSubstr("at most 1000 entries")));
    EXPECT_THAT(problems("{}", Json{{std::string(201, 'k'), 1}}), ElementsAre(HasSubstr("A key has at most")));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(SchemaCheck, RefusesWhatIsNoSchema) {
    EXPECT_FALSE(Schema::parse("{").has_value());
    EXPECT_FALSE(Schema::parse(R"({"type": "strnig", "properties": 5})").has_value());
    EXPECT_FALSE(Schema::parse(R"({"pattern": "("})").has_value());
    EXPECT_FALSE(Schema::parse(R"({"allOf": [{"$ref": "#"}]})").has_value());
}

}  // namespace
}  // namespace kireise::blueprint
