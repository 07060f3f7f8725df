#pragma once
// Everything a Blaupause says, as values. Read by load_content (content_loading.h); used through Snapshot.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "blueprint/framework_types.h"
#include "blueprint/guideline_types.h"
#include "blueprint/journey_types.h"
#include "blueprint/learning_types.h"
#include "blueprint/resource_types.h"
#include "blueprint/usecase_types.h"

namespace kireise::blueprint {

// Values with unique ids, in the order in which they were added.
template <class T>
class Collection {
   public:
    // False when the id is taken; the value is not added then.
    bool add(T value) {
        if (!index_.emplace(value.id, values_.size()).second) return false;
        values_.push_back(std::move(value));
        return true;
    }

    // nullptr when there is none. The pointer holds until the next add.
    [[nodiscard]] const T* find(std::string_view id) const {
        const auto found = index_.find(id);
        return found == index_.end() ? nullptr : &values_[found->second];
    }

    [[nodiscard]] const std::vector<T>& all() const { return values_; }

   private:
    std::vector<T> values_;
    std::map<std::string, std::size_t, std::less<>> index_;
};

struct Content {
    Release release;
    Vocabulary vocabulary;
    Guideline guideline;
    Method method;
    Journey journey;
    std::optional<GuidelineAdoption> adoption;  // only in the content of a town
    // Areas, competences and profiles in their `order`, everything else by id. Question: the items of the survey.
    std::tuple<Collection<Area>, Collection<Competence>, Collection<Profile>, Collection<Question>, Collection<Form>, Collection<Course>,
               Collection<Pass>, Collection<Clause>, Collection<UseCase>, Collection<Workload>, Collection<GoldCases>, Collection<Prompt>,
               Collection<MailSet>, Collection<ModelClass>, Collection<Workstation>, Collection<GpuClass>, Collection<Law>,
               Collection<Sample>>
        collections;

    template <class T>
    [[nodiscard]] Collection<T>& of() {
        return std::get<Collection<T>>(collections);
    }
    template <class T>
    [[nodiscard]] const std::vector<T>& all() const {
        return std::get<Collection<T>>(collections).all();
    }
    template <class T>
    [[nodiscard]] const T* find(std::string_view id) const {
        return std::get<Collection<T>>(collections).find(id);
    }
};

}  // namespace kireise::blueprint
