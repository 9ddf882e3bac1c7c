// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "support/server/server_process.h"
#include "support/server/tenant_kit.h"

namespace kaomon::test {

// One server for the whole suite, with two founded tenants: everything is tried in `home`; `other` is there
// to be kept out. Made by main(), used by one test class after the other.
struct ApiSuite {
    ApiSuite();

    [[nodiscard]] bool start();
    static ApiSuite& get();

    Backend backend;
    ServerProcess server{backend};
    std::string recordFile;
    std::unique_ptr<TestClient> client;
    std::unique_ptr<TenantKit> home;
    std::unique_ptr<TenantKit> other;
};

// What a test prints when an answer is not the expected one.
[[nodiscard]] std::string describe(const Reply& reply);

} // namespace kaomon::test

// Compares status and, with a code, the problem of an answer; shows the answer when it differs.
#define EXPECT_STATUS(reply, expected)                                                                       \
    do {                                                                                                     \
        const auto& expectedReply_ = (reply);                                                                \
        QVERIFY2(expectedReply_.status == (expected), kaomon::test::describe(expectedReply_).c_str());       \
    } while (false)
#define EXPECT_PROBLEM(reply, expected, problem)                                                             \
    do {                                                                                                     \
        const auto& problemReply_ = (reply);                                                                 \
        QVERIFY2(problemReply_.status == (expected) && problemReply_.code() == (problem),                    \
                 kaomon::test::describe(problemReply_).c_str());                                             \
    } while (false)
