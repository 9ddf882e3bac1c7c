// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/server_key.h"
#include "crypto/key_pairs.h"

namespace kaomon::auth {

// Signs statements about the operation logs of all tenants: checkpoints and anchors. Derived from the server
// key; `kaomonctl audit key` prints the public half.
[[nodiscard]] Result<crypto::SigningKey> operationLogKey(const ServerKey& key);

} // namespace kaomon::auth
