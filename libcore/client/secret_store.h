// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include <QFuture>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::client {

// Where an installation keeps its few secrets (a console's session key). Used on one thread with an event
// loop.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    // ErrorCode::NotFound when there is none, StorageFailed.
    [[nodiscard]] virtual QFuture<Result<SecretBytes>> read(std::string name) = 0;
    // ErrorCode::StorageFailed.
    [[nodiscard]] virtual QFuture<Status> write(std::string name, SecretBytes value) = 0;
    [[nodiscard]] virtual QFuture<Status> remove(std::string name) = 0;
};

// Forgets everything when the program ends; also what a console falls back to when the desktop has no key
// chain.
class MemorySecretStore final : public SecretStore {
public:
    [[nodiscard]] QFuture<Result<SecretBytes>> read(std::string name) override;
    [[nodiscard]] QFuture<Status> write(std::string name, SecretBytes value) override;
    [[nodiscard]] QFuture<Status> remove(std::string name) override;

private:
    std::map<std::string, SecretBytes> m_values;
};

// The desktop's key chain (Secret Service, KWallet; on Windows the Credential Manager, whose limit of 2560
// bytes it has). `service` names the program, e.g. "kaomon-admin". In the library Kaomon::client_keychain, so
// that only the console links it.
[[nodiscard]] std::unique_ptr<SecretStore> makeKeychainStore(std::string service);

} // namespace kaomon::client
