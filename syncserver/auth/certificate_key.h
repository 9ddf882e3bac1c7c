// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/server_key.h"
#include "crypto/key_pairs.h"

namespace kaomon::auth {

// The key with which this server signs certificates of deletion, derived from the server key. Its public half
// is the operator's to publish: `kaomonctl certificate key`. Pure.
[[nodiscard]] Result<crypto::SigningKey> certificateKey(const ServerKey& key);

} // namespace kaomon::auth
