#include "blueprint/report.h"

#include <algorithm>
#include <charconv>

namespace kireise::blueprint {

void Report::add(Finding finding) {
    if (findings_.size() < max_findings) findings_.push_back(std::move(finding));
}

void Report::add_error(std::string_view file, const Error& error) {
    constexpr std::string_view prefix = "line ";
    std::string_view text = error.message;
    int line = 1;
    if (text.starts_with(prefix)) {
        const auto* end = text.data() + text.size();
        const auto number = std::from_chars(text.data() + prefix.size(), end, line);
        if (number.ec == std::errc{}) text.remove_prefix(static_cast<std::size_t>(number.ptr - text.data()));
        if (text.starts_with(": ")) text.remove_prefix(2);
    }
    add({std::string(file), line, "", std::string(text)});
}

void Report::at(std::string_view id, std::string_view pointer, std::string expectation) {
    const auto* found = document(id);
    if (found == nullptr) return add({std::string(id), 1, std::string(pointer), std::move(expectation)});
    add({found->path, found->yaml.line(pointer), std::string(pointer), std::move(expectation)});
}

void Report::at_line(std::string_view id, int line, std::string expectation) {
    const auto* found = document(id);
    add({found == nullptr ? std::string(id) : found->path, line, "", std::move(expectation)});
}

void Report::keep(std::string id, Document document) { documents_.emplace(std::move(id), std::move(document)); }

const Document* Report::document(std::string_view id) const {
    const auto found = documents_.find(id);
    return found == documents_.end() ? nullptr : &found->second;
}

bool Report::any_broken(Kind kind) const {
    const auto prefix = std::string(to_id(kind)) + "/";
    const auto found = broken_.lower_bound(prefix);
    return found != broken_.end() && found->starts_with(prefix);
}

std::vector<Finding> Report::take() {
    std::ranges::sort(findings_);
    const auto doubles = std::ranges::unique(findings_);
    findings_.erase(doubles.begin(), doubles.end());
    return std::move(findings_);
}

}  // namespace kireise::blueprint
