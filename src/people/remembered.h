#pragma once
// What is costly to work out from a town's data, kept until the data change.

#include <fmt/core.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "base/result.h"
#include "people/town.h"
#include "store/version.h"

namespace kireise::people {

class Remembered {
   public:
    using Now = std::function<std::chrono::steady_clock::time_point()>;
    using Value = std::shared_ptr<const void>;

    static constexpr std::chrono::seconds longest{1};  // what another process changes is seen after that
    static constexpr std::size_t most = 256;           // values; with more, all are forgotten

    explicit Remembered(Now now = std::chrono::steady_clock::now) : now_(std::move(now)) {}

    // What was kept for the key at this version, or nullptr.
    [[nodiscard]] Value find(const std::string& key, std::uint64_t version);
    void keep(const std::string& key, std::uint64_t version, Value value);

   private:
    struct Entry {
        std::uint64_t version = 0;
        std::chrono::steady_clock::time_point until;
        Value value;
    };
    Now now_;
    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
};

// The value that make() gave for the key when the version was the same; else makes it. Errors are not kept. make() may run on several
// threads at once, and must not depend on more than the key and what the version stands for.
template <class Make>
auto remember(Remembered& remembered, const std::string& key, std::uint64_t version, Make&& make)
    -> Result<std::shared_ptr<const typename std::invoke_result_t<Make>::value_type>> {
    using T = typename std::invoke_result_t<Make>::value_type;
    const auto typed_key = key + '\n' + typeid(T).name();
    if (auto found = remembered.find(typed_key, version)) return std::static_pointer_cast<const T>(std::move(found));
    auto made = std::make_shared<const T>(TRY(std::forward<Make>(make)()));
    remembered.keep(typed_key, version, made);
    return made;
}

// What make() works out from the town, its content and the key alone: until the town's database is written to, its content has another
// commit, or the day ends. `remembered` serves this town only.
template <class Make>
auto remember(Remembered& remembered, const Town& town, const std::string& key, Make&& make)
    -> Result<std::shared_ptr<const typename std::invoke_result_t<Make>::value_type>> {
    const auto version = store::version_of(town.db());
    return remember(remembered, fmt::format("{} {} {}", key, TRY(town.head_commit()), to_string(town.today())), version,
                    std::forward<Make>(make));
}

}  // namespace kireise::people
