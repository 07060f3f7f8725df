#pragma once
// How many streams one person has open at once, in this process.

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace kireise::people {

inline constexpr int streams_per_person = 3;

class StreamPlaces {
   public:
    // A place for this account, given back when the last copy is gone (it may outlive the places); nullptr when all are taken.
    [[nodiscard]] std::shared_ptr<const void> take(const std::string& account);

   private:
    struct Taken {
        std::mutex mutex;
        std::map<std::string, int, std::less<>> count;  // account -> open streams; none: absent
    };
    std::shared_ptr<Taken> taken_ = std::make_shared<Taken>();
};

}  // namespace kireise::people
