// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <string>

#include "auth/manifest_root.h"
#include "domain/login_key.h"
#include "domain/policy.h"
#include "domain/setting_resolver.h"
#include "features/bootstrap/bootstrap.h"
#include "features/password_record.h"
#include "wire/codec.h"

namespace kaomon::features {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kMostSeals = 1000;

tl::unexpected<Error> wrong(std::string field) {
    return fail(ErrorCode::ValidationFailed, "wrong form", std::move(field));
}

Status checkManifest(const wire::BootstrapRequest& request, const storage::TenantRow& tenant,
                     const crypto::TenantManifest& manifest) {
    if (manifest.isDemo != tenant.isDemo) {
        return fail(ErrorCode::ValidationFailed, "the manifest and the tenant differ in the demo mark",
                    "/manifest");
    }
    const crypto::ManifestAdmin* owner = manifest.admin(request.ownerId.text());
    if (owner == nullptr || owner->role != domain::Role::Owner ||
        owner->signPublic != request.identity.signPublic || owner->boxPublic != request.identity.boxPublic) {
        return fail(ErrorCode::ValidationFailed, "the manifest does not name the owner", "/manifest");
    }
    return {};
}

// The tenant's first settings; everything else waits for what it speaks of.
Status checkSettings(const crypto::SignedPolicy& policy) {
    const auto body = wire::decode<wire::SettingsBody>(policy.body, wire::UnknownFields::Reject);
    if (!body || policy.kind != "policy" || policy.scope != "tenant") {
        return wrong("/policies");
    }
    domain::SettingLayer layer;
    layer.values = wire::valuesOf(*body);
    if (const Status checked = domain::checkLayer(layer, {}); !checked) {
        return wrong("/policies" + checked.error().field);
    }
    std::map<std::string, std::string> values;
    for (const auto& [name, given] : layer.values) {
        values.emplace(name, given.value);
    }
    const auto together = domain::Policy::fromDocument(values);
    return together ? Status() : wrong("/policies" + together.error().field);
}

Status checkPolicy(const wire::PolicyDocument& document, const crypto::TenantManifest& manifest) {
    const auto record = crypto::SignedRecord::decode(document.record);
    if (!record) {
        return propagate(record.error());
    }
    const auto policy = crypto::SignedPolicy::verify(*record, manifest, 1);
    if (!policy) {
        return propagate(policy.error());
    }
    if (policy->kind != document.kind || policy->scope != document.scope || document.version < 1 ||
        policy->version != static_cast<std::uint64_t>(document.version)) {
        return wrong("/policies");
    }
    return checkSettings(*policy);
}

} // namespace

Status checkFounding(const wire::BootstrapRequest& request, const storage::TenantRow& tenant) {
    if (const auto login = domain::loginKey(request.login); !login) {
        return propagate(login.error());
    }
    if (request.displayName.empty() || request.displayName.size() > kLongestName) {
        return wrong("/display_name");
    }
    if (request.mail.size() > kLongestName) {
        return wrong("/mail");
    }
    if (request.seals.size() > kMostSeals) {
        return wrong("/seals");
    }
    if (Status valid = checkPasswordSet(request.password, "/password", request.identity, request.vaultKeys);
        !valid) {
        return valid;
    }
    const auto manifest = auth::openOwnManifest(request.manifest, tenant.id.text());
    if (!manifest) {
        return propagate(manifest.error());
    }
    if (Status fits = checkManifest(request, tenant, *manifest); !fits) {
        return fits;
    }
    for (const wire::PolicyDocument& document : request.policies) {
        if (Status signedWell = checkPolicy(document, *manifest); !signedWell) {
            return signedWell;
        }
    }
    return {};
}

} // namespace kaomon::features
