// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tenant_settings.h"

#include <array>

#include "base/log.h"
#include "crypto/trust.h"
#include "storage/repositories/policy_repository.h"
#include "wire/codec.h"

namespace kaomon::auth {
namespace {

constexpr std::size_t kKnownTenants = 10'000;

std::shared_ptr<const domain::Policy> read(const wire::PolicyDocument& document, const TenantId& tenant) {
    const auto layer = layerOf(document);
    if (!layer) {
        log::error("settings.unreadable",
                   {{"tenant", tenant.text()}, {"code", wireName(layer.error().code)}});
        return std::make_shared<domain::Policy>();
    }
    const std::array layers{*layer};
    const auto resolved = domain::resolveSettings(layers);
    return std::make_shared<domain::Policy>(domain::Policy::fromValues(domain::valuesOf(resolved)));
}

} // namespace

Result<domain::SettingLayer> layerOf(const wire::PolicyDocument& document) {
    const auto record = crypto::SignedRecord::decode(document.record);
    const auto policy = record ? crypto::SignedPolicy::read(*record) : propagate(record.error());
    const auto place = domain::SettingPlace::parse(document.scope);
    const auto body = policy ? wire::decode<wire::SettingsBody>(policy->body) : propagate(policy.error());
    if (!body || !place) {
        return fail(ErrorCode::StorageCorrupt, "settings document");
    }
    domain::SettingLayer layer;
    layer.place = *place;
    layer.values = wire::valuesOf(*body);
    layer.setBy = record->signer;
    layer.setAt = policy->issuedAt;
    layer.version = document.version;
    return layer;
}

std::shared_ptr<const domain::Policy> TenantSettings::of(storage::UnitOfWork& unit) {
    const auto document = storage::PolicyRepository(unit).find("policy", "tenant");
    if (!document) {
        return std::make_shared<domain::Policy>();
    }
    const std::string& tenant = unit.tenant().text();
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_entries.find(tenant);
        if (known != m_entries.end() && known->second.rev == document->rev) {
            return known->second.policy;
        }
    }
    auto policy = read(*document, unit.tenant());
    const std::lock_guard lock(m_mutex);
    if (m_entries.size() >= kKnownTenants) {
        m_entries.clear();
    }
    m_entries[tenant] = {document->rev, policy};
    return policy;
}

} // namespace kaomon::auth
