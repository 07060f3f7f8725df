#include "lab/rating.h"

#include <algorithm>
#include <array>

namespace kireise::lab {
namespace {

std::uint32_t draw(const Random& random) {
    std::array<std::uint32_t, 1> out{};
    random(std::as_writable_bytes(std::span(out)));
    return out[0];
}

bool has_answer(const LabRun& run, const std::string& id) {
    const auto found = std::ranges::find(run.cases, id, &CaseResult::id);
    return found != run.cases.end() && found->problem.empty();
}

}  // namespace

std::vector<Ballot> draw_ballots(const LabRun& first, const LabRun& second, const Random& random) {
    std::vector<Ballot> out;
    for (const auto& result : first.cases) {
        if (result.problem.empty() && has_answer(second, result.id)) out.push_back({result.id, 0, draw(random) % 2 == 0});
    }
    for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[draw(random) % i]);  // Fisher and Yates
    for (std::size_t i = 0; i < out.size(); ++i) out[i].place = static_cast<int>(i);
    return out;
}

double RatingResult::share_of_second() const { return decided() == 0 ? 0 : static_cast<double>(second) / static_cast<double>(decided()); }

Interval RatingResult::interval() const { return wilson(second, decided()); }

Json to_json(const RatingResult& result) {
    return {{"raters", result.raters}, {"cases", result.cases}, {"first", result.first}, {"second", result.second}, {"ties", result.ties}};
}

Result<RatingResult> rating_result_from_json(const Json& json) {
    try {
        return RatingResult{json.at("raters").get<std::size_t>(), json.at("cases").get<std::size_t>(), json.at("first").get<std::size_t>(),
                            json.at("second").get<std::size_t>(), json.at("ties").get<std::size_t>()};
    } catch (const Json::exception& problem) {
        return fail(ErrorKind::invalid, std::string("The result of a rating cannot be read: ") + problem.what() + ".");
    }
}

}  // namespace kireise::lab
