// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/api/scim_provider.h"

#include "base/base64.h"
#include "crypto/secret_key.h"

namespace kaomon::test {

namespace json = boost::json;

json::object objectOf(const Reply& reply) {
    boost::system::error_code error;
    const auto value = json::parse(reply.body, error);
    return value.is_object() ? value.get_object() : json::object();
}

std::string textIn(const json::object& object, const char* key) {
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool ScimProvider::letIn() {
    m_token = m_kit.tenant.text() + "." + toBase64Url(crypto::randomBytes(32));
    m_made = {ScimTokenId::generate(), toBase64Url(crypto::hash(m_token)), "provider",
              wallNow() + std::chrono::hours(24)};
    m_kit.lastReply = m_client.send({"POST", "/v1/scim-tokens", wire::encode(m_made)}, &m_kit.console);
    return m_kit.lastReply.status == 201;
}

Reply ScimProvider::send(const std::string& method, const std::string& path, const std::string& body,
                         std::map<std::string, std::string> headers) {
    headers.try_emplace("Authorization", authorization());
    if (!body.empty()) {
        headers.try_emplace("Content-Type", "application/scim+json");
    }
    return m_client.send({method, "/scim/v2/" + path, body, std::move(headers)});
}

std::string ScimProvider::newUser(const std::string& name, const std::string& rest) {
    return textIn(objectOf(send("POST", "Users",
                                R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],)"
                                R"("userName":")" +
                                    name + "\"" + rest + "}")),
                  "id");
}

} // namespace kaomon::test
