#include "learning/path.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace kireise::learning {
namespace {

using blueprint::Course;
using blueprint::Level;

Level level_in(const Course& course, std::string_view competence) {
    const auto found = course.competences.find(competence);
    return found == course.competences.end() ? 0 : found->second;
}

using Numbers = std::set<std::size_t>;  // of courses

struct Goal {
    std::string competence;
    Level level = 0;                   // the highest that is reachable, at most the target
    std::vector<std::size_t> courses;  // that reach it, cheapest first
};

struct Problem {
    const std::vector<Course>& courses;
    std::vector<Numbers> bundles;  // per course: itself and all prerequisites that are not completed
    std::vector<Goal> goals;
};

Numbers bundle_of(const std::vector<Course>& courses, std::size_t course, const CourseIds& completed) {
    Numbers bundle;
    std::vector<std::size_t> open{course};
    while (!open.empty()) {
        const auto next = open.back();
        open.pop_back();
        if (!bundle.insert(next).second) continue;
        for (const auto& id : courses[next].prerequisites) {
            const auto found = std::ranges::find(courses, id, &Course::id);
            if (found != courses.end() && !completed.contains(id)) open.push_back(static_cast<std::size_t>(found - courses.begin()));
        }
    }
    return bundle;
}

int minutes_of(const Problem& problem, const Numbers& numbers, const Numbers& except = {}) {
    int sum = 0;
    for (const auto number : numbers) sum += except.contains(number) ? 0 : problem.courses[number].minutes;
    return sum;
}

Problem make_problem(const std::vector<Course>& courses, const std::vector<Gap>& gaps, const CourseIds& completed) {
    Problem problem{courses, {}, {}};
    for (std::size_t i = 0; i < courses.size(); ++i) problem.bundles.push_back(bundle_of(courses, i, completed));
    for (const auto& gap : gaps) {
        const auto useful = [&](const Course& course) {
            return completed.contains(course.id) ? 0 : std::min(gap.target, level_in(course, gap.competence));
        };
        Goal goal{gap.competence, gap.level, {}};
        for (const auto& course : courses) goal.level = std::max(goal.level, useful(course));
        if (goal.level == gap.level) continue;
        for (std::size_t i = 0; i < courses.size(); ++i) {
            if (useful(courses[i]) == goal.level) goal.courses.push_back(i);
        }
        std::ranges::stable_sort(goal.courses, {}, [&](std::size_t i) { return minutes_of(problem, problem.bundles[i]); });
        problem.goals.push_back(std::move(goal));
    }
    return problem;
}

// Branch and bound. Every solution contains, for any goal that is still open, one of the courses that reach it: so it is enough to
// branch over those, and to rule each one out for the branches that follow.
class Search {
   public:
    Search(const Problem& problem, int limit) : problem_(problem), nodes_left_(limit) {}

    void run() { visit({}, 0, {}); }
    [[nodiscard]] const Numbers& best() const { return best_; }
    [[nodiscard]] bool complete() const { return nodes_left_ > 0; }

   private:
    struct Way {
        std::size_t course;
        int minutes;  // that it adds
    };

    [[nodiscard]] bool reached(const Goal& goal, const Numbers& chosen) const {
        return std::ranges::any_of(goal.courses, [&](std::size_t course) { return chosen.contains(course); });
    }

    [[nodiscard]] std::vector<Way> ways(const Goal& goal, const Numbers& chosen, const Numbers& ruled_out) const {
        std::vector<Way> out;
        for (const auto course : goal.courses) {
            const auto& bundle = problem_.bundles[course];
            const bool possible = std::ranges::none_of(bundle, [&](std::size_t one) { return ruled_out.contains(one); });
            if (possible) out.push_back({course, minutes_of(problem_, bundle, chosen)});
        }
        std::ranges::stable_sort(out, {}, &Way::minutes);
        return out;
    }

    [[nodiscard]] bool better(int minutes, std::size_t size) const {
        return minutes < best_minutes_ || (minutes == best_minutes_ && size < best_.size());
    }

