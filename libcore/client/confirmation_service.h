// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFuture>

#include "client/admin_keyring.h"
#include "client/api_client.h"
#include "wire/confirmations.h"

namespace kaomon::client {

// What consoles say about which signed documents are the newest (docs/protocol.md 4.25); as the services of
// services.h.
class ConfirmationService {
public:
    explicit ConfirmationService(ApiClient& api)
        : m_api(api) {}
    [[nodiscard]] QFuture<Result<wire::ConfirmationBasis>> basis();
    // ErrorCode::StaleRevision: another console was faster.
    [[nodiscard]] QFuture<Result<wire::PolicyDocument>> put(const wire::PolicyDocument& confirmation);

private:
    ApiClient& m_api;
};

// The next confirmation, signed by this administrator: the versions of the last one and of what was signed
// since, the newest 1,000 of the last 400 days. nullopt: the last one says the same and is less than `life`
// old. ErrorCode::PolicyRolledBack, ManifestRolledBack: the server shows an older state than another console
// has confirmed; Forbidden when the role may not sign. Documents without a valid signature are left out.
[[nodiscard]] Result<std::optional<wire::PolicyDocument>>
nextConfirmation(const wire::ConfirmationBasis& basis, const AdminKeyring& keyring, TimePoint now,
                 std::chrono::hours life = std::chrono::hours(20));

} // namespace kaomon::client
