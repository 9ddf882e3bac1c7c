// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/webhook_secret.h"

#include "crypto/aead.h"

namespace kaomon::auth {
namespace {

crypto::RecordAad aadOf(const TenantId& tenant, const WebhookId& webhook) {
    crypto::RecordAad aad;
    aad.tenant = tenant.text();
    aad.object = webhook.text();
    aad.purpose = "webhook-secret";
    aad.keyId = "server";
    return aad;
}

} // namespace

Bytes sealWebhookSecret(const ServerKey& key, const TenantId& tenant, const WebhookId& webhook,
                        const Bytes& secret) {
    return crypto::seal(key.sealingKey(), aadOf(tenant, webhook), secret);
}

Result<SecretBytes> openWebhookSecret(const ServerKey& key, const TenantId& tenant, const WebhookId& webhook,
                                      const Bytes& sealed) {
    return crypto::open(key.sealingKey(), aadOf(tenant, webhook), sealed);
}

} // namespace kaomon::auth
