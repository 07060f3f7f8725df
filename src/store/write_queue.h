#pragma once
// Grouped commit: what waits to be written while another group is being committed goes into the next group, one transaction with a
// savepoint each, so that many writers share one flush to the disk. A call returns when its own work is durable, or with the reason why it
// is not.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "store/soci_connection.h"

namespace kireise::store {

using Work = std::function<Result<>(Connection&)>;

class WriteQueue {
   public:
    // Lends the connection for one group; called by one thread at a time.
    using WithConnection = std::function<void(const std::function<void(Result<SociConnection*>)>&)>;

    WriteQueue(std::string begin, WithConnection with_connection)
        : begin_(std::move(begin)), with_connection_(std::move(with_connection)) {}

    // Runs the work, on this thread or on that of another caller. An exception of the work is thrown here, and only here.
    [[nodiscard]] Result<> run(const Work& work);

    [[nodiscard]] std::uint64_t groups() const { return groups_; }  // that were committed or failed

   private:
    struct Pending;
    std::vector<Pending*> take_group();
    void commit(const std::vector<Pending*>& group) const noexcept;

    std::string begin_;
    WithConnection with_connection_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool committing_ = false;
    std::atomic<std::uint64_t> groups_ = 0;
    std::vector<Pending*> waiting_;
};

}  // namespace kireise::store
