#pragma once
// For tests only: the smallest sound Blaupause. Its schemas accept every map, so that each test sees just the check it is about.

#include <fmt/core.h>

#include <string>

#include "base/text.h"
#include "blueprint/place.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

inline Tree small_tree() {
    Tree tree;
    for (const auto& [kind, id] : enum_ids(Kind{})) tree[fmt::format("schemas/{}.schema.json", id)] = R"({"type": "object"})";
    tree["blueprint.yaml"] = "id: blueprint/small\nlang: de\nname: Klein\nversion: 1.0.0\ndate: 2026-01-02\nlicence: CC-BY-4.0\n";
    tree["framework/vocabulary.yaml"] = R"(id: vocabulary/core
lang: de
title: Begriffe
data_classes:
  - {id: public, title: A, description: B, example: C}
  - {id: internal, title: A, description: B, example: C}
  - {id: personal, title: A, description: B, example: C}
  - {id: special-category, title: A, description: B, example: C, law: [law/gdpr]}
  - {id: social, title: A, description: B, example: C}
  - {id: tax, title: A, description: B, example: C}
  - {id: personnel, title: A, description: B, example: C}
  - {id: professional-secret, title: A, description: B, example: C}
  - {id: vs-nfd, title: A, description: B, example: C}
engine_locations:
  - {id: workstation, title: A, description: B}
  - {id: own-server, title: A, description: B}
  - {id: private-cloud, title: A, description: B}
  - {id: public-cloud, title: A, description: B}
levels:
  - {level: 0, title: A, description: B}
  - {level: 1, title: A, description: B}
  - {level: 2, title: A, description: B}
  - {level: 3, title: A, description: B}
  - {level: 4, title: A, description: B}
scale:
  - {value: 0, title: A}
  - {value: 1, title: A}
  - {value: 2, title: A}
  - {value: 3, title: A}
  - {value: 4, title: A}
)";
    tree["framework/areas/use.yaml"] = R"(id: area/use
lang: de
title: Nutzen
order: 1
summary: S
competences:
  - {id: competence/prompt, title: A, summary: B, levels: [a, b, c, d], mappings: []}
)";
    tree["framework/profiles/clerk.yaml"] =
        "id: profile/clerk\nlang: de\ntitle: T\norder: 1\nsummary: S\ntargets:\n  competence/prompt: 2\n";
    tree["survey/items/one.yaml"] = R"(id: item/one
lang: de
kind: single
competence: competence/prompt
level: 1
stem: S
options:
  - {id: a, text: A, correct: true, feedback: F}
  - {id: b, text: B, correct: false, feedback: F}
explanation: E
law: [law/gdpr]
review: 2027-01-01
)";
    tree["survey/forms/check.yaml"] = "id: form/check\nlang: de\ntitle: T\nsummary: S\nminutes: 1\nitems: [item/one]\n";
    tree["courses/start/course.yaml"] = R"(id: course/start
lang: de
title: T
summary: S
minutes: 15
level: 1
audience: [profile/clerk]
competences: {competence/prompt: 1}
prerequisites: []
sections:
  - {file: 01-text.md, title: T, minutes: 10}
quiz:
  pass_percent: 80
  minutes: 5
  questions:
    - id: q1
      kind: multiple
      stem: S
      options:
        - {id: a, text: A, correct: true, feedback: F}
        - {id: b, text: B, correct: true, feedback: F}
        - {id: c, text: C, correct: false, feedback: F}
      explanation: E
review: 2027-01-01
owner: coordination
)";
    tree["courses/start/01-text.md"] = "Text\n\n::: exercise T\nAufgabe\n::: solution\nLösung\n:::\n";
    tree["paths/basic.yaml"] =
        "id: pass/basic\nlang: de\ntitle: T\nsummary: S\nlevel: 1\nvalid_months: 24\ncourses: [course/start]\nacknowledge_guideline: "
        "true\n";
    tree["guideline/guideline.yaml"] = R"(id: guideline/muster
lang: de
version: 1.0.0
title: T
preamble: In {{town}} gilt {{cloud}}.
questions:
  - {id: cloud, kind: choice, title: T, help: H, options: [{id: none, title: A}, {id: some, title: B}], default: none}
  - {id: contact, kind: text, title: T, help: H, max_length: 10, default: Amt}
  - {id: months, kind: number, title: T, help: H, min: 6, max: 24, default: 12}
sections:
  - {id: section/all, title: T, clauses: [clause/cloud, clause/plain]}
)";
    tree["guideline/clauses/cloud.md"] = R"(---
id: clause/cloud
lang: de
title: T
short: S
variants:
  - {id: no-cloud, title: A, when: {cloud: none}, short: Kurz}
  - {id: standard, title: B}
law: [law/gdpr]
rationale: R
concerns: [staff]
rules:
  - {effect: refuse, data: [social], engine: [public-cloud], variants: [no-cloud]}
  - {effect: allow, conditions: [human-check, label]}
---
Gemeinsam in {{town}}.

::: variant no-cloud
Ohne.
:::
::: variant standard
Mit {{months}}.
:::

Danach.
)";
    tree["guideline/clauses/plain.md"] =
        "---\nid: clause/plain\nlang: de\ntitle: T\nshort: S\nvariants:\n  - {id: standard, title: A}\nlaw: [law/gdpr]\nrationale: "
        "R\nconcerns: "
        "[staff]\n---\nText {{date}}.\n";
    tree["usecases/method.yaml"] = R"(id: method/analysis
lang: de
title: T
gates:
  - {id: legal, title: T, question: Q, law: [law/gdpr], fail: F}
criteria:
  - {id: relief, title: T, axis: value, question: Q, weight: 60, low: L, high: H}
  - {id: effort, title: T, axis: feasibility, question: Q, weight: 40, low: L, high: H}
)";
    tree["usecases/mails/usecase.yaml"] = R"(id: usecase/mails
