// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/device_identity.h"
#include "crypto/trust.h"
#include "domain/os_account.h"
#include "domain/policy.h"
#include "domain/setting_resolver.h"
#include "localstore/local_store.h"
#include "wire/changes.h"

namespace kaomon::agent {

// The stored document of one kind as the tenant root or an administrator signed it.
[[nodiscard]] Result<crypto::TenantManifest> openManifest(std::string_view json, const DeviceIdentity& device,
                                                          std::uint64_t minimumVersion);
[[nodiscard]] Result<crypto::SignedPolicy>
openPolicy(std::string_view json, const crypto::TenantManifest& manifest, std::uint64_t minimumVersion);

// What the administrators of the tenant say, verified: manifest, effective policy with the agent's floors,
// account links, users. Read from the local store by reload(); nothing that is not signed gets in. Main
// thread.
class PolicyStore {
public:
    // Errors of the store; a document that does not verify is logged and left out, which leaves the defaults.
    [[nodiscard]] Status reload(const localstore::LocalStore& store, const DeviceIdentity& device);
    void clear();

    [[nodiscard]] const std::optional<crypto::TenantManifest>& manifest() const { return m_manifest; }
    // What applies to this PC, whoever sits there: the tenant's settings and those of the PC's group.
    [[nodiscard]] const domain::Policy& policy() const { return m_policy; }
    // The same with those of a person and his groups; see domain/setting_resolver.h for who wins.
    [[nodiscard]] domain::Policy policyFor(const UserId& user) const;
    // The same as text, by name of the setting; without a person what applies to this PC.
    [[nodiscard]] std::map<std::string, std::string> valuesFor(const std::optional<UserId>& user) const;
    [[nodiscard]] long long policyVersion() const { return m_policyVersion; }
    [[nodiscard]] bool isDemo() const { return m_manifest && m_manifest->isDemo; }

    // The one user whose face may open this OS account. ErrorCode::AccountNotLinked for none or several.
    [[nodiscard]] Result<UserId> linkedUser(const domain::OsAccount& account) const;
    // Faces that administrators deleted; they count no more, whatever the server says.
    [[nodiscard]] const std::set<std::string>& removedFaces() const { return m_removedFaces; }
    // Everybody whose face may open it: several on an account that people share. Empty for none.
    [[nodiscard]] std::vector<UserId> linkedUsers(const domain::OsAccount& account) const;
    // Everybody who may open some account of this PC, and which one; of several the first by name that is not
    // root.
    [[nodiscard]] std::map<UserId, std::string> accountsHere(const DeviceId& device) const;
    // Whether a signed document puts somebody whom this PC knows into the group of people.
    [[nodiscard]] bool isAnyoneIn(std::string_view group) const;
    // Null for an unknown user.
    [[nodiscard]] const wire::SyncedUser* user(const UserId& id) const;

private:
    [[nodiscard]] Status readManifest(const localstore::LocalStore& store, const DeviceIdentity& device);
    [[nodiscard]] Status readPolicies(const localstore::LocalStore& store, const DeviceIdentity& device);
    [[nodiscard]] Status readUsers(const localstore::LocalStore& store);
    void addLinks(const crypto::SignedPolicy& document);
    void addSettings(const std::string& id, const crypto::SignedPolicy& document);
    void addMemberships(const std::string& id, const crypto::SignedPolicy& document);
    [[nodiscard]] domain::Policy resolve(const std::vector<std::string>& scopes) const;
    [[nodiscard]] std::map<std::string, std::string>
    resolveValues(const std::vector<std::string>& scopes) const;
    [[nodiscard]] std::vector<std::string> scopesOf(const UserId& user) const;

    std::optional<crypto::TenantManifest> m_manifest;
    std::map<std::string, domain::SettingLayer> m_layers;     // by scope
    std::map<std::string, std::vector<std::string>> m_groups; // by user id, the primary one last
    std::string m_deviceScope;
    domain::Policy m_policy = domain::Policy().withFloors(false);
    long long m_policyVersion = 0;
    std::multimap<domain::OsAccount, UserId> m_links;
    std::set<std::string> m_removedFaces;
    std::map<UserId, wire::SyncedUser> m_users;
};

} // namespace kaomon::agent
