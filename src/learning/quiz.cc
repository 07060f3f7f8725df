#include "learning/quiz.h"

namespace kireise::learning {

Grade grade(const blueprint::Quiz& quiz, const Chosen& chosen) {
    Grade out;
    for (const auto& question : quiz.questions) {
        const auto found = chosen.find(question.id);
        Marked marked{&question, found == chosen.end() ? survey::Choice{} : found->second};
        marked.right = survey::is_right(question, marked.choice);
        if (marked.right) ++out.right;
        out.questions.push_back(std::move(marked));
    }
    const auto count = static_cast<int>(quiz.questions.size());
    if (count == 0) return out;
    out.percent = 100 * out.right / count;
    out.passed = 100 * out.right >= quiz.pass_percent * count;
    return out;
}

}  // namespace kireise::learning
