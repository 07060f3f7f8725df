#include "blueprint/checks.h"

namespace kireise::blueprint {
namespace {

void check_experts(const ModelClass& model, Report& report) {
    const auto& shape = model.shape;
    if (shape.experts == 0 && shape.experts_used > 0)
        report.at(model.id, "/shape/experts_used", "A dense model uses no experts; write 0, or say how many experts there are.");
    if (shape.experts > 0 && (shape.experts_used < 1 || shape.experts_used > shape.experts))
        report.at(model.id, "/shape/experts_used", fmt::format("Each token uses between 1 and {} experts.", shape.experts));
}

void check_window(const ModelClass& model, Report& report) {
    const auto& shape = model.shape;
    if ((shape.sliding_window > 0) != (shape.window_period > 0))
        report.at(model.id, "/shape/window_period", "sliding_window and window_period stand together: both above 0, or none.");
}

}  // namespace

void check_models(const Content& content, Report& report) {
    for (const auto& model : content.all<ModelClass>()) {
        check_experts(model, report);
        check_window(model, report);
    }
}

}  // namespace kireise::blueprint
