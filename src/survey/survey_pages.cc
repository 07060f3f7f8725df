#include "survey/survey_pages.h"

#include "survey/check_pages.h"
#include "survey/start_pages.h"
#include "survey/wave_pages.h"

namespace kireise::survey {

std::vector<people::Route> survey_routes() {
    auto routes = start_routes();
    for (const auto& more : {check_routes(), wave_routes()}) routes.insert(routes.end(), more.begin(), more.end());
    return routes;
}

}  // namespace kireise::survey
