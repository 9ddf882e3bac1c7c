// SPDX-License-Identifier: GPL-3.0-or-later
// The Credential Manager: a generic credential of the person at this PC, which Windows keeps sealed under his
// logon.
#include <QString>
#include <windows.h>
// after windows.h, which it needs
#include <wincred.h>

#include "client/secret_store.h"
#include "client/worker_impl.h"

namespace kaomon::client {
namespace {

Error errorOf(const char* what) {
    const DWORD code = ::GetLastError();
    return Error(code == ERROR_NOT_FOUND ? ErrorCode::NotFound : ErrorCode::StorageFailed,
                 std::string("Credential Manager: ") + what + ": error " + std::to_string(code));
}

class CredentialSecretStore final : public SecretStore {
public:
    explicit CredentialSecretStore(const std::string& service)
        : m_service(QString::fromStdString(service)) {}

    QFuture<Result<SecretBytes>> read(std::string name) override {
        PCREDENTIALW found = nullptr;
        if (::CredReadW(target(name).c_str(), CRED_TYPE_GENERIC, 0, &found) == 0) {
            return readyFuture<Result<SecretBytes>>(propagate(errorOf("read")));
        }
        SecretBytes secret(Bytes(found->CredentialBlob, found->CredentialBlob + found->CredentialBlobSize));
        wipe(found->CredentialBlob, found->CredentialBlobSize);
        ::CredFree(found);
        return readyFuture<Result<SecretBytes>>(std::move(secret));
    }

    QFuture<Status> write(std::string name, SecretBytes value) override {
        if (value.reveal().size() > CRED_MAX_CREDENTIAL_BLOB_SIZE) {
            return readyFuture<Status>(fail(ErrorCode::StorageFailed, "Credential Manager: too long"));
        }
        std::wstring where = target(name);
        Bytes blob(value.reveal().begin(), value.reveal().end());
        CREDENTIALW credential{};
        credential.Type = CRED_TYPE_GENERIC;
        credential.TargetName = where.data();
        credential.CredentialBlob = blob.data();
        credential.CredentialBlobSize = static_cast<DWORD>(blob.size());
        credential.Persist = CRED_PERSIST_LOCAL_MACHINE; // of this person at this PC; it does not roam
        const bool isKept = ::CredWriteW(&credential, 0) != 0;
        const Status done = isKept ? Status() : Status(propagate(errorOf("write")));
        wipe(blob.data(), blob.size());
        return readyFuture<Status>(done);
    }

    QFuture<Status> remove(std::string name) override {
        const bool isGone = ::CredDeleteW(target(name).c_str(), CRED_TYPE_GENERIC, 0) != 0;
        return readyFuture<Status>(isGone ? Status() : Status(propagate(errorOf("delete"))));
    }

private:
    [[nodiscard]] std::wstring target(const std::string& name) const {
        return (m_service + QLatin1Char('/') + QString::fromStdString(name)).toStdWString();
    }

    QString m_service;
};

} // namespace

std::unique_ptr<SecretStore> makeKeychainStore(std::string service) {
    return std::make_unique<CredentialSecretStore>(service);
}

} // namespace kaomon::client
