#include "engines/evaluation.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace kireise::engines {
namespace {

double ratio(std::size_t part, std::size_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }

std::map<std::string, std::size_t> number_labels(const std::vector<Judged>& cases) {
    std::map<std::string, std::size_t> numbers;
    for (const auto& judged : cases) {
        numbers[judged.actual];
        numbers[judged.predicted];
    }
    std::size_t next = 0;
    for (auto& [label, number] : numbers) number = next++;
    return numbers;
}

LabelScore score(const std::string& label, std::size_t number, const std::vector<std::vector<std::size_t>>& confusion) {
    LabelScore result{label, 0, 0, 0, 0};
    const auto right = confusion[number][number];
    std::size_t predicted = 0;
    for (const auto& row : confusion) predicted += row[number];
    result.cases = std::accumulate(confusion[number].begin(), confusion[number].end(), std::size_t{0});
    result.precision = ratio(right, predicted);
    result.recall = ratio(right, result.cases);
    const auto sum = result.precision + result.recall;
    result.f1 = sum > 0 ? 2 * result.precision * result.recall / sum : 0;
    return result;
}

}  // namespace

Evaluation evaluate(const std::vector<Judged>& cases) {
    Evaluation result;
    const auto numbers = number_labels(cases);
    result.cases = cases.size();
    result.confusion.assign(numbers.size(), std::vector<std::size_t>(numbers.size(), 0));
    std::size_t right = 0;
    for (const auto& judged : cases) {
        ++result.confusion[numbers.at(judged.actual)][numbers.at(judged.predicted)];
        if (judged.actual == judged.predicted) ++right;
    }
    result.accuracy = ratio(right, cases.size());
    std::size_t occurring = 0;
    for (const auto& [label, number] : numbers) {
        result.labels.push_back(score(label, number, result.confusion));
        if (result.labels.back().cases == 0) continue;
        result.macro_f1 += result.labels.back().f1;
        ++occurring;
    }
    if (occurring > 0) result.macro_f1 /= static_cast<double>(occurring);
    return result;
}

}  // namespace kireise::engines
