#include "lab/rule_run.h"

#include <fmt/core.h>

#include <algorithm>

#include "lab/labelled_run.h"
#include "lab/letters.h"

namespace kireise::lab {
namespace {

// Folded; " word word", so that a word begins where " " and its first letters stand.
std::u32string words_of(std::string_view text) {
    std::u32string out;
    bool in_word = false;
    for (const auto c : code_points(folded(text))) {
        const bool part = is_letter(c) || is_digit(c);
        if (part && !in_word) out += U' ';
        if (part) out += c;
        in_word = part;
    }
    return out;
}

long hits(const std::u32string& text, const std::vector<std::string>& words) {
    return std::ranges::count_if(words, [&](const std::string& word) {
        const auto wanted = words_of(word);
        return !wanted.empty() && text.find(wanted) != std::u32string::npos;
    });
}

}  // namespace

std::string label_by_rules(const blueprint::UseCase& usecase, std::string_view text) {
    const auto words = words_of(text);
    std::string best;
    long most = 0;
    for (const auto& label : usecase.labels) {
        const auto rule = usecase.rules.find(label.id);
        const auto found = rule == usecase.rules.end() ? 0 : hits(words, rule->second);
        if (found <= most) continue;
        best = label.id;
        most = found;
    }
    return best;
}

Result<LabRun> run_rules(const blueprint::Snapshot& content, const blueprint::UseCase& usecase, const RunHead& head) {
    if (usecase.rules.empty())
        return fail(ErrorKind::not_found, fmt::format("{} has no rules; add `rules` (label: [words]) to usecase.yaml.", usecase.id));
    const auto* mails = content.mails_of(usecase.id);
    const auto* gold = content.gold_of(usecase.id);
    if (mails == nullptr)
        return fail(ErrorKind::not_found, fmt::format("{} has no labelled mails; add train.csv and test.csv.", usecase.id));
    if (gold == nullptr) return fail(ErrorKind::not_found, fmt::format("{} has no gold cases; add gold.yaml.", usecase.id));
    auto run = begin_run(usecase, head, {.kind = EngineKind::rule, .name = "keywords"});
    finish_labelled(run, usecase, *mails, *gold, {}, [&](std::string_view text) { return label_by_rules(usecase, text); });
    return run;
}

}  // namespace kireise::lab
