// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/vault_service.h"

#include "client/api_call.h"

namespace kaomon::client {

QFuture<Result<wire::VaultManifest>> VaultService::manifest() {
    return m_api.get<wire::VaultManifest>("/v1/vault");
}

QFuture<Result<wire::VaultItemPage>> VaultService::items(const PageRequest& page) {
    return m_api.get<wire::VaultItemPage>(
        withQuery("/v1/vault/items", {{"limit", std::to_string(page.limit)}, {"cursor", page.cursor}}));
}

QFuture<Result<wire::VaultManifest>> VaultService::put(const wire::VaultWrite& write, long long revision) {
    CallOptions options;
    options.ifMatchRevision = revision;
    return m_api.put<wire::VaultManifest>("/v1/vault", write, options);
}

} // namespace kaomon::client
