#include "store/write_queue.h"

#include <algorithm>
#include <exception>

namespace kireise::store {

namespace {
constexpr std::size_t max_group = 256;  // so that nobody waits for too many others
}

struct WriteQueue::Pending {
    const Work* work = nullptr;
    Result<> result;
    std::exception_ptr thrown;
    bool done = false;
};

namespace {

// What became of one work inside the group's transaction. false: the transaction itself is lost.
template <class Pending>
bool run_one(SociConnection& connection, Pending& one) {
    if (one.result = connection.plain("SAVEPOINT one"); !one.result) return false;
    try {
        one.result = (*one.work)(connection);
    } catch (...) {
        one.thrown = std::current_exception();
        one.result = fail(ErrorKind::internal, "The work ended with an exception.");
    }
    if (one.result) one.result = connection.plain("RELEASE SAVEPOINT one");
    if (one.result) return true;
    return connection.plain("ROLLBACK TO SAVEPOINT one").has_value() && connection.plain("RELEASE SAVEPOINT one").has_value();
}

template <class Group>
void fail_what_succeeded(const Group& group, const Error& problem) {
    for (auto* one : group) {
        if (one->result) one->result = std::unexpected(problem);
    }
}

}  // namespace

void WriteQueue::commit(const std::vector<Pending*>& group) const noexcept {
    with_connection_([&](Result<SociConnection*> connection) {
        auto begun = connection ? (*connection)->plain(begin_) : Result<>(std::unexpected(connection.error()));
        if (!begun) return fail_what_succeeded(group, begun.error());
        for (auto* one : group) {
            if (run_one(**connection, *one)) continue;
            (void)(*connection)->plain("ROLLBACK");
            return fail_what_succeeded(group, one->result.error());
        }
        if (auto committed = (*connection)->plain("COMMIT"); !committed) {
            (void)(*connection)->plain("ROLLBACK");
            fail_what_succeeded(group, committed.error());
        }
    });
}

std::vector<WriteQueue::Pending*> WriteQueue::take_group() {
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), max_group));
    std::vector<Pending*> group(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    return group;
}

Result<> WriteQueue::run(const Work& work) {
    Pending mine{.work = &work};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&mine);
    while (changed_.wait(lock, [&] { return mine.done || !committing_; }), !mine.done) {
        const auto group = take_group();
        committing_ = true;
        lock.unlock();
        commit(group);
        ++groups_;
        lock.lock();
        committing_ = false;
        for (auto* one : group) one->done = true;
        changed_.notify_all();
    }
    lock.unlock();
    if (mine.thrown) std::rethrow_exception(mine.thrown);
    return std::move(mine.result);
}

}  // namespace kireise::store
