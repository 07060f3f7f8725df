#pragma once
// Which kind of content lies at a path, and which id it must have there (table in blueprint/README.md).

#include <optional>
#include <string>
#include <string_view>

#include "blueprint/ids.h"

namespace kireise::blueprint {

enum class Kind {
    blueprint,
    vocabulary,
    area,
    profile,
    item,
    form,
    course,
    pass,
    guideline,
    clause,
    method,
    usecase,
    workload,
    gold,
    prompt,
    model,
    workstation,
    gpu,
    law,
    journey,
    sample,
    guideline_adoption,
};

// Id of a kind = first part of its content ids = name of its schema.
constexpr EnumIds<Kind, 22> enum_ids(Kind) {
    return {{{Kind::blueprint, "blueprint"},
             {Kind::vocabulary, "vocabulary"},
             {Kind::area, "area"},
             {Kind::profile, "profile"},
             {Kind::item, "item"},
             {Kind::form, "form"},
             {Kind::course, "course"},
             {Kind::pass, "pass"},
             {Kind::guideline, "guideline"},
             {Kind::clause, "clause"},
             {Kind::method, "method"},
             {Kind::usecase, "usecase"},
             {Kind::workload, "workload"},
             {Kind::gold, "gold"},
             {Kind::prompt, "prompt"},
             {Kind::model, "model"},
             {Kind::workstation, "workstation"},
             {Kind::gpu, "gpu"},
             {Kind::law, "law"},
             {Kind::journey, "journey"},
             {Kind::sample, "sample"},
             {Kind::guideline_adoption, "guideline-adoption"}}};
}

struct Place {
    Kind kind = Kind::blueprint;
    std::string slug;  // from the path; empty where the path does not name it (one file of its kind)
    std::string lang;  // from NAME.LANG.yaml; empty for the original

    friend bool operator==(const Place&, const Place&) = default;
};

// Nothing for files that are no document of a kind (course sections, CSV, schemas, README).
[[nodiscard]] std::optional<Place> place_of(std::string_view path);

// Path of the original of a document. `slug` plays no part for kinds of which there is one file.
[[nodiscard]] std::string path_of(Kind kind, std::string_view slug);

// "en" for "01-name.en.md"; empty for an original.
[[nodiscard]] std::string language_of(std::string_view path);

// Files that belong to a Blaupause without being a document: course sections, mails, schemas, README, licence.
[[nodiscard]] bool is_companion(std::string_view path);

}  // namespace kireise::blueprint
