// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QJsonObject>

#include "support/server/tenant_kit.h"

namespace kaomon::test {

// One row of the route table as the OpenAPI document tells it.
struct TableRoute {
    std::string method;
    std::string path;
    std::string operation;
    bool isPublic = false;
    bool allowsDevice = false;
    bool isRecorded = false; // a success leaves an entry in the operation log
    std::vector<std::string> roles;
    QJsonObject bodySchema; // empty: no body, or one that is no JSON
    std::string mediaType;  // of the body

    [[nodiscard]] std::string name() const { return method + " " + path; }
    [[nodiscard]] bool hasParameters() const { return path.find('{') != std::string::npos; }
    // `caller`: a role, "device" or "anonymous".
    [[nodiscard]] bool allows(const std::string& caller) const;
};

// Every row of the table but those of /scim/v2, where no caller of a tenant is known (ScimTest); empty when
// the document cannot be read.
[[nodiscard]] std::vector<TableRoute> routesOf(const QByteArray& openApi);

// A body that fits the schema, with `id` wherever an id belongs; all members, or the required ones only.
[[nodiscard]] std::string exampleBody(const QJsonObject& schema, const std::string& id, bool isWhole);

// Somebody of every role in one tenant, with a PC, and an id of everything that the tenant has.
class MatrixTenant {
public:
    // `mark` stands in every name that the tenant stores.
    MatrixTenant(TestClient& client, const std::map<std::string, std::string>& created, std::string mark);

    // False: kit.lastReply says why.
    [[nodiscard]] bool fill();
    [[nodiscard]] static const std::vector<std::string>& callers();
    // The answer to a caller of this tenant; signs him in again when his session has ended meanwhile.
    [[nodiscard]] Reply send(Call call, const std::string& caller);
    // The path of a route with ids of this tenant's objects, looked up in its own lists.
    [[nodiscard]] std::string ownPath(const std::string& pattern);
    // What the tenant's owner sees of every list of the table, without what changes by itself.
    [[nodiscard]] std::string everything(const std::vector<TableRoute>& routes);

    TenantKit kit;

private:
    [[nodiscard]] bool signIn(const std::string& role);
    [[nodiscard]] std::string firstIdIn(const std::string& listPath, const std::string& parameter);
    [[nodiscard]] bool addFace();
    [[nodiscard]] bool addNotice();

    std::string m_mark;
    std::optional<Pc> m_pc;
    std::map<std::string, Person> m_people; // by role
    std::map<std::string, Caller> m_callers;
    std::map<std::string, std::string> m_ids; // by the list they stand in
};

} // namespace kaomon::test
