#include "blueprint/snapshot.h"

#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <future>

#include "base/text.h"
#include "blueprint/checked_content.h"

namespace kireise::blueprint {
namespace {

using Loaded = Result<std::shared_ptr<const Snapshot>>;

std::string beside(std::string_view kind, std::string_view usecase) { return std::string(kind) + "/" + std::string(slug_of(usecase)); }

// Whatever happens there is an answer: others may be waiting for it.
Loaded load(const std::function<Result<Tree>()>& read_tree) {
    try {
        return Snapshot::load(TRY(read_tree()));
    } catch (const std::exception& problem) {
        return fail(ErrorKind::internal, fmt::format("The content cannot be loaded: {}.", problem.what()));
    }
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> Snapshot::load(const Tree& tree) {
    auto checked = load_and_check(tree);
    if (!checked.findings.empty()) return fail(ErrorKind::invalid, to_string(checked.findings.front()));
    return std::shared_ptr<const Snapshot>(new Snapshot(std::move(checked.content)));
}

const Workload* Snapshot::workload_of(std::string_view usecase) const { return find<Workload>(beside("workload", usecase)); }
const GoldCases* Snapshot::gold_of(std::string_view usecase) const { return find<GoldCases>(beside("gold", usecase)); }
const Prompt* Snapshot::prompt_of(std::string_view usecase) const { return find<Prompt>(beside("prompt", usecase)); }
const MailSet* Snapshot::mails_of(std::string_view usecase) const { return find<MailSet>(beside("mails", usecase)); }

struct SnapshotCache::Entry {
    explicit Entry(std::string id) : tree_id(std::move(id)), loaded(promise.get_future()) {}

    std::string tree_id;
    bool is_loading = true;  // guarded by the cache's mutex
    std::promise<Loaded> promise;
    std::shared_future<Loaded> loaded;
};

Result<std::shared_ptr<const Snapshot>> SnapshotCache::get(const std::string& tree_id, const std::function<Result<Tree>()>& read_tree) {
    bool added = false;
    const auto entry = find_or_add(tree_id, added);
    if (!added) return entry->loaded.get();
    auto loaded = load(read_tree);
    {
        const std::lock_guard lock(mutex_);
        entry->is_loading = false;
        if (!loaded) std::erase(entries_, entry);
        drop_oldest();
    }
    entry->promise.set_value(loaded);
    return loaded;
}

std::shared_ptr<SnapshotCache::Entry> SnapshotCache::find_or_add(const std::string& tree_id, bool& added) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(entries_, tree_id, [](const auto& entry) { return entry->tree_id; });
    added = found == entries_.end();
    if (added) entries_.push_front(std::make_shared<Entry>(tree_id));
    else entries_.splice(entries_.begin(), entries_, found);
    return entries_.front();
}

void SnapshotCache::drop_oldest() {
    const auto is_loaded = [](const auto& entry) { return !entry->is_loading; };
    auto loaded = static_cast<std::size_t>(std::ranges::count_if(entries_, is_loaded));
    for (auto last = entries_.end(); loaded > capacity_ && last != entries_.begin();) {
        --last;
        if (!is_loaded(*last)) continue;
        last = entries_.erase(last);
        --loaded;
    }
}

}  // namespace kireise::blueprint
