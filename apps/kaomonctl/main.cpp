// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

#include "admin/control_program.h"

int main(int argc, char** argv) {
    return kaomon::admin::runControl(argc, argv, std::cout, std::cerr);
}
