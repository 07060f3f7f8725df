#pragma once
// Does a use case run on our own PC? Two legs: is it fast enough there, and is the quality good enough? Pure.
// "local" is never said without both: a speed that was measured or predicted and kept, and a quality that was measured with a real model
// and reached. "local with limits" keeps the speed in usual cases but not in long ones.

#include <optional>
#include <string>
#include <vector>

#include "blueprint/usecase_types.h"
#include "lab/lab_run.h"
#include "placement/limits.h"
#include "placement/speed.h"

namespace kireise::placement {

enum class Source { none, predicted, measured };

constexpr blueprint::EnumIds<Source, 3> enum_ids(Source) {
    return {{{Source::none, "none"}, {Source::predicted, "predicted"}, {Source::measured, "measured"}}};
}

struct SpeedLeg {
    Source source = Source::none;
    RequestTime p50;  // seconds; a usual case
    RequestTime p90;  // seconds; nine of ten cases are not longer. This one decides
    blueprint::Speed limit;
    MemoryNeed memory;                   // of the model; nothing for a classifier
    std::uint64_t available_memory = 0;  // bytes that were free when the PC was measured
    std::string model;                   // model class; "" for a classifier
    std::string report;                  // id of the measurement of a PC; "" for a classifier, whose time comes from its practical test
    bool model_unknown = false;          // the tested model belongs to no class, so its speed here cannot be told
    bool doubtful = false;               // other programs disturbed the measurement, its repetitions differ widely, or it ran on battery
    Limits limits;                       // what the PC can do of it; nothing for a classifier

    [[nodiscard]] bool fits() const { return placement::fits(memory, available_memory); }
    [[nodiscard]] bool first_token_in_time() const { return p90.first_token.value * 1000 <= limit.first_token_ms; }
    [[nodiscard]] bool total_in_time() const { return p90.total.value * 1000 <= limit.total_ms; }
    [[nodiscard]] bool known() const { return source != Source::none; }
    [[nodiscard]] bool good() const { return known() && fits() && first_token_in_time() && total_in_time(); }
    [[nodiscard]] bool usual_good() const { return known() && fits() && in_time(p50, limit); }
    [[nodiscard]] bool limited() const { return usual_good() && !good(); }
    // Both outcomes lie inside the range of what may be: measuring again may turn the verdict.
    [[nodiscard]] bool close() const;
};

struct QualityLeg {
    Source source = Source::none;  // measured or none
    bool synthetic = false;        // measured, but with a model of random weights: says nothing
    blueprint::Metric metric = blueprint::Metric::accuracy;
    double value = 0;  // 0..1
    lab::Interval interval;
    double bar = 0;  // 0..1
    std::size_t samples = 0;
    std::string engine;  // name
    std::string run;     // id of the practical test

    [[nodiscard]] bool known() const { return source == Source::measured && !synthetic && samples > 0; }
    [[nodiscard]] bool good() const { return known() && value >= bar; }
};

enum class Place { local, local_with_limits, not_local, not_tested };

constexpr blueprint::EnumIds<Place, 4> enum_ids(Place) {
    return {{{Place::local, "local"},
             {Place::local_with_limits, "local-with-limits"},
             {Place::not_local, "not-local"},
             {Place::not_tested, "not-tested"}}};
}

[[nodiscard]] constexpr bool runs(Place place) { return place == Place::local || place == Place::local_with_limits; }

enum class Reason {
    both_good,
    limits,
    no_memory,
    slow_start,
    slow_end,
    close,
    quality_low,
    no_speed,
    model_unknown,
    no_quality,
    no_cases,
    synthetic,
    no_method,
};

constexpr blueprint::EnumIds<Reason, 13> enum_ids(Reason) {
    return {{{Reason::both_good, "both-good"},
             {Reason::limits, "limits"},
             {Reason::no_memory, "no-memory"},
             {Reason::slow_start, "slow-start"},
             {Reason::slow_end, "slow-end"},
             {Reason::close, "close"},
             {Reason::quality_low, "quality-low"},
             {Reason::no_speed, "no-speed"},
             {Reason::model_unknown, "model-unknown"},
             {Reason::no_quality, "no-quality"},
             {Reason::no_cases, "no-cases"},
             {Reason::synthetic, "synthetic"},
             {Reason::no_method, "no-method"}}};
}

// settle_gates: knock-out questions are open. bigger: measure a stronger PC. measure_again: the measurement is doubtful.
enum class NextStep { pilot, settle_gates, bigger, improve, measure_pc, measure_again, test, set_up_model, write_cases, wait };

constexpr blueprint::EnumIds<NextStep, 10> enum_ids(NextStep) {
    return {{{NextStep::pilot, "pilot"},
             {NextStep::settle_gates, "settle-gates"},
             {NextStep::bigger, "bigger"},
             {NextStep::improve, "improve"},
             {NextStep::measure_pc, "measure-pc"},
             {NextStep::measure_again, "measure-again"},
             {NextStep::test, "test"},
             {NextStep::set_up_model, "set-up-model"},
             {NextStep::write_cases, "write-cases"},
             {NextStep::wait, "wait"}}};
}

struct Verdict {
    std::string usecase;
    SpeedLeg speed;
    QualityLeg quality;
    Place place = Place::not_tested;
    std::vector<Reason> reasons;  // the most important first; never empty
    NextStep next = NextStep::test;
    std::vector<std::string> open_gates;  // ids of the knock-out questions without answer: "local" is then no leave to use it

    // Both legs are known, whatever they say: this is a decision with figures.
    [[nodiscard]] bool decided() const { return speed.known() && quality.known(); }
};

// What a practical test needs: a method for this kind of use case (classifier, language model), gold cases, and for a language model an
// engine with a real one, which somebody has to set up outside of the portal.
enum class Testable { no_method, no_cases, needs_model, ready };

// Place, reasons and next step. Open gates change the next step, never the place.
[[nodiscard]] Verdict judge(std::string usecase, SpeedLeg speed, QualityLeg quality, Testable testable = Testable::ready,
                            std::vector<std::string> open_gates = {});

// Not known without a complete run; measured, but worth nothing, with a synthetic one. The bar is the run's own, else the use case's.
[[nodiscard]] QualityLeg quality_leg(const blueprint::UseCase& usecase, const std::optional<lab::RunSummary>& run);

// The times of a classifier's practical test, on the machine that ran it; not known without one.
[[nodiscard]] SpeedLeg classifier_leg(const blueprint::UseCase& usecase, const std::optional<lab::RunSummary>& run);

struct MeasuredPc {
    std::string id;
    ProbeReport report;
};

// A language model of the class on the PC, in the quantisation in which it was measured there; else in one that the report used if the
// class has it, else in the class's first.
// Not known without a PC, a class, or a workload, and for classes that cannot be predicted.
[[nodiscard]] SpeedLeg model_leg(const blueprint::UseCase& usecase, const blueprint::Workload* workload, const blueprint::ModelClass* model,
                                 const std::optional<MeasuredPc>& pc);

}  // namespace kireise::placement
