#include "blueprint/schema_rules.h"

#include <gmock/gmock.h>

namespace kireise::blueprint {
namespace {

using testing::HasSubstr;

std::string problem(std::string_view schema) {
    const auto checked = check_schema_rules(Json::parse(schema));
    return checked ? "" : checked.error().message;
}

TEST(SchemaRules, AcceptsDefinitionsThatShareParts) {
    EXPECT_EQ(problem(R"({"properties": {"a": {"$ref": "#/definitions/x"}, "b": {"$ref": "#/definitions/y"}},
        "definitions": {"x": {"items": {"$ref": "#/definitions/y"}}, "y": {"type": "string"}}})"),
              "");
}

TEST(SchemaRules, RefusesCirclesAndOutsideReferences) {
    EXPECT_THAT(problem(R"({"$ref": "#"})"), HasSubstr("must have the form"));
    EXPECT_THAT(problem(R"({"allOf": [{"$ref": "https://example.org/x.json"}]})"), HasSubstr("must have the form"));
    EXPECT_THAT(problem(R"({"$ref": 5})"), HasSubstr("must have the form"));
    EXPECT_THAT(problem(R"({"not": {"$ref": "#/definitions/x"}})"), HasSubstr("no definition"));
    EXPECT_THAT(problem(R"({"if": {"$ref": "#/definitions/x"},
        "definitions": {"x": {"items": [{"$ref": "#/definitions/y"}]}, "y": {"contains": {"$ref": "#/definitions/x"}}}})"),
                HasSubstr("leads back to itself"));
    EXPECT_THAT(problem("[]"), HasSubstr("must be a JSON object"));
}

TEST(SchemaRules, RefusesGroupsInPatternsOfNames) {
    EXPECT_THAT(problem(R"({"patternProperties": {"^(a+)+$": {}}})"), HasSubstr("without parentheses"));
    EXPECT_EQ(problem(R"({"patternProperties": {"^law/[a-z0-9-]+$": {}}})"), "");
}

TEST(SchemaRules, VisitsSchemasAndNoData) {
    auto schema = Json::parse(
        R"({"enum": [{"n": 1}], "properties": {"pattern": {"n": 2}}, "items": {"n": 3}, "oneOf": [{"n": 4}, true], "else": {"n": 5}})");
    int sum = 0;
    for_each_subschema(schema, [&](Json& inner) { sum += inner.is_object() ? inner.value("n", 0) : 0; });
    EXPECT_EQ(sum, 2 + 3 + 4 + 5);
}

}  // namespace
}  // namespace kireise::blueprint
