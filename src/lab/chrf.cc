#include "lab/chrf.h"

#include <algorithm>
#include <map>
#include <string>

#include "lab/letters.h"

namespace kireise::lab {
namespace {

constexpr std::size_t longest_ngram = 6;
constexpr double beta_squared = 4;

std::u32string without_white_space(std::string_view utf8) {
    auto points = code_points(utf8);
    std::erase_if(points, is_white_space);
    return points;
}

using Ngrams = std::map<std::u32string_view, int>;

Ngrams ngrams(const std::u32string& text, std::size_t n) {
    Ngrams out;
    for (std::size_t i = 0; i + n <= text.size(); ++i) ++out[std::u32string_view(text).substr(i, n)];
    return out;
}

int shared(const Ngrams& one, const Ngrams& other) {
    int sum = 0;
    for (const auto& [ngram, count] : one) {
        if (const auto found = other.find(ngram); found != other.end()) sum += std::min(count, found->second);
    }
    return sum;
}

}  // namespace

double chrf(std::string_view answer, std::string_view reference) {
    const auto own = without_white_space(answer);
    const auto wanted = without_white_space(reference);
    const auto orders = std::min({longest_ngram, own.size(), wanted.size()});
    double precision = 0;
    double recall = 0;
    for (std::size_t n = 1; n <= orders; ++n) {
        const auto common = shared(ngrams(own, n), ngrams(wanted, n));
        precision += static_cast<double>(common) / static_cast<double>(own.size() - n + 1);
        recall += static_cast<double>(common) / static_cast<double>(wanted.size() - n + 1);
    }
    if (precision == 0) return 0;
    precision /= static_cast<double>(orders);
    recall /= static_cast<double>(orders);
    return (1 + beta_squared) * precision * recall / (beta_squared * precision + recall);
}

}  // namespace kireise::lab
