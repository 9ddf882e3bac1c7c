// SPDX-License-Identifier: GPL-3.0-or-later
//
// kaomon-syncserver as it is shipped, but for its clock, which the test that started it moves.
#include <cstdio>
#include <cstdlib>

#include "runtime/server_program.h"
#include "support/http/test_time.h"

int main(int argc, char** argv) {
    const char* file = std::getenv(kaomon::test::kTestTimeVariable);
    if (file == nullptr) {
        std::fprintf(stderr, "%s is not set\n", kaomon::test::kTestTimeVariable);
        return 1;
    }
    const kaomon::test::FollowingClock clock(file);
    return kaomon::runtime::runServerProgram(argc, argv, clock);
}
