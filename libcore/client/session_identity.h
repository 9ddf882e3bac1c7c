// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QFuture>

#include "base/clock.h"
#include "base/result.h"
#include "client/request_signer.h"
#include "client/secret_store.h"

namespace kaomon::client {

// The Ed25519 session key of a console installation: made once, kept in the secret store, used to sign
// requests. Gives a new key when there is none; ErrorCode::StorageFailed when the store refuses; the caller
// may then go on with a MemorySecretStore.
[[nodiscard]] QFuture<Result<std::shared_ptr<RequestSigner>>> openSessionIdentity(SecretStore& store,
                                                                                  const Clock& clock);

} // namespace kaomon::client
