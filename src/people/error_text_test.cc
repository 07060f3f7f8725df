#include "people/error_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/assets.h"
#include "base/files.h"
#include "base/yaml.h"

namespace kireise::people {
namespace {

ErrorTexts texts_of(std::string_view yaml) {
    auto texts = ErrorTexts::parse(yaml);
    EXPECT_TRUE(texts.has_value()) << texts.error().message;
    return texts.value_or(ErrorTexts{});
}

constexpr std::string_view few =
    "- {en: 'There is no file {}.', de: 'Die Datei {} gibt es nicht.'}\n"
    "- {en: 'There is no file {} in {}.', de: 'In {1} gibt es {0} nicht.'}\n"
    "- {en: '{} holds {}', de: '{} enthält {}'}\n"
    "- {en: 'The field \"{}\" is missing.', de: 'Das Feld „{}“ fehlt.'}\n"
    "- {en: '{{{}}} needs {0:.1f} GiB.', de: '{{{}}} braucht {0} GiB.'}\n"
    "- {en: 'It is damaged.', de: 'Das ist beschädigt.'}\n"
    "- {en: 'No use: {}', de: 'Unbrauchbar: {}'}\n";

TEST(ErrorText, SaysAKnownSentenceWithTheSameNames) {
    EXPECT_EQ(texts_of(few).translate("There is no file a b.txt."), "Die Datei a b.txt gibt es nicht.");
}

TEST(ErrorText, TheEntryWithTheMostTextOfItsOwnWins) {
    EXPECT_EQ(texts_of(few).translate("There is no file a in b."), "In b gibt es a nicht.");
}

TEST(ErrorText, LeavesWhatItDoesNotKnow) {
    const auto texts = texts_of(few);
    for (const auto* message : {"", "Something else.", "There is no file", "xThere is no file a."})
        EXPECT_EQ(texts.translate(message), message);
    const std::string long_one = "There is no file " + std::string(20'000, 'a') + ".";
    EXPECT_EQ(texts.translate(long_one), long_one);
}

TEST(ErrorText, SentencesInSentencesAreTranslatedButNotWordsInQuotes) {
    const auto texts = texts_of(few);
    EXPECT_EQ(texts.translate("a.yaml:3: The field \"id\" is missing."), "a.yaml:3: Das Feld „id“ fehlt.");
    EXPECT_EQ(texts.translate("It is damaged.: b: The field \"id\" is missing."), "Das ist beschädigt.: b: Das Feld „id“ fehlt.");
    EXPECT_EQ(texts.translate("a: No use: b holds c"), "a: Unbrauchbar: b enthält c");
    EXPECT_EQ(texts.translate("a: b holds c"), "a: b enthält c");
    EXPECT_EQ(texts.translate("No use: No use: It is damaged."), "Unbrauchbar: Unbrauchbar: Das ist beschädigt.");
    EXPECT_EQ(texts.translate("The field \"It is damaged.\" is missing."), "Das Feld „It is damaged.“ fehlt.");
}

TEST(ErrorText, WhatIsCapturedIsNoTemplate) {
    EXPECT_EQ(texts_of(few).translate("There is no file {1}{{x."), "Die Datei {1}{{x gibt es nicht.");
    EXPECT_EQ(texts_of(few).translate("{model} needs 3.5 GiB."), "{model} braucht model GiB.") << "one argument, said twice";
}

TEST(ErrorText, NestingHasAnEnd) {
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += "No use: ";
    EXPECT_TRUE(texts_of(few).translate(deep).ends_with("Unbrauchbar: No use: " + deep.substr(0, deep.size() - 48)));
}

TEST(ErrorText, ABrokenCatalogueIsRefused) {
    for (const auto* yaml : {"a: b", "- {en: a}", "- {en: 'a {', de: b}", "- {en: 'a }', de: b}", "- {en: 'a {{} {', de: b}",
                             "- {en: a, de: 'b {}'}", "- {en: 'a {}', de: 'b {1}'}", "- {en: 1, de: 2}"}) {
        EXPECT_FALSE(ErrorTexts::parse(yaml).has_value()) << yaml;
    }
}

TEST(ErrorText, TheBuiltInCatalogueIsWholeAndUsed) {
    const auto texts = ErrorTexts::parse(asset("ui/data/errors.de.yaml").value_or(""));
    ASSERT_TRUE(texts.has_value()) << texts.error().message;
    EXPECT_GT(texts->size(), 300U);
    const auto missing = read_file("/nowhere/kireise.yaml");
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(in_language("de", missing.error().message), "Die Datei /nowhere/kireise.yaml gibt es nicht.");
    EXPECT_EQ(in_language("en", missing.error().message), missing.error().message);
    const auto broken = parse_yaml("");
    ASSERT_FALSE(broken.has_value());
    EXPECT_EQ(in_language("de", "config.yaml: " + broken.error().message), "config.yaml: Der YAML-Text ist leer.");
}

// Digits, with a letter on either side: no literal of any entry is made of that.
rc::Gen<std::string> stranger() {
    return rc::gen::map(rc::gen::container<std::string>(rc::gen::inRange('0', ':')),
                        [](const std::string& digits) { return "q" + digits + "q"; });
}

std::string with(std::string text, std::string_view placeholder, const std::string& value) {
    const auto at = text.find(placeholder);
    return at == std::string::npos ? text : text.replace(at, placeholder.size(), value);
}

// Every entry that uses each argument once and in order keeps its texts, whatever they are.
RC_GTEST_PROP(ErrorText, EveryEntryGivesItsTextsBack, ()) {
    static const auto rows = parse_yaml(asset("ui/data/errors.de.yaml").value_or("")).value().value;
    const auto& row = rows[*rc::gen::inRange<std::size_t>(0, rows.size())];
    auto en = row["en"].get<std::string>();
    auto de = row["de"].get<std::string>();
    RC_PRE(en.find("{{") == std::string::npos && de.find("{0") == std::string::npos && de.find("{1") == std::string::npos);
    while (en.find("{}") != std::string::npos) {
        const auto value = *stranger();
        en = with(en, "{}", value);
        de = with(de, "{}", value);
    }
    RC_ASSERT(in_language("de", en) == de);
}

RC_GTEST_PROP(ErrorText, AnyTextIsTakenAsItComes, (const std::string& noise)) {
    RC_ASSERT(in_language("de", "There is no file " + noise + ".") == "Die Datei " + noise + " gibt es nicht.");
}

}  // namespace
}  // namespace kireise::people
