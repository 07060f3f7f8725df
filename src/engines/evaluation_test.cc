#include "engines/evaluation.h"

#include <gtest/gtest.h>

#include "base/csv.h"
#include "base/files.h"
#include "engines/classifier.h"

namespace kireise::engines {
namespace {

TEST(Evaluation, CountsByHand) {
    const auto result = evaluate({{"a", "a"}, {"a", "a"}, {"a", "b"}, {"b", "b"}, {"b", "a"}, {"c", ""}});
    EXPECT_EQ(result.cases, 6U);
    EXPECT_DOUBLE_EQ(result.accuracy, 0.5);
    ASSERT_EQ(result.labels.size(), 4U);
    const auto& a = result.labels[1];
    EXPECT_EQ(a.label, "a");
    EXPECT_DOUBLE_EQ(a.precision, 2.0 / 3);
    EXPECT_DOUBLE_EQ(a.recall, 2.0 / 3);
    EXPECT_EQ(a.cases, 3U);
    EXPECT_DOUBLE_EQ(result.labels[2].f1, 0.5);
    EXPECT_DOUBLE_EQ(result.labels[3].f1, 0) << "never predicted";
    EXPECT_DOUBLE_EQ(result.macro_f1, (2.0 / 3 + 0.5 + 0) / 3) << "the missing answer is no label of its own";
    EXPECT_EQ(result.confusion[1][2], 1U) << "an a taken for b";
}

TEST(Evaluation, NothingIsNothing) {
    const auto result = evaluate({});
    EXPECT_EQ(result.cases, 0U);
    EXPECT_DOUBLE_EQ(result.accuracy, 0);
}

std::vector<LabelledText> mails(const std::string& name) {
    const auto table =
        parse_csv(read_file(std::filesystem::path(KIREISE_SOURCE_DIR) / "blueprint/usecases/mail-sorting" / name).value()).value();
    std::vector<LabelledText> rows;
    for (std::size_t i = 1; i < table.size(); ++i) rows.push_back({table[i][1], table[i][2] + ". " + table[i][3]});
    return rows;
}

// The real data of the Blaupause, unseen test mails: far better than chance, and the same in every run.
TEST(MailSorting, IsLearnedFromTheTrainingMails) {
    const auto classifier = Classifier::train(mails("train.csv")).value();
    std::vector<Judged> judged;
    for (const auto& row : mails("test.csv")) judged.push_back({row.label, classifier.predict(row.text).front().label});
    const auto result = evaluate(judged);
    EXPECT_GE(result.cases, 80U);
    EXPECT_GT(result.accuracy, 0.7);
    RecordProperty("accuracy", std::to_string(result.accuracy));
}

}  // namespace
}  // namespace kireise::engines
