#include "engines/classifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"

namespace kireise::engines {
namespace {

using testing::ElementsAre;

std::vector<LabelledText> rows() {
    std::vector<LabelledText> made;
    for (const auto* text : {"Die Mülltonne wurde nicht geleert", "Sperrmüll am Straßenrand abholen", "Wann wird die gelbe Tonne geleert?",
                             "Neue Biotonne für den Garten", "Wilder Müll im Stadtwald"}) {
        made.push_back({"environment", text});
    }
    for (const auto* text : {"Ich brauche einen neuen Personalausweis", "Reisepass für mein Kind beantragen", "Ummeldung nach Umzug",
                             "Meldebescheinigung beantragen", "Personalausweis verloren"}) {
        made.push_back({"citizens-office", text});
    }
    return made;
}

TrainOptions quick() { return {.epochs = 50, .dimensions = 10, .buckets = 5000}; }

TEST(Normalise, LowersUmlautsSplitsAndMapsDigits) {
    EXPECT_EQ(normalise("ÄPFEL, Öl: Übermut-Straße!"), "äpfel öl übermut straße");
    EXPECT_EQ(normalise("38,50 Euro am 01.02.2026"), "00 00 euro 00 00 0000");
    EXPECT_EQ(normalise("Halle06112"), "halle 00000");
    EXPECT_EQ(normalise("ŠKODA Żółć GROẞ"), "škoda żółć groß");
    EXPECT_EQ(normalise("„Hund“ … 50 €"), "hund 00");
}

TEST(Normalise, LeavesOutWordsWithoutATopic) {
    EXPECT_EQ(normalise("Sehr geehrte Damen und Herren, bitte schicken Sie mir den Ausweis. Mit freundlichen Grüßen"), "schicken ausweis");
    EXPECT_EQ(normalise("und, oder!"), "");
}

TEST(Normalise, SurvivesBrokenText) {
    EXPECT_EQ(normalise("a\xff"
                        "b\xc3"),
              "a b");
    EXPECT_EQ(normalise("__label__finance"), "label finance") << "nobody may smuggle a label in";
}

TEST(Classifier, LearnsAndIsSure) {
    const auto classifier = Classifier::train(rows(), quick());
    ASSERT_TRUE(classifier) << classifier.error().message;
    const auto predictions = classifier->predict("Mein Personalausweis ist abgelaufen");
    ASSERT_EQ(predictions.size(), 2U);
    EXPECT_EQ(predictions[0].label, "citizens-office");
    EXPECT_GT(predictions[0].probability, predictions[1].probability);
    EXPECT_NEAR(predictions[0].probability + predictions[1].probability, 1, 0.01);
    EXPECT_EQ(classifier->predict("Die Tonne stinkt")[0].label, "environment");
    EXPECT_THAT(classifier->labels(), ElementsAre("citizens-office", "environment"));
}

TEST(Classifier, SameSeedSameModel) {
    const auto one = Classifier::train(rows(), quick()).value();
    const auto two = Classifier::train(rows(), quick()).value();
    EXPECT_EQ(one.predict("Tonne")[0].probability, two.predict("Tonne")[0].probability);
    auto other = quick();
    other.seed = 2;
    EXPECT_NE(one.predict("Tonne")[0].probability, Classifier::train(rows(), other)->predict("Tonne")[0].probability);
}

TEST(Classifier, GoesThroughAFile) {
    const auto folder = TempDir::create().value();
    const auto trained = Classifier::train(rows(), quick()).value();
    ASSERT_TRUE(trained.save(folder.path() / "model.bin"));
    const auto loaded = Classifier::load(folder.path() / "model.bin");
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(loaded->predict("Reisepass")[0].label, "citizens-office");
    EXPECT_FLOAT_EQ(loaded->predict("Reisepass")[0].probability, trained.predict("Reisepass")[0].probability);
}

TEST(Classifier, SaysNothingAboutNothing) {
    EXPECT_TRUE(Classifier::train(rows(), quick())->predict("").empty());
    EXPECT_TRUE(Classifier::train(rows(), quick())->predict("und ...").empty());
}

TEST(Classifier, RefusesRowsThatDoNotFit) {
    EXPECT_EQ(Classifier::train({}).error().kind, ErrorKind::invalid);
    EXPECT_EQ(Classifier::train({{"one", "text"}}).error().kind, ErrorKind::invalid);
    EXPECT_EQ(Classifier::train({{"one", "text"}, {"two words", "text"}}).error().kind, ErrorKind::invalid);
    EXPECT_EQ(Classifier::train({{"one", "text"}, {"two", "..."}}).error().kind, ErrorKind::invalid);
}

TEST(Classifier, NoticesAFileThatIsNone) {
    const auto folder = TempDir::create().value();
    ASSERT_TRUE(write_file(folder.path() / "model.bin", "no model"));
    EXPECT_EQ(Classifier::load(folder.path() / "model.bin").error().kind, ErrorKind::io);
    EXPECT_EQ(Classifier::load(folder.path() / "missing").error().kind, ErrorKind::io);
}

}  // namespace
}  // namespace kireise::engines
