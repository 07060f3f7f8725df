#include "blueprint/place.h"

#include <gtest/gtest.h>

namespace kireise::blueprint {
namespace {

TEST(Place, KnowsEveryKindByItsPath) {
    for (const auto& [kind, id] : enum_ids(Kind{})) {
        const auto path = path_of(kind, "some-slug");
        const auto place = place_of(path);
        ASSERT_TRUE(place.has_value()) << path;
        EXPECT_EQ(place->kind, kind) << path;
        EXPECT_TRUE(place->slug == "some-slug" || place->slug.empty()) << path;
    }
    EXPECT_EQ(place_of("courses/ai-basics/course.yaml"), (Place{Kind::course, "ai-basics", ""}));
    EXPECT_EQ(place_of("guideline/clauses/purpose.md"), (Place{Kind::clause, "purpose", ""}));
    EXPECT_EQ(place_of("usecases/method.yaml"), (Place{Kind::method, "", ""}));
}

TEST(Place, KnowsTranslations) {
    EXPECT_EQ(place_of("law/gdpr-art-9.en.yaml"), (Place{Kind::law, "gdpr-art-9", "en"}));
    EXPECT_EQ(place_of("courses/ai-basics/course.en.yaml"), (Place{Kind::course, "ai-basics", "en"}));
    EXPECT_EQ(place_of("framework/vocabulary.en.yaml"), (Place{Kind::vocabulary, "", "en"}));
}

TEST(Place, KnowsWhatIsNoDocument) {
    for (const auto* path :
         {"courses/ai-basics/01-start.md", "usecases/mail-sorting/train.csv", "README.md", "law/README.md", "schemas/area.schema.json"}) {
        EXPECT_FALSE(place_of(path).has_value()) << path;
        EXPECT_TRUE(is_companion(path)) << path;
    }
    for (const auto* path : {"law/x.yml", "law/a/b.yaml", "law/A.yaml", "law/.yaml", "usecases/x/mails.csv", "schemas/area.json",
                             "strategy/x.yaml", "courses/ai-basics/x/01-start.md", "law/a.EN.yaml"}) {
        EXPECT_FALSE(place_of(path).has_value()) << path;
        EXPECT_FALSE(is_companion(path)) << path;
    }
}

}  // namespace
}  // namespace kireise::blueprint
