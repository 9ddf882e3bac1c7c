// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/passwd/helper_program.h"

int main(int argc, char** argv) {
    return kaomon::logon::runPasswordHelper(argc, argv);
}
