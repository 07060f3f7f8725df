#pragma once
// One state of the Blaupause, parsed and sound, that never changes: safe to share between threads.

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "blueprint/content.h"
#include "blueprint/tree.h"

namespace kireise::blueprint {

class Snapshot {
   public:
    // invalid with the first finding as "file:line: field: expectation" when check(tree) finds anything.
    [[nodiscard]] static Result<std::shared_ptr<const Snapshot>> load(const Tree& tree);

    // T is one of the types of Content::collections: Area, Competence, Question (item of the survey), Course, Clause, UseCase, Law ...
    // nullptr when there is none; pointers hold as long as the snapshot.
    template <class T>
    [[nodiscard]] const T* find(std::string_view id) const {
        return content_.find<T>(id);
    }
    template <class T>
    [[nodiscard]] const std::vector<T>& all() const {
        return content_.all<T>();
    }

    [[nodiscard]] const Content& content() const { return content_; }
    [[nodiscard]] const Release& release() const { return content_.release; }
    [[nodiscard]] const Vocabulary& vocabulary() const { return content_.vocabulary; }
    [[nodiscard]] const Guideline& guideline() const { return content_.guideline; }
    [[nodiscard]] const std::optional<GuidelineAdoption>& adoption() const { return content_.adoption; }
    [[nodiscard]] const Method& method() const { return content_.method; }
    [[nodiscard]] const Journey& journey() const { return content_.journey; }

    // What lies beside a use case; nullptr when there is none.
    [[nodiscard]] const Workload* workload_of(std::string_view usecase) const;
    [[nodiscard]] const GoldCases* gold_of(std::string_view usecase) const;
    [[nodiscard]] const Prompt* prompt_of(std::string_view usecase) const;
    [[nodiscard]] const MailSet* mails_of(std::string_view usecase) const;

   private:
    explicit Snapshot(Content content) : content_(std::move(content)) {}
    Content content_;
};

// Keeps the snapshots that were used last, by tree id. Safe to use from several threads: who asks for a tree that another thread is
// loading waits for that one; nobody waits for a tree he did not ask for.
class SnapshotCache {
   public:
    // Keeps `capacity` loaded snapshots (at least 1) and those being loaded.
    explicit SnapshotCache(std::size_t capacity = 4) : capacity_(capacity) {}

    // The snapshot of this tree id; when it is not here, loads it from read_tree(), which runs on the calling thread and must not ask
    // this cache. The error of a load goes to all who wait for it and is not kept.
    [[nodiscard]] Result<std::shared_ptr<const Snapshot>> get(const std::string& tree_id, const std::function<Result<Tree>()>& read_tree);

   private:
    struct Entry;
    std::shared_ptr<Entry> find_or_add(const std::string& tree_id, bool& added);
    void drop_oldest();  // mutex_ is held

    std::size_t capacity_;
    std::mutex mutex_;
    std::list<std::shared_ptr<Entry>> entries_;  // last used first; guarded by mutex_
};

}  // namespace kireise::blueprint
