// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/certificate_key.h"

namespace kaomon::auth {

Result<crypto::SigningKey> certificateKey(const ServerKey& key) {
    return crypto::SigningKey::fromSeed(crypto::deriveKey(key.sealingKey(), "deletion-certificate").reveal());
}

} // namespace kaomon::auth
