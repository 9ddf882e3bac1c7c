// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "base/clock.h"
#include "client/admin_keyring.h"
#include "client/password_work.h"
#include "client/tenant_founder.h"

namespace kaomon::testing {

// The keys of the owner of a tenant that was just founded; null when that fails. crypto::initialise() first.
inline std::shared_ptr<const client::AdminKeyring> ownerKeyring(const Clock& clock) {
    constexpr const char* kPassword = "Correct-Horse-9";
    client::FoundingInput input;
    input.info = {TenantId::generate(), "Example", true, std::string(43, 'A')};
    input.code = SecretString("abcd-efgh");
    input.login = "owner";
    input.displayName = "The Owner";
    input.password = SecretString(kPassword);
    const auto founded = client::foundTenant(input, clock);
    if (!founded) {
        return nullptr;
    }
    wire::SessionReply session;
    session.tenant = input.info.tenant;
    session.user = {founded->request.ownerId, "owner", "The Owner", "owner", false};
    session.identity = founded->request.identity;
    const auto& record = founded->request.password;
    const auto parameters = client::parametersOf({record.salt, record.iterations, record.memoryKib});
    if (!parameters) {
        return nullptr;
    }
    const auto keys = client::splitTypedPassword(SecretString(kPassword), *parameters);
    if (!keys) {
        return nullptr;
    }
    const wire::ManifestDocument manifest{founded->request.manifest, 1};
    auto keyring =
        client::AdminKeyring::open({session, manifest, {founded->request.seals}, keys->wrap, "", 0});
    return keyring ? *keyring : nullptr;
}

} // namespace kaomon::testing
