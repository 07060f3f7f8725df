#include "store/pooled_database.h"

#include "store/version.h"

namespace kireise::store {
namespace {

// Closes the transaction whatever happens to the work.
Result<> run_in_transaction(SociConnection& connection, const std::string& begin, const Work& work) {
    TRY(connection.plain(begin));
    Result<> done;
    try {
        done = work(connection);
    } catch (...) {
        (void)connection.plain("ROLLBACK");
        throw;
    }
    if (done) done = connection.plain("COMMIT");
    if (!done) (void)connection.plain("ROLLBACK");
    return done;
}

}  // namespace

PooledDatabase::PooledDatabase(Driver driver)
    : driver_(std::move(driver)), queue_(driver_.begin_write, [this](const auto& use) {
          const std::lock_guard lock(writer_mutex_);
          use(writer());
          drop_lost_writer();
      }) {}

Result<std::unique_ptr<Database>> PooledDatabase::open(Driver driver) {
    std::unique_ptr<PooledDatabase> database(new PooledDatabase(std::move(driver)));
    TRY(database->writer());
    return database;
}

Result<> PooledDatabase::transaction(Access access, const std::function<Result<>(Connection&)>& work) {
    return access == Access::write ? queue_.run(work) : read_transaction(work);
}

Result<> PooledDatabase::purge_deleted() {
    const std::lock_guard lock(writer_mutex_);
    auto purged = driver_.purge_deleted(*TRY(writer()));
    drop_lost_writer();
    return purged;
}

Result<SociConnection*> PooledDatabase::writer() {
    if (!writer_) writer_ = TRY(driver_.connect());
    return writer_.get();
}

void PooledDatabase::drop_lost_writer() {
    if (writer_ && driver_.is_lost(*writer_)) writer_.reset();
}

Result<> PooledDatabase::read_transaction(const Work& work) {
    auto reader = TRY(borrow_reader());
    try {
        auto done = run_in_transaction(*reader, driver_.begin_read, work);
        give_back_reader(std::move(reader));
        return done;
    } catch (...) {
        give_back_reader(std::move(reader));
        throw;
    }
}

Result<std::unique_ptr<SociConnection>> PooledDatabase::borrow_reader() {
    {
        std::unique_lock lock(readers_mutex_);
        reader_free_.wait(lock, [&] { return !idle_readers_.empty() || readers_ < driver_.max_readers; });
        if (!idle_readers_.empty()) {
            auto reader = std::move(idle_readers_.back());
            idle_readers_.pop_back();
            return reader;
        }
        ++readers_;
    }
    auto made = driver_.connect();
    if (!made) give_back_reader(nullptr);
    return made;
}

void PooledDatabase::give_back_reader(std::unique_ptr<SociConnection> reader) {
    if (reader && driver_.is_lost(*reader)) reader.reset();
    const std::lock_guard lock(readers_mutex_);
    if (reader) idle_readers_.push_back(std::move(reader));
    else --readers_;
    reader_free_.notify_one();
}

std::uint64_t version_of(const Database& db) { return dynamic_cast<const PooledDatabase&>(db).version(); }

}  // namespace kireise::store
