#pragma once
// What SQLite and PostgreSQL have in common: one write queue, and connections for readers that are kept for the next one. A connection that
// is lost is thrown away; the next call opens a new one, so that a database that comes back is used at once.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/soci_connection.h"
#include "store/write_queue.h"

namespace kireise::store {

struct Driver {
    std::function<Result<std::unique_ptr<SociConnection>>()> connect;
    std::string begin_read, begin_write;
    std::function<bool(SociConnection&)> is_lost;            // after an error
    std::function<Result<>(SociConnection&)> purge_deleted;  // on the writer's connection, outside a transaction
    std::size_t max_readers = 16;
};

class PooledDatabase final : public Database {
   public:
    // Opens the first connection; its error when that fails.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(Driver driver);

    Result<> transaction(Access access, const std::function<Result<>(Connection&)>& work) override;
    Result<> purge_deleted() override;
    [[nodiscard]] std::uint64_t version() const { return queue_.groups(); }

   private:
    explicit PooledDatabase(Driver driver);

    Result<> read_transaction(const Work& work);
    Result<std::unique_ptr<SociConnection>> borrow_reader();
    void give_back_reader(std::unique_ptr<SociConnection> reader);
    Result<SociConnection*> writer();
    void drop_lost_writer();

    Driver driver_;
    std::mutex writer_mutex_;  // a group, or a purge
    std::unique_ptr<SociConnection> writer_;
    WriteQueue queue_;
    std::mutex readers_mutex_;
    std::condition_variable reader_free_;
    std::size_t readers_ = 0;  // lent and idle
    std::vector<std::unique_ptr<SociConnection>> idle_readers_;
};

}  // namespace kireise::store
