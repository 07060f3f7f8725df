#include "journey/journey_pages.h"

#include "journey/dashboard_pages.h"
#include "journey/document_pages.h"
#include "journey/funding_pages.h"
#include "journey/hand_on_pages.h"
#include "journey/plan_form.h"

namespace kireise::journey {

std::vector<people::Route> journey_routes() {
    std::vector<people::Route> routes;
    // The form before /plan/{slug}.
    for (auto part : {dashboard_routes(), plan_form_routes(), document_routes(), hand_on_routes(), funding_routes()}) {
        routes.insert(routes.end(), part.begin(), part.end());
    }
    return routes;
}

}  // namespace kireise::journey
