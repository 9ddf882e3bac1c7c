// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include <boost/json.hpp>

#include "contract/api/api_suite.h"
#include "wire/scim_tokens.h"

namespace kaomon::test {

// The JSON object of an answer; empty when there is none.
[[nodiscard]] boost::json::object objectOf(const Reply& reply);
[[nodiscard]] std::string textIn(const boost::json::object& object, const char* key);

// An identity provider with a token of one tenant.
class ScimProvider {
public:
    ScimProvider(TestClient& client, TenantKit& kit)
        : m_client(client)
        , m_kit(kit) {}

    // Lets the provider in with a new token; false with the answer in the kit's lastReply.
    [[nodiscard]] bool letIn();
    [[nodiscard]] const wire::NewScimToken& token() const { return m_made; }
    [[nodiscard]] std::string authorization() const { return "Bearer " + m_token; }

    Reply send(const std::string& method, const std::string& path, const std::string& body = {},
               std::map<std::string, std::string> headers = {});
    // The id of a new person; `rest`: further members of the body, with a comma in front.
    [[nodiscard]] std::string newUser(const std::string& name, const std::string& rest = {});

private:
    TestClient& m_client;
    TenantKit& m_kit;
    std::string m_token;
    wire::NewScimToken m_made;
};

} // namespace kaomon::test

// Compares status and scimType of an answer.
#define EXPECT_SCIM(reply, expected, type)                                                                   \
    do {                                                                                                     \
        const auto& scimReply_ = (reply);                                                                    \
        QVERIFY2(scimReply_.status == (expected) &&                                                          \
                     kaomon::test::textIn(kaomon::test::objectOf(scimReply_), "scimType") == (type),         \
                 kaomon::test::describe(scimReply_).c_str());                                                \
    } while (false)
