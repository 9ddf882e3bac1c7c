// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/secret.h"
#include "wire/keys.h"
#include "wire/policies.h"

namespace kaomon::wire {

struct BootstrapBegin {
    std::string code; // normalised: 32 base32 characters
};

struct BootstrapInfo {
    TenantId tenant;
    std::string tenantName;
    bool isDemo = false;
    std::string tlsPin; // SPKI SHA-256 of the server's certificate, base64url
};

// Makes the first owner and leaves the tenant's keys, all in one transaction; the code is used up by it.
struct BootstrapRequest {
    std::string code;
    UserId ownerId;
    std::string login;
    std::string displayName;
    std::string mail;
    PasswordRecord password;
    IdentityRecord identity;
    Bytes manifest; // encoded crypto::SignedRecord of the TenantManifest
    GroupId defaultGroup;
    std::vector<KeySeal> seals;
    std::vector<VaultKeyWrap> vaultKeys;
    std::vector<PolicyDocument> policies; // the tenant's first settings document
};

} // namespace kaomon::wire
