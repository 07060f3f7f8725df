#include <iostream>

#include "commands/all.h"
#include "commands/command.h"

int main(int argc, char** argv) {
    return kireise::commands::run_command_line(kireise::commands::all_commands(), argc, argv, std::cout, std::cerr);
}
