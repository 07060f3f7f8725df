#include "blueprint/snapshot.h"

#include <algorithm>

#include "base/text.h"
#include "blueprint/checked_content.h"

namespace kireise::blueprint {
namespace {

std::string beside(std::string_view kind, std::string_view usecase) { return std::string(kind) + "/" + std::string(slug_of(usecase)); }

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

Result<std::shared_ptr<const Snapshot>> SnapshotCache::get(const std::string& tree_id, const std::function<Result<Tree>()>& read_tree) {
    if (auto found = find(tree_id)) return found;
    const auto tree = TRY(read_tree());
    auto loaded = TRY(Snapshot::load(tree));
    if (auto found = find(tree_id)) return found;  // another thread was faster
    const std::lock_guard lock(mutex_);
    entries_.emplace_front(tree_id, loaded);
    if (entries_.size() > capacity_) entries_.pop_back();
    return loaded;
}

std::shared_ptr<const Snapshot> SnapshotCache::find(const std::string& tree_id) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(entries_, tree_id, &Entry::first);
    if (found == entries_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found);
    return entries_.front().second;
}

}  // namespace kireise::blueprint
