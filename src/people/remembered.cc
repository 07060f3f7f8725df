#include "people/remembered.h"

namespace kireise::people {

Remembered::Value Remembered::find(const std::string& key, std::uint64_t version) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    if (found == entries_.end() || found->second.version != version || found->second.until <= now_()) return nullptr;
    return found->second.value;
}

void Remembered::keep(const std::string& key, std::uint64_t version, Value value) {
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= most) entries_.clear();
    entries_[key] = {version, now_() + longest, std::move(value)};
}

}  // namespace kireise::people
