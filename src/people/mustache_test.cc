#include "people/mustache.h"

#include <gmock/gmock.h>

#include <array>
#include <kainjow/mustache.hpp>
#include <random>
#include <regex>
#include <set>

#include "people/templates.h"

namespace kireise::people {
namespace {

namespace reference = kainjow::mustache;
using testing::HasSubstr;

std::string render(std::string_view source, const Json& data) { return Mustache::parse(source).value().render(std::array{&data}); }

TEST(Mustache, PutsInValues) {
    EXPECT_EQ(render("{{a}} {{{a}}} {{& a }}{{! note }}", {{"a", "<'&\">"}}), "&lt;&apos;&amp;&quot;&gt; <'&\"> <'&\">");
    EXPECT_EQ(render("{{a.b}}{{a.c}}{{x}}", {{"a", {{"b", 1.5}}}}), "1.5");
    EXPECT_EQ(
        render("[{{t}}{{f}}{{n}}{{l}}{{o}}{{e}}]", {{"t", true}, {"f", false}, {"n", nullptr}, {"l", {1}}, {"o", {{"a", 1}}}, {"e", ""}}),
        "[]");
}

TEST(Mustache, ShowsSections) {
    const Json data{{"list", {{{"a", 1}}, {{"a", 2}}}}, {"words", {"x", "y"}}, {"no", Json::array()}, {"text", "t"}, {"a", 0}};
    EXPECT_EQ(render("{{#list}}{{a}}{{text}};{{/list}}", data), "1t;2t;");
    EXPECT_EQ(render("{{#words}}{{.}},{{/words}}{{#text}}{{.}}{{/text}}", data), "x,y,t");
    EXPECT_EQ(render("{{#no}}1{{/no}}{{^no}}2{{/no}}{{#a}}3{{/a}}{{^missing}}4{{/missing}}", data), "234");
}

TEST(Mustache, LeavesOutLinesOfTagsAlone) {
    EXPECT_EQ(render("a\n  {{#x}}\nb\n  {{/x}}\nc\n", {{"x", true}}), "a\nb\nc\n");
    EXPECT_EQ(render("{{#x}}\r\nb {{#x}}c{{/x}}\r\n{{/x}}", {{"x", true}}), "b c\r\n");
}

TEST(Mustache, LooksInTheLastLayerFirst) {
    const Json below{{"a", 1}, {"b", 2}}, above{{"a", 3}};
    EXPECT_EQ(Mustache::parse("{{a}}{{b}}").value().render(std::array{&below, &above}), "32");
}

TEST(Mustache, SaysWhereATemplateIsBroken) {
    for (const auto* source : {"\n{{a", "\n{{{a}}", "\n{{#a}}", "\n{{/a}}", "{{#a}}\n{{/b}}", "\n{{> a}}", "\n{{=<% %>=}}"}) {
        const auto parsed = Mustache::parse(source);
        ASSERT_FALSE(parsed.has_value()) << source;
        EXPECT_THAT(parsed.error().message, HasSubstr("line 2: ")) << source;
    }
}

reference::data to_reference(const Json& value) {
    if (value.is_object()) {
        reference::data out{reference::data::type::object};
        for (const auto& [key, item] : value.items()) out.set(key, to_reference(item));
        return out;
    }
    if (value.is_array()) {
        reference::data out{reference::data::type::list};
        for (const auto& item : value) out.push_back(to_reference(item));
        return out;
    }
    if (value.is_boolean()) return reference::data{value.get<bool>()};
    if (value.is_null() || value == "") return reference::data{false};
    return reference::data{value.is_string() ? value.get<std::string>() : value.dump()};
}

class RandomData {
   public:
    RandomData(std::vector<std::string> names, unsigned seed) : names_(std::move(names)), random_(seed) {}

    Json object(int depth) {
        auto out = Json::object();
        for (const auto& name : names_) {
            if (random_() % 5 != 0) out[name] = value(depth);
        }
        return out;
    }

   private:
    Json value(int depth) {
        switch (random_() % (depth > 0 ? 8 : 6)) {
            case 0: return false;
            case 1: return true;
            case 2: return "";
            case 3: return 7.5;
            case 4: return nullptr;
            case 5: return "Ä <b> & \"x\" 'y'\n  z";
            case 6: return object(depth - 1);
            default: return Json::array({object(depth - 1), "one", object(depth - 1)});
        }
    }

    std::vector<std::string> names_;
    std::mt19937 random_;
};

std::vector<std::string> names_in(const std::string& source) {
    const std::regex tag(R"(\{\{[#^{/&]?\s*([A-Za-z_]+))");
    std::set<std::string> names;
    for (std::sregex_iterator at(source.begin(), source.end(), tag), end; at != end; ++at) names.insert((*at)[1]);
    return {names.begin(), names.end()};
}

// A template without its partials, which are put in before: both see what is left.
std::string without_partials(const std::string& source) { return std::regex_replace(source, std::regex(R"(\{\{>[^}]*\}\})"), ""); }

TEST(Mustache, AgreesWithTheReferenceOnEveryTemplateOfOurs) {
    const auto sources = built_in_templates();
    ASSERT_GT(sources.size(), 50U);
    for (const auto& [name, source] : sources) {
        const auto text = without_partials(source);
        reference::mustache expected(text);
        const auto parsed = Mustache::parse(text);
        ASSERT_TRUE(expected.is_valid() && parsed) << name;
        for (unsigned seed = 0; seed < 10; ++seed) {
            const auto data = RandomData(names_in(text), seed).object(2);
            EXPECT_EQ(parsed->render(std::array{&data}), expected.render(to_reference(data))) << name << " with " << data.dump();
        }
    }
}

}  // namespace
}  // namespace kireise::people
