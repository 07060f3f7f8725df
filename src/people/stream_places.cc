#include "people/stream_places.h"

namespace kireise::people {

std::shared_ptr<const void> StreamPlaces::take(const std::string& account) {
    const std::lock_guard lock(taken_->mutex);
    auto& count = taken_->count[account];
    if (count >= streams_per_person) return nullptr;
    ++count;
    return {static_cast<const void*>(taken_.get()), [taken = taken_, account](const void* /*place*/) {
                const std::lock_guard again(taken->mutex);
                const auto one = taken->count.find(account);
                if (--one->second == 0) taken->count.erase(one);
            }};
}

}  // namespace kireise::people
