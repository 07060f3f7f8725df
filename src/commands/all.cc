#include "commands/all.h"

namespace kireise::commands {

std::vector<Command> all_commands() {
    return {demo_command(),
            serve_command(),
            probe_command(),
            models_inspect_command(),
            models_add_command(),
            models_list_command(),
            models_remove_command(),
            lab_run_command(),
            lab_list_command(),
            classifier_train_command(),
            blueprint_check_command(),
            blueprint_export_command(),
            blueprint_import_command(),
            backup_command(),
            restore_command(),
            audit_verify_command(),
            audit_head_command(),
            town_create_command(),
            town_list_command(),
            town_remove_command(),
            admin_create_user_command(),
            admin_list_users_command(),
            admin_import_users_command(),
            admin_test_directory_command()};
}

}  // namespace kireise::commands
