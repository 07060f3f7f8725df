#include "policy/policy_pages.h"

#include "policy/adoption_pages.h"
#include "policy/guideline_pages.h"
#include "policy/questionnaire_pages.h"

namespace kireise::policy {

std::vector<people::Route> policy_routes() {
    std::vector<people::Route> routes;
    for (const auto& part : {guideline_routes(), questionnaire_routes(), adoption_routes()})
        routes.insert(routes.end(), part.begin(), part.end());
    return routes;
}

}  // namespace kireise::policy
