// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/server_key.h"
#include "base/id.h"
#include "base/secret.h"
#include "wire/deliveries.h"

namespace kaomon::auth {

// The key that signs what is posted to a webhook, sealed under the server's key for one webhook of one
// tenant.
[[nodiscard]] Bytes sealWebhookSecret(const ServerKey& key, const TenantId& tenant, const WebhookId& webhook,
                                      const Bytes& secret);
// ErrorCode::DecryptionFailed.
[[nodiscard]] Result<SecretBytes> openWebhookSecret(const ServerKey& key, const TenantId& tenant,
                                                    const WebhookId& webhook, const Bytes& sealed);

} // namespace kaomon::auth
