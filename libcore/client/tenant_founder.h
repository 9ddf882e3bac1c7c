// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QFuture>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/key_pairs.h"
#include "wire/bootstrap.h"

namespace kaomon::client {

struct FoundingInput {
    wire::BootstrapInfo info;
    SecretString code; // bootstrap code as typed
    std::string login;
    std::string displayName;
    std::string mail;
    SecretString password; // as typed; checked against the tenant's first settings
    std::vector<wire::SettingValue> settings;
    std::vector<std::string> tlsPins; // info.tlsPin when empty
};

// What is printed once and locked away: with it and a second person a lost owner key can be replaced.
struct RecoverySheet {
    TenantId tenant;
    std::string tenantName;
    std::string rootFingerprint;
    SecretString recoveryKey; // base32 of RK's private half in groups of four
    TimePoint madeAt;
};

struct FoundedTenant {
    wire::BootstrapRequest request; // for BootstrapService::complete()
    RecoverySheet sheet;
};

// Makes every key of a new tenant, the owner's identity and the first signed documents, all here: the server
// sees only public halves and seals. Blocking (Argon2id). ErrorCode::ValidationFailed with the field of the
// input at fault ("/login", "/settings/<name>"), PasswordTooWeak with the rule's wire name in `detail`.
[[nodiscard]] Result<FoundedTenant> foundTenant(const FoundingInput& input, const Clock& clock);

// The same on a worker thread. `clock` outlives the future.
[[nodiscard]] QFuture<Result<FoundedTenant>> foundTenantAsync(FoundingInput input, const Clock& clock);

[[nodiscard]] SecretString recoveryKeyText(const crypto::BoxKey& recovery);
// RK's private half as it stands on the sheet. ErrorCode::ValidationFailed for a text that is none.
[[nodiscard]] Result<crypto::BoxKey> recoveryKeyFromSheet(const SecretString& typed);

} // namespace kaomon::client
