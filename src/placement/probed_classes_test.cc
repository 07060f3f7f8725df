#include "placement/probed_classes.h"

#include <gmock/gmock.h>

#include "blueprint/snapshot.h"
#include "people/content.h"

namespace kireise::placement {
namespace {

using ::testing::HasSubstr;

std::vector<ProbedClass> built_in() {
    std::vector<ProbedClass> out;
    const auto content = blueprint::Snapshot::load(people::built_in_content()).value();
    for (const auto& model : content->all<blueprint::ModelClass>()) out.push_back(probed_class(model).value());
    return out;
}

TEST(ProbedClasses, ShapesAndQuantisationsComeBackFromJson) {
    const auto classes = built_in();
    const auto back = parse_probed_classes(to_json(classes).dump()).value();
    ASSERT_EQ(back.size(), classes.size());
    for (std::size_t i = 0; i < back.size(); ++i) {
        EXPECT_EQ(back[i].model.id, classes[i].model.id);
        EXPECT_EQ(back[i].model.shape, classes[i].model.shape);
        EXPECT_EQ(back[i].quantisation, classes[i].quantisation);
    }
}

TEST(ProbedClasses, AreFoundByBothNames) {
    const auto classes = built_in();
    EXPECT_EQ(find_class(classes, "dense-8b")->model.id, "model/dense-8b");
    EXPECT_EQ(find_class(classes, default_model_class)->model.id, default_model_class);
    const auto missing = find_class(classes, "dense-9b");
    EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
    EXPECT_THAT(missing.error().message, HasSubstr("model/dense-8b"));
}

TEST(ProbedClasses, RefusesWhatIsNoList) {
    for (const auto* text : {"7", "[{}]", R"([{"id": "model/x", "quantisation": "Q4_0", "shape": {}}])", "{"}) {
        EXPECT_EQ(parse_probed_classes(text).error().kind, ErrorKind::invalid) << text;
    }
    EXPECT_EQ(probed_class({.id = "model/x", .quantisations = {"IQ1"}}).error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace kireise::placement
