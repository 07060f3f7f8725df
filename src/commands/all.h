#pragma once

#include <vector>

#include "commands/command.h"

namespace kireise::commands {

[[nodiscard]] Command demo_command();
[[nodiscard]] Command serve_command();
[[nodiscard]] Command probe_command();
[[nodiscard]] Command models_inspect_command();
[[nodiscard]] Command models_add_command();
[[nodiscard]] Command models_list_command();
[[nodiscard]] Command models_remove_command();
[[nodiscard]] Command lab_run_command();
[[nodiscard]] Command lab_list_command();
[[nodiscard]] Command classifier_train_command();
[[nodiscard]] Command blueprint_check_command();
[[nodiscard]] Command blueprint_export_command();
[[nodiscard]] Command blueprint_import_command();
[[nodiscard]] Command backup_command();
[[nodiscard]] Command restore_command();
[[nodiscard]] Command audit_verify_command();
[[nodiscard]] Command audit_head_command();
[[nodiscard]] Command town_create_command();
[[nodiscard]] Command town_list_command();
[[nodiscard]] Command town_remove_command();
[[nodiscard]] Command admin_create_user_command();
[[nodiscard]] Command admin_list_users_command();
[[nodiscard]] Command admin_import_users_command();
[[nodiscard]] Command admin_test_directory_command();

[[nodiscard]] std::vector<Command> all_commands();

}  // namespace kireise::commands
