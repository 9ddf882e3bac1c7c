// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "contract/api/api_suite.h"
#include "wire/settings.h"

namespace kaomon::test {

// Who signs a document, for which tenant.
struct DocumentSigner {
    std::string tenant;
    std::string admin;
    const crypto::SigningKey* key = nullptr;
};

// What the tests of settings have in common: a PC, a member, a helper and a user admin of the suite's tenant,
// and the documents that its owner signs.
class SettingsBench {
public:
    // The people's logins begin with `prefix`. False: see kit.lastReply.
    [[nodiscard]] bool setUp(const std::string& prefix);
    // Empty documents everywhere, so that the classes after this one find the tenant as it was.
    [[nodiscard]] bool tearDown();

    [[nodiscard]] DocumentSigner owner() const {
        return {kit.tenant.text(), kit.owner.id.text(), &kit.owner.identity.signing};
    }
    [[nodiscard]] static wire::PolicyDocument document(const DocumentSigner& signer, const std::string& scope,
                                                       long long version, const std::string& body);
    [[nodiscard]] Reply put(const wire::PolicyDocument& document) {
        return client.send({"PUT", "/v1/policies", wire::encode(document)}, &kit.console);
    }
    // The next version of a scope's document.
    [[nodiscard]] Reply say(const std::string& scope, const wire::SettingsBody& body) {
        return put(document(owner(), scope, versionOf(scope) + 1, wire::encode(body)));
    }
    [[nodiscard]] Reply get(const std::string& target) { return client.send({"GET", target}, &kit.console); }
    [[nodiscard]] long long versionOf(const std::string& scope);
    [[nodiscard]] wire::ExplainedSetting explained(const std::string& query, const std::string& name);
    // The manifest with what the test did to the kit's list of administrators.
    [[nodiscard]] bool publishManifest();
    [[nodiscard]] std::string userScope() const { return "user:" + member->id.text(); }
    [[nodiscard]] std::string pcScope() const { return "device_group:" + kit.group.text(); }

    ApiSuite& suite = ApiSuite::get();
    TestClient& client = *suite.client;
    TenantKit& kit = *suite.home;
    std::optional<Pc> pc;
    std::optional<Person> member;
    std::optional<Person> helper;
    std::optional<Person> userAdmin;
    Caller memberCaller = Caller::console();
    Caller helperCaller = Caller::console();
    Caller userAdminCaller = Caller::console();
};

} // namespace kaomon::test