    void visit(const Numbers& chosen, int minutes, Numbers ruled_out) {
        if (nodes_left_ <= 0) return;
        --nodes_left_;
        std::optional<std::vector<Way>> narrowest;
        int bound = 0;
        for (const auto& goal : problem_.goals) {
            if (reached(goal, chosen)) continue;
            auto found = ways(goal, chosen, ruled_out);
            if (found.empty()) return;
            bound = std::max(bound, found.front().minutes);
            if (!narrowest || found.size() < narrowest->size()) narrowest = std::move(found);
        }
        if (!better(minutes + bound, chosen.size() + (narrowest ? 1 : 0))) return;
        if (!narrowest) {
            best_ = chosen;
            best_minutes_ = minutes;
            return;
        }
        for (const auto& way : *narrowest) {
            auto next = chosen;
            next.insert(problem_.bundles[way.course].begin(), problem_.bundles[way.course].end());
            visit(next, minutes + way.minutes, ruled_out);
            ruled_out.insert(way.course);
        }
    }

    const Problem& problem_;
    int nodes_left_;
    Numbers best_;
    int best_minutes_ = std::numeric_limits<int>::max();
};

// Prerequisites first; among those that could come next, the lower level and then the earlier course.
std::vector<std::size_t> in_order(const Problem& problem, Numbers open) {
    std::vector<std::size_t> out;
    while (!open.empty()) {
        auto next = open.end();
        for (auto it = open.begin(); it != open.end(); ++it) {
            const auto& bundle = problem.bundles[*it];
            const bool ready = std::ranges::none_of(bundle, [&](std::size_t one) { return one != *it && open.contains(one); });
            if (ready && (next == open.end() || problem.courses[*it].level < problem.courses[*next].level)) next = it;
        }
        if (next == open.end()) next = open.begin();  // only when prerequisites form a circle
        out.push_back(*next);
        open.erase(next);
    }
    return out;
}

Step make_step(const Course& course, std::vector<Gap>& open) {
    Step step{&course, {}, {}};
    for (auto& gap : open) {
        const auto to = std::min(gap.target, level_in(course, gap.competence));
        if (to <= gap.level) continue;
        step.closes.push_back({gap.competence, gap.level, to});
        gap.level = to;
    }
    return step;
}

}  // namespace

std::vector<Gap> gaps(const blueprint::Content& content, const blueprint::Profile& profile, const blueprint::Levels& levels) {
    std::vector<Gap> out;
    for (const auto& competence : content.all<blueprint::Competence>()) {
        const auto level = levels.find(competence.id);
        const auto target = profile.targets.find(competence.id);
        if (level == levels.end() || target == profile.targets.end() || level->second >= target->second) continue;
        out.push_back({competence.id, level->second, target->second});
    }
    return out;
}

blueprint::Levels raised(blueprint::Levels levels, const std::vector<Course>& courses, const CourseIds& completed) {
    for (const auto& course : courses) {
        if (!completed.contains(course.id)) continue;
        for (auto& [competence, level] : levels) level = std::max(level, level_in(course, competence));
    }
    return levels;
}

Path shortest_path(const std::vector<Course>& courses, const std::vector<Gap>& gaps, const CourseIds& completed, int limit) {
    const auto problem = make_problem(courses, gaps, completed);
    Search search(problem, limit);
    search.run();
    Path path{.steps = {}, .minutes = minutes_of(problem, search.best()), .remaining = gaps, .shortest = search.complete()};
    for (const auto number : in_order(problem, search.best())) path.steps.push_back(make_step(courses[number], path.remaining));
    for (auto& step : path.steps) {
        for (const auto& later : path.steps) {
            if (std::ranges::find(later.course->prerequisites, step.course->id) != later.course->prerequisites.end()) {
                step.needed_for.push_back(later.course->id);
            }
        }
    }
    std::erase_if(path.remaining, [](const Gap& gap) { return gap.level >= gap.target; });
    return path;
}

}  // namespace kireise::learning
