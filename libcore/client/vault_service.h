// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QFuture>

#include "client/api_client.h"
#include "client/services.h"
#include "wire/vault.h"

namespace kaomon::client {

// The sealed vault of the person who is signed in (docs/protocol.md 4.22); as the services of services.h.
// What is inside is sealed and opened by libcore/vault.
class VaultService {
public:
    explicit VaultService(ApiClient& api)
        : m_api(api) {}
    // Version 0 where there is no vault yet.
    [[nodiscard]] QFuture<Result<wire::VaultManifest>> manifest();
    [[nodiscard]] QFuture<Result<wire::VaultItemPage>> items(const PageRequest& page = {});
    // `revision` is that of the manifest which this change follows, 0 for none; gives the stored manifest.
    // ErrorCode::StaleRevision when another PC was faster, Conflict while the vault rests, QuotaExceeded.
    [[nodiscard]] QFuture<Result<wire::VaultManifest>> put(const wire::VaultWrite& write, long long revision);

private:
    ApiClient& m_api;
};

} // namespace kaomon::client
