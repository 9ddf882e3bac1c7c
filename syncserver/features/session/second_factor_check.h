// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/server_key.h"
#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::features {

// Checks the second factor of a person who has one; no factor: fine. A code of the authenticator app works
// once (its step is noted), a recovery code is used up. ErrorCode::SecondFactorRequired when there is no
// code, LoginFailed when it is wrong. Inside a write job that is rolled back when this fails.
[[nodiscard]] Status checkSecondFactor(storage::UnitOfWork& unit, const auth::ServerKey& key,
                                       const UserId& user, const std::optional<std::string>& code,
                                       TimePoint now);

// The secret of an authenticator app, sealed under the server's key to tenant and user.
[[nodiscard]] std::string sealSecondFactor(const auth::ServerKey& key, const TenantId& tenant,
                                           const UserId& user, const SecretBytes& secret);
// ErrorCode::StorageCorrupt.
[[nodiscard]] Result<SecretBytes> openSecondFactor(const auth::ServerKey& key, const TenantId& tenant,
                                                   const UserId& user, const std::string& sealed);

// Ten new codes of 10 base32 characters, and the hash by which the server knows one of them.
[[nodiscard]] std::vector<std::string> makeRecoveryCodes();
[[nodiscard]] std::string recoveryHash(const auth::ServerKey& key, const UserId& user,
                                       const std::string& typed);

} // namespace kaomon::features