lang: de
title: T
department: D
summary: S
problem: P
benefit: B
volume_per_year: {low: 1, high: 2}
minutes_saved_per_case: {low: 0.5, high: 1.5}
data_classes: [personal]
human_check: H
risks: [{title: R, mitigation: M}]
competences: {competence/prompt: 1}
ai_act: {class: minimal, reason: R, law: [law/gdpr], status: to-verify}
gates:
  legal: {answer: pass, reason: R}
scores:
  relief: {value: 7, reason: R}
  effort: {value: 5.5, reason: R}
approach: classifier
model: null
labels: [{id: office, title: A}, {id: school, title: B}]
bar: {metric: accuracy, minimum: 0.85, reason: R}
speed: {first_token_ms: 5000, total_ms: 60000, reason: R}
basis: {kind: estimate, source: S, date: 2026-01-02}
)";
    tree["usecases/mails/workload.yaml"] = R"(id: workload/mails
lang: de
usecase: usecase/mails
arrival: {pattern: office-hours, per_user_per_day: {p50: 4, p90: 10}, turns_mean: 1.0, think_seconds_p50: 60, batch_deadline_hours: null}
participation: {low: 0.1, mean: 0.3, high: 0.5}
tokens_in: {distribution: lognormal, p50: 400, p90: 1200, max: 4000}
tokens_out: {distribution: lognormal, p50: 8, p90: 8, max: 16}
shared_prefix_tokens: 300
slo: {ttft_ms_p99: 5000, tpot_ms_p99: 200, e2e_ms_p99: 30000}
basis: {kind: estimate, source: S, date: 2026-01-02}
)";
    tree["usecases/mails/gold.yaml"] =
        "id: gold/mails\nlang: de\nusecase: usecase/mails\ncases:\n  - id: g1\n    input: I\n    checks:\n      - {kind: label, value: "
        "office}\n    "
        "note: N\n";
    tree["usecases/mails/prompt.md"] =
        "---\nid: prompt/mails\nlang: de\ntitle: T\nusecase: usecase/mails\ntemperature: 0.2\nmax_tokens: 600\n---\nSortieren Sie.\n";
    tree["usecases/mails/train.csv"] =
        "id,label,subject,text\na1,office,Ausweis,\"Guten Tag,\nwann ist offen?\"\na2,school,Schule,Anmeldung\n";
    tree["usecases/mails/test.csv"] = "id,label,subject,text\nb1,office,Pass,Verlust\n";
    tree["models/small.yaml"] = R"(id: model/small
lang: de
title: T
architecture: llama
shape: {layers: 16, embedding: 2048, heads: 32, kv_heads: 8, head_dim: 64, feed_forward: 8192, vocabulary: 128256, tied_embeddings: true, experts: 0, experts_used: 0}
parameters: 1240000000
quantisations: [Q4_0]
examples: [{name: N, licence: L, languages: [de, en], source: S, checked: 2026-01-02, status: to-verify}]
)";
    tree["hardware/office.yaml"] = R"(id: workstation/office
lang: de
title: T
memory_gib: 16
cores: 6
memory_bandwidth_gb_s: 40
price: {value: 700, currency: EUR, source: S, checked: 2026-01-02, status: to-verify}
basis: {kind: estimate, source: S, date: 2026-01-02}
)";
    tree["hardware/gpus/card.yaml"] = R"(id: gpu/card
lang: de
title: T
memory_gib: 22.5
memory_bandwidth_gb_s: 300
fp16_tflops: 121
fp8_tflops: null
power_w: 72
price: {value: 2500, currency: EUR, source: S, checked: 2026-01-02, status: to-verify}
basis: {kind: published, source: S, date: 2026-01-02}
)";
    tree["law/gdpr.yaml"] =
        "id: law/gdpr\nlang: de\ncitation: C\ntitle: T\nsummary: S\nsource: https://example.org\nvalid_from: 2018-05-25\nvalid_to: "
        "null\nchecked: "
        "2026-01-02\nstatus: settled\nnote: null\n";
    tree["journey/journey.yaml"] = R"(id: journey/plan
lang: de
title: T
phases:
  - id: phase/know
    title: T
    aim: A
    deliverables:
      - {id: deliverable/survey, title: T, why: W, due: {phase_share: 0.5}, evidence: {kind: survey-closed, minimum: 50}}
      - {id: deliverable/paper, title: T, why: W, due: {phase_share: 1.0}, evidence: {kind: document}}
)";
    tree["journey/samples/halle.yaml"] = R"(id: sample/halle
lang: de
title: T
town: {name: Halle, land: Sachsen-Anhalt}
note: N
demo_date: 2026-06-15
journey: journey/plan
funding:
  lines: [{source: Land, kind: grant, amount: 120000, currency: EUR}]
  end: 2026-10-31
  source: S
  checked: 2026-01-02
  status: to-verify
phases:
  - {id: phase/know, start: 2025-12-08, end: 2026-03-31}
units:
  - {id: unit/office, title: T, staff: 28}
accounts:
  - {login: it, name: N, role: it, profile: profile/clerk, unit: unit/office}
survey: {form: form/check, participants: 20, seed: 7, mean_ability: {area/use: 1.1}}
)";
    return tree;
}

// The small tree with one replacement in one file; fails loudly when there is nothing to replace.
inline Tree changed(const std::string& path, std::string_view from, std::string_view to) {
    auto tree = small_tree();
    if (tree[path].find(from) == std::string::npos) throw std::logic_error(path + " has no " + std::string(from));
    tree[path] = replace_all(tree[path], from, to);
    return tree;
}

}  // namespace kireise::blueprint
