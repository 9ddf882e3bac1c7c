// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/session_identity.h"

#include "client/worker_impl.h"

namespace kaomon::client {
namespace {

constexpr const char* kName = "session-key";

using Opened = Result<std::shared_ptr<RequestSigner>>;

Opened signerOf(crypto::SigningKey key, const Clock& clock) {
    std::string keyId = crypto::sessionKeyId(key.publicKey());
    return std::make_shared<RequestSigner>(std::move(keyId), std::move(key), clock);
}

QFuture<Opened> makeAndKeep(SecretStore& store, const Clock& clock) {
    auto key = std::make_shared<crypto::SigningKey>(crypto::SigningKey::generate());
    const auto seed = key->seed().reveal();
    return store.write(kName, SecretBytes(Bytes(seed.begin(), seed.end())))
        .then([key, &clock](const Status& written) -> Opened {
            if (!written) {
                return propagate(written.error());
            }
            return signerOf(std::move(*key), clock);
        });
}

} // namespace

QFuture<Opened> openSessionIdentity(SecretStore& store, const Clock& clock) {
    if (const auto ready = crypto::initialise(); !ready) {
        return readyFuture<Opened>(propagate(ready.error()));
    }
    return store.read(kName)
        .then([&store, &clock](Result<SecretBytes> seed) -> QFuture<Opened> {
            if (!seed && seed.error().code != ErrorCode::NotFound) {
                return readyFuture<Opened>(propagate(seed.error()));
            }
            if (seed) {
                if (auto key = crypto::SigningKey::fromSeed(seed->reveal())) {
                    return readyFuture<Opened>(signerOf(std::move(*key), clock));
                }
            }
            return makeAndKeep(store, clock);
        })
        .unwrap();
}

} // namespace kaomon::client
