#include "learning/learning_pages.h"

#include "learning/course_pages.h"
#include "learning/overview_pages.h"
#include "learning/pass_pages.h"
#include "learning/quiz_pages.h"

namespace kireise::learning {

std::vector<people::Route> learning_routes() {
    auto routes = overview_routes();
    for (const auto& more : {quiz_routes(), course_routes(), pass_routes()}) routes.insert(routes.end(), more.begin(), more.end());
    return routes;
}

}  // namespace kireise::learning
