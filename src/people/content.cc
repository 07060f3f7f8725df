#include "people/content.h"

#include "base/assets.h"
#include "people/accounts.h"
#include "people/audit.h"
#include "people/external_identity.h"
#include "people/participation.h"
#include "people/shared_content.h"
#include "people/town.h"
#include "store/blobs.h"
#include "store/jobs.h"

namespace kireise::people {

blueprint::Tree built_in_content() {
    constexpr std::string_view folder = "blueprint/";
    blueprint::Tree tree;
    for (const auto& file : assets()) {
        if (file.path.starts_with(folder)) tree.emplace(file.path.substr(folder.size()), file.bytes);
    }
    return tree;
}

std::vector<store::Migrations> people_migrations() {
    return {store::blob_migrations(), store::job_migrations(),     setting_migrations(),       account_migrations(),
            audit_migrations(),       shared_content_migrations(), participation_migrations(), identity_migrations()};
}

}  // namespace kireise::people
