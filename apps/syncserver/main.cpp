// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/server_program.h"

int main(int argc, char** argv) {
    kaomon::runtime::keepOutOfDumps();
    const kaomon::SystemClock clock;
    return kaomon::runtime::runServerProgram(argc, argv, clock);
}
