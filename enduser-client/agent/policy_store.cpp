// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/policy_store.h"

#include <algorithm>
#include <iterator>

#include "base/log.h"
#include "wire/codec.h"
#include "wire/keys.h"
#include "wire/policies.h"

namespace kaomon::agent {

namespace {

std::string_view textOf(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

Result<crypto::TenantManifest> openManifest(std::string_view json, const DeviceIdentity& device,
                                            std::uint64_t minimumVersion) {
    const auto document = wire::decode<wire::ManifestDocument>(json);
    if (!document) {
        return propagate(document.error());
    }
    const auto record = crypto::SignedRecord::decode(document->record);
    if (!record) {
        return propagate(record.error());
    }
    return crypto::TenantManifest::verify(*record, device.rootPublic, device.tenant.text(), minimumVersion);
}

Result<crypto::SignedPolicy> openPolicy(std::string_view json, const crypto::TenantManifest& manifest,
                                        std::uint64_t minimumVersion) {
    const auto document = wire::decode<wire::PolicyDocument>(json);
    if (!document) {
        return propagate(document.error());
    }
    const auto record = crypto::SignedRecord::decode(document->record);
    if (!record) {
        return propagate(record.error());
    }
    auto policy = crypto::SignedPolicy::verify(*record, manifest, minimumVersion);
    if (policy && (policy->kind != document->kind || policy->scope != document->scope)) {
        return fail(ErrorCode::PolicyUnsigned, "the signature is for another document");
    }
    return policy;
}

void PolicyStore::clear() {
    *this = PolicyStore();
}

Status PolicyStore::reload(const localstore::LocalStore& store, const DeviceIdentity& device) {
    PolicyStore fresh;
    if (const auto read = fresh.readManifest(store, device); !read) {
        return read;
    }
    if (const auto read = fresh.readPolicies(store, device); !read) {
        return read;
    }
    if (const auto read = fresh.readUsers(store); !read) {
        return read;
    }
    *this = std::move(fresh);
    return {};
}

Status PolicyStore::readManifest(const localstore::LocalStore& store, const DeviceIdentity& device) {
    const auto objects = store.list("manifest");
    if (!objects) {
        return propagate(objects.error());
    }
    for (const auto& object : *objects) {
        auto manifest = openManifest(textOf(object.bytes), device, 0);
        if (!manifest) {
            log::error("agent.manifest_refused", {{"code", wireName(manifest.error().code)}});
        } else if (!m_manifest || m_manifest->version < manifest->version) {
            m_manifest = std::move(*manifest);
        }
    }
    return {};
}

Status PolicyStore::readPolicies(const localstore::LocalStore& store, const DeviceIdentity& device) {
    const auto objects = store.list("policy");
    if (!objects) {
        return propagate(objects.error());
    }
    m_deviceScope = "device_group:" + device.group;
    for (const auto& object : *objects) {
        if (!m_manifest) {
            break;
        }
        const auto document = openPolicy(textOf(object.bytes), *m_manifest, 0);
        if (!document) {
            log::error("agent.policy_refused",
                       {{"id", object.id}, {"code", wireName(document.error().code)}});
        } else if (document->kind == "account_links") {
            addLinks(*document);
        } else if (document->kind == "policy") {
            addSettings(object.id, *document);
        } else if (document->kind == "group_members") {
            addMemberships(object.id, *document);
        }
    }
    m_policy = resolve({"tenant", m_deviceScope});
    return {};
}

void PolicyStore::addSettings(const std::string& id, const crypto::SignedPolicy& document) {
    const auto place = domain::SettingPlace::parse(document.scope);
    const auto body = wire::decode<wire::SettingsBody>(document.body);
    if (!place || !body) {
        log::error("agent.policy_refused", {{"id", id}, {"code", "validation_failed"}});
        return;
    }
    domain::SettingLayer layer;
    layer.place = *place;
    layer.values = wire::valuesOf(*body);
    layer.version = static_cast<long long>(document.version);
    if (document.scope == "tenant" || document.scope == m_deviceScope) {
        m_policyVersion = std::max(m_policyVersion, layer.version);
    }
    m_layers.insert_or_assign(document.scope, std::move(layer));
}

void PolicyStore::addMemberships(const std::string& id, const crypto::SignedPolicy& document) {
    const auto body = wire::decode<wire::GroupMembersBody>(document.body);
    if (!body || document.scope != "user:" + body->user.text()) {
        log::error("agent.policy_refused", {{"id", id}, {"code", "validation_failed"}});
        return;
    }
    auto& groups = m_groups[body->user.text()];
    groups.clear();
    for (auto group = body->groups.rbegin(); group != body->groups.rend(); ++group) {
        groups.push_back(group->text());
    }
}

// A value that this version does not know or that is out of range is passed over by the resolver.
std::map<std::string, std::string> PolicyStore::resolveValues(const std::vector<std::string>& scopes) const {
    std::vector<domain::SettingLayer> layers;
    for (const std::string& scope : scopes) {
        if (const auto found = m_layers.find(scope); found != m_layers.end()) {
            layers.push_back(found->second);
        }
    }
    return domain::valuesOf(domain::resolveSettings(layers));
}

domain::Policy PolicyStore::resolve(const std::vector<std::string>& scopes) const {
    return domain::Policy::fromValues(resolveValues(scopes)).withFloors(isDemo());
}

std::map<std::string, std::string> PolicyStore::valuesFor(const std::optional<UserId>& user) const {
    return resolveValues(user ? scopesOf(*user) : std::vector<std::string>{"tenant", m_deviceScope});
}

domain::Policy PolicyStore::policyFor(const UserId& user) const {
    return resolve(scopesOf(user));
}

std::vector<std::string> PolicyStore::scopesOf(const UserId& user) const {
    std::vector<std::string> scopes{"tenant"};
    if (const auto groups = m_groups.find(user.text()); groups != m_groups.end()) {
        for (const std::string& group : groups->second) {
            scopes.push_back("group:" + group);
        }
    }
    scopes.push_back("user:" + user.text());
    scopes.push_back(m_deviceScope);
    return scopes;
}

void PolicyStore::addLinks(const crypto::SignedPolicy& document) {
    const auto body = wire::decode<wire::AccountLinksBody>(document.body);
    if (!body || document.scope != "user:" + body->user.text()) {
        log::error("agent.policy_refused", {{"scope", document.scope}, {"code", "validation_failed"}});
        return;
    }
    for (const auto& link : body->links) {
        m_links.emplace(domain::OsAccount{link.authority, link.name}, body->user);
    }
    for (const auto& face : body->removedFaces.value_or(std::vector<TemplateId>())) {
        m_removedFaces.insert(face.text());
    }
}

Status PolicyStore::readUsers(const localstore::LocalStore& store) {
    const auto objects = store.list("user");
    if (!objects) {
        return propagate(objects.error());
    }
    for (const auto& object : *objects) {
        const auto user = wire::decode<wire::SyncedUser>(textOf(object.bytes));
        const auto id = user ? UserId::parse(user->id) : Result<UserId>(propagate(user.error()));
        if (id) {
            m_users[*id] = *user;
        } else {
            log::error("agent.user_refused", {{"id", object.id}, {"code", wireName(id.error().code)}});
        }
    }
    return {};
}

Result<UserId> PolicyStore::linkedUser(const domain::OsAccount& account) const {
    const auto [first, last] = m_links.equal_range(account);
    if (first == last) {
        return fail(ErrorCode::AccountNotLinked, "no user is linked with this account");
    }
    if (std::next(first) != last) {
        return fail(ErrorCode::AccountNotLinked, "several users claim this account");
    }
    return first->second;
}

std::vector<UserId> PolicyStore::linkedUsers(const domain::OsAccount& account) const {
    const auto [first, last] = m_links.equal_range(account);
    std::vector<UserId> users;
    std::transform(first, last, std::back_inserter(users), [](const auto& link) { return link.second; });
    return users;
}

std::map<UserId, std::string> PolicyStore::accountsHere(const DeviceId& device) const {
    std::map<UserId, std::string> accounts;
    for (const auto& [account, user] : m_links) {
        if (account.authority == device.text() && account.name != "root") {
            accounts.emplace(user, account.name);
        }
    }
    return accounts;
}

bool PolicyStore::isAnyoneIn(std::string_view group) const {
    return std::ranges::any_of(
        m_groups, [&](const auto& person) { return std::ranges::count(person.second, group) > 0; });
}

const wire::SyncedUser* PolicyStore::user(const UserId& id) const {
    const auto found = m_users.find(id);
    return found == m_users.end() ? nullptr : &found->second;
}

} // namespace kaomon::agent
