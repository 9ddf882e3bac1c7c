// SPDX-License-Identifier: GPL-3.0-or-later
//
// kaomon-syncserver with the clock of the tests and with the fault that KAOMON_TEST_PLANT names.
#include <cstdio>
#include <cstdlib>

#include "planted_faults.h"
#include "runtime/server_program.h"
#include "support/http/test_time.h"

int main(int argc, char** argv) {
    const char* file = std::getenv(kaomon::test::kTestTimeVariable);
    if (file == nullptr) {
        std::fprintf(stderr, "%s is not set\n", kaomon::test::kTestTimeVariable);
        return 1;
    }
    const kaomon::test::FollowingClock clock(file);
    return kaomon::runtime::runServerProgram(argc, argv, clock, kaomon::soak::plantInto);
}
