#include "placement/verdict.h"

#include <algorithm>

namespace kireise::placement {
namespace {

Estimate exactly(double milliseconds) {
    const double seconds = milliseconds / 1000;
    return {seconds, seconds, seconds};
}

bool may_keep(const Estimate& seconds, int limit_ms) { return seconds.low * 1000 <= limit_ms; }
bool may_miss(const Estimate& seconds, int limit_ms) { return seconds.high * 1000 > limit_ms; }

// The one that this class was measured in; else one that anything was measured in, if the class has it; else the class's first.
engines::Quantisation quantisation_for(const blueprint::ModelClass& model, const ProbeReport& report) {
    const auto& measured = report.measurements;
    const auto same = std::ranges::find(measured, model.id, [](const Measurement& one) { return one.model.id; });
    if (same != measured.end()) return same->model.quantisation;
    const auto any = measured.front().model.quantisation;
    if (std::ranges::find(model.quantisations, engines::to_string(any)) != model.quantisations.end()) return any;
    for (const auto& name : model.quantisations) {
        if (const auto known = engines::parse_quantisation(name)) return *known;
    }
    return any;
}

// The time of a language model comes from the measurement of a PC, that of a classifier from its test.
bool needs_a_pc(const SpeedLeg& speed) { return !speed.model.empty(); }

Reason without_quality(const QualityLeg& quality, Testable testable) {
    if (quality.synthetic) return Reason::synthetic;
    return testable == Testable::no_cases ? Reason::no_cases : Reason::no_quality;
}

std::vector<Reason> reasons_of(const SpeedLeg& speed, const QualityLeg& quality, Testable testable) {
    std::vector<Reason> out;
    if (speed.known() && !speed.fits()) out.push_back(Reason::no_memory);
    if (speed.limited() && quality.good()) out.push_back(Reason::limits);
    if (!speed.limited() && speed.known() && !speed.first_token_in_time()) out.push_back(Reason::slow_start);
    if (!speed.limited() && speed.known() && !speed.total_in_time()) out.push_back(Reason::slow_end);
    if (quality.known() && !quality.good()) out.push_back(Reason::quality_low);
    // A classifier gets its speed from the same test as its quality, so that comes first.
    if (!speed.known() && speed.model_unknown) out.push_back(Reason::model_unknown);
    if (!speed.known() && needs_a_pc(speed)) out.push_back(Reason::no_speed);
    if (!quality.known()) out.push_back(without_quality(quality, testable));
    if (!speed.known() && !speed.model_unknown && !needs_a_pc(speed)) out.push_back(Reason::no_speed);
    if (speed.limited() && !quality.good()) out.push_back(Reason::limits);
    if (out.empty()) out.push_back(Reason::both_good);
    if (speed.close()) out.push_back(Reason::close);
    return out;
}

Place place_of(const SpeedLeg& speed, const QualityLeg& quality) {
    if (speed.good() && quality.good()) return Place::local;
    if (speed.limited() && quality.good()) return Place::local_with_limits;
    const bool failed = (speed.known() && !speed.usual_good()) || (quality.known() && !quality.good());
    return failed ? Place::not_local : Place::not_tested;
}

NextStep next_of(const Verdict& verdict, Testable testable) {
    const auto& speed = verdict.speed;
    const auto& quality = verdict.quality;
    if (runs(verdict.place)) return verdict.open_gates.empty() ? NextStep::pilot : NextStep::settle_gates;
    if (quality.known() && !quality.good()) return NextStep::improve;
    if (speed.known() && !speed.usual_good()) return speed.doubtful ? NextStep::measure_again : NextStep::bigger;
    if (!speed.known() && needs_a_pc(speed)) return NextStep::measure_pc;
    if (testable == Testable::no_cases) return NextStep::write_cases;
    return testable == Testable::needs_model ? NextStep::set_up_model : NextStep::test;
}

}  // namespace

bool SpeedLeg::close() const {
    const bool may_be_good = may_keep(p90.first_token, limit.first_token_ms) && may_keep(p90.total, limit.total_ms);
    const bool may_be_bad = may_miss(p90.first_token, limit.first_token_ms) || may_miss(p90.total, limit.total_ms);
    return known() && fits() && may_be_good && may_be_bad;
}

Verdict judge(std::string usecase, SpeedLeg speed, QualityLeg quality, Testable testable, std::vector<std::string> open_gates) {
    Verdict out{.usecase = std::move(usecase), .speed = std::move(speed), .quality = std::move(quality)};
    out.open_gates = std::move(open_gates);
    if (testable == Testable::no_method) {
        out.reasons = {Reason::no_method};
        out.next = NextStep::wait;
        return out;
    }
    out.place = place_of(out.speed, out.quality);
    out.reasons = reasons_of(out.speed, out.quality, testable);
    out.next = next_of(out, testable);
    return out;
}

QualityLeg quality_leg(const blueprint::UseCase& usecase, const std::optional<lab::RunSummary>& run) {
    QualityLeg leg{.metric = usecase.bar.metric, .bar = usecase.bar.minimum};
    if (!run || !run->complete()) return leg;
    leg.source = Source::measured;
    leg.synthetic = !run->engine.real();
    leg.metric = run->metric;
    leg.value = run->value;
    leg.interval = run->interval;
    leg.bar = run->bar;
    leg.samples = run->samples;
    leg.engine = run->engine.name;
    leg.run = run->id;
    return leg;
}

SpeedLeg classifier_leg(const blueprint::UseCase& usecase, const std::optional<lab::RunSummary>& run) {
    SpeedLeg leg{.limit = usecase.speed};
    if (!run || !run->complete() || run->engine.kind == lab::EngineKind::chat) return leg;
    leg.source = Source::measured;
    leg.p50 = {exactly(run->first_token.p50), exactly(run->total.p50)};
    leg.p90 = {exactly(run->first_token.p90), exactly(run->total.p90)};
    return leg;
}

SpeedLeg model_leg(const blueprint::UseCase& usecase, const blueprint::Workload* workload, const blueprint::ModelClass* model,
                   const std::optional<MeasuredPc>& pc) {
    SpeedLeg leg{.limit = usecase.speed};
    if (model == nullptr || workload == nullptr) return leg;
    leg.model = model->id;
    if (!pc) return leg;
    const auto quantisation = quantisation_for(*model, pc->report);
    const auto speed = model_speed(pc->report, *model, quantisation);
    if (!speed) return leg;
    const auto time = workload_time(*speed, *workload);
    const auto& measured = pc->report.nearest(probed_model(model->id, model->shape, quantisation));
    leg.source = speed->basis == SpeedBasis::measured ? Source::measured : Source::predicted;
    leg.p50 = time.p50;
    leg.p90 = time.p90;
    leg.memory = memory_need(model->shape, quantisation,
                             {.context_tokens = workload->tokens_in.max + workload->tokens_out.max, .packing = measured.memory.packing});
    leg.available_memory = pc->report.hardware.available_bytes;
    leg.report = pc->id;
    leg.limits = limits_of(*speed, *workload, usecase.speed);
    leg.limits.memory_gib = least_memory(leg.memory.total() + process_bytes, pc->report.hardware);
    leg.doubtful = measured.is_doubtful();
    return leg;
}

}  // namespace kireise::placement
