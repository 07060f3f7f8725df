#include "blueprint/check.h"

#include "blueprint/checked_content.h"
#include "blueprint/checks.h"
#include "blueprint/content_loading.h"

namespace kireise::blueprint {

CheckedContent load_and_check(const Tree& tree) {
    CheckedContent out;
    Report report;
    if (const auto limits = check_limits(tree); !limits) {
        out.findings.push_back({".", 1, "", limits.error().message});
        return out;
    }
    out.content = load_content(tree, report);
    check_framework(out.content, report);
    check_questions(out.content, report);
    check_courses(out.content, report);
    check_guideline(out.content, report);
    check_method(out.content, report);
    check_usecases(out.content, report);
    check_models(out.content, report);
    check_law(out.content, report);
    check_journey(out.content, report);
    out.findings = report.take();
    return out;
}

std::vector<Finding> check(const Tree& tree) { return load_and_check(tree).findings; }

}  // namespace kireise::blueprint
