// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/secret_store.h"
#include "client/worker_impl.h"

namespace kaomon::client {

QFuture<Result<SecretBytes>> MemorySecretStore::read(std::string name) {
    const auto found = m_values.find(name);
    if (found == m_values.end()) {
        return readyFuture<Result<SecretBytes>>(fail(ErrorCode::NotFound, "no such secret"));
    }
    return readyFuture<Result<SecretBytes>>(found->second.clone());
}

QFuture<Status> MemorySecretStore::write(std::string name, SecretBytes value) {
    m_values.insert_or_assign(std::move(name), std::move(value));
    return readyFuture<Status>({});
}

QFuture<Status> MemorySecretStore::remove(std::string name) {
    m_values.erase(name);
    return readyFuture<Status>({});
}

} // namespace kaomon::client
