// SPDX-License-Identifier: GPL-3.0-or-later
#include <QByteArray>
#include <QFutureInterface>
#include <QString>
#include <qt6keychain/keychain.h>

#include "client/secret_store.h"

namespace kaomon::client {
namespace {

Error errorOf(const QKeychain::Job& job) {
    const ErrorCode code =
        job.error() == QKeychain::EntryNotFound ? ErrorCode::NotFound : ErrorCode::StorageFailed;
    return Error(code, "key chain: " + job.errorString().toStdString());
}

class KeychainSecretStore final : public SecretStore {
public:
    explicit KeychainSecretStore(std::string service)
        : m_service(QString::fromStdString(service)) {}

    QFuture<Result<SecretBytes>> read(std::string name) override {
        auto* job = new QKeychain::ReadPasswordJob(m_service);
        return run<Result<SecretBytes>>(job, name, [job]() -> Result<SecretBytes> {
            QByteArray data = job->binaryData();
            SecretBytes secret(Bytes(data.begin(), data.end()));
            wipe(data.data(), static_cast<std::size_t>(data.size()));
            return secret;
        });
    }

    QFuture<Status> write(std::string name, SecretBytes value) override {
        auto* job = new QKeychain::WritePasswordJob(m_service);
        const auto* data = reinterpret_cast<const char*>(value.reveal().data());
        job->setBinaryData(QByteArray(data, static_cast<qsizetype>(value.reveal().size())));
        return run<Status>(job, name, [] { return Status(); });
    }

    QFuture<Status> remove(std::string name) override {
        auto* job = new QKeychain::DeletePasswordJob(m_service);
        return run<Status>(job, name, [] { return Status(); });
    }

private:
    // The job deletes itself after it has finished. No QPromise here: a secret can only be moved, so a
    // continuation takes it out of the future, which in Qt 6.4 thereby counts as unfinished again; the
    // destructor of a promise would then run the continuation a second time.
    template<class Value, class Take>
    QFuture<Value> run(QKeychain::Job* job, const std::string& name, Take take) {
        auto answer = std::make_shared<QFutureInterface<Value>>();
        answer->reportStarted();
        job->setAutoDelete(true);
        job->setInsecureFallback(false);
        job->setKey(QString::fromStdString(name));
        QObject::connect(job, &QKeychain::Job::finished, job, [answer, take](QKeychain::Job* done) {
            if (done->error() == QKeychain::NoError) {
                answer->reportResult(take());
            } else {
                answer->reportResult(Value(propagate(errorOf(*done))));
            }
            answer->reportFinished();
        });
        job->start();
        return answer->future();
    }

    QString m_service;
};

} // namespace

std::unique_ptr<SecretStore> makeKeychainStore(std::string service) {
    return std::make_unique<KeychainSecretStore>(std::move(service));
}

} // namespace kaomon::client
