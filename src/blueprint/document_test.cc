#include "blueprint/document.h"

#include <gmock/gmock.h>

namespace kireise::blueprint {
namespace {

using testing::HasSubstr;

const Place clause_place{Kind::clause, "a", ""};

TEST(Document, ReadsFrontMatterWithLines) {
    const auto document = parse_document("guideline/clauses/a.md", clause_place, "---\nid: clause/a\ntitle: X\n---\nText\n---\nmore\n");
    ASSERT_TRUE(document.has_value()) << document.error().message;
    EXPECT_EQ(document->yaml.value["id"], "clause/a");
    EXPECT_EQ(document->yaml.line("/title"), 3);
    EXPECT_EQ(document->body, "Text\n---\nmore\n");
    EXPECT_EQ(document->body_line, 5);
}

TEST(Document, ReadsYaml) {
    const auto document = parse_document("law/a.yaml", {Kind::law, "a", ""}, "id: law/a\ntitle: X\n");
    ASSERT_TRUE(document.has_value());
    EXPECT_EQ(document->yaml.line("/title"), 2);
    EXPECT_EQ(document->body, "");
}

TEST(Document, SaysWhatIsWrongAndWhere) {
    const auto problem = [](std::string_view content) {
        return parse_document("guideline/clauses/a.md", clause_place, content).error().message;
    };
    EXPECT_THAT(problem("id: x\n"), HasSubstr("line 1: the file must start with front matter"));
    EXPECT_THAT(problem("---\nid: x\n"), HasSubstr("not closed"));
    EXPECT_THAT(problem("---\nid: x\nid: y\n---\n"), HasSubstr("line 3"));
    EXPECT_THAT(problem("---\n- x\n---\n"), HasSubstr("keys and values"));
    EXPECT_THAT(problem("---\n---\n"), HasSubstr("empty"));
}

TEST(Document, IdFollowsFromThePath) {
    EXPECT_TRUE(id_fits("clause/a", clause_place));
    EXPECT_FALSE(id_fits("clause/b", clause_place));
    EXPECT_FALSE(id_fits("law/a", clause_place));
    EXPECT_TRUE(id_fits("method/anything", {Kind::method, "", ""}));
    EXPECT_FALSE(id_fits("method/", {Kind::method, "", ""}));
    EXPECT_FALSE(id_fits("method/a b", {Kind::method, "", ""}));
}

}  // namespace
}  // namespace kireise::blueprint
