// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/operation_log_key.h"

namespace kaomon::auth {

Result<crypto::SigningKey> operationLogKey(const ServerKey& key) {
    return crypto::SigningKey::fromSeed(crypto::deriveKey(key.sealingKey(), "operation-log").reveal());
}

} // namespace kaomon::auth
