// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/agent_command.h"

int main(int argc, char** argv) {
    return kaomon::agent::runAgentCommand(argc, argv);
}
