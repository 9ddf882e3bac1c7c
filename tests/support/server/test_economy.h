// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>

namespace kaomon::test {

// Environment variables: where tests save what no test looks at, and measurements must not.
// Set: the servers under test make password hashes as expensive as the shipped server
// (cheap_password_hash.cpp).
inline constexpr const char* kFullCostVariable = "KAOMON_TEST_FULL_PASSWORD_COST";
// A file in which the servers under test leave a line for each password that they stretch or check, with what
// that cost (cheap_password_hash.cpp).
inline constexpr const char* kPasswordCountVariable = "KAOMON_TEST_PASSWORD_COUNT";
// "on": the tests' PostgreSQL waits for the disk (tests/support/postgresql/cluster).
inline constexpr const char* kFsyncVariable = "KAOMON_TEST_FSYNC";

// For measurements, before a server or a cluster is started: both as in a real installation.
inline void saveNothing() {
    ::setenv(kFullCostVariable, "1", 1);
    ::setenv(kFsyncVariable, "on", 1);
}

} // namespace kaomon::test
