// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/api_client.h"
#include "wire/key_renewals.h"

namespace kaomon::client {

// Pairs of keys that are to be replaced because of whom, and their replacement (docs/protocol.md 4.29). GUI
// or main thread; `api` outlives it. Errors as ApiClient.
class KeyRenewalService {
public:
    explicit KeyRenewalService(ApiClient& api)
        : m_api(api) {}

    [[nodiscard]] QFuture<Result<wire::KeyRenewalState>> state() {
        return m_api.get<wire::KeyRenewalState>("/v1/key-renewal");
    }
    // What AdminKeyring::renewKeys() made. ErrorCode::StaleRevision: another manifest was faster.
    [[nodiscard]] QFuture<Result<wire::KeyRenewalState>> renew(const wire::KeyRenewal& renewal) {
        return m_api.post<wire::KeyRenewalState>("/v1/key-renewal", renewal);
    }
    // What AdminKeyring::confirmRoot() made. ErrorCode::NotFound: another seal took its place meanwhile.
    [[nodiscard]] QFuture<Status> confirmRoot(const wire::RootConfirmation& confirmation) {
        return m_api.post<void>("/v1/key-seals:confirm-root", confirmation);
    }

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
