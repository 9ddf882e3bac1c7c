// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/idempotency_repository.h"

namespace kaomon::storage {

bool IdempotencyRepository::claim(const TenantId& tenant, const std::string& principal, const std::string& key,
                                  const std::string& requestHash, TimePoint expiresAt) {
    return Query(m_work, R"(INSERT INTO idem_key (tenant_id, principal, idem_key, request_hash, status, body, etag,
        expires_at) VALUES (:tenant, :principal, :key, :hash, 0, '', '', :expires_at)
        ON CONFLICT (tenant_id, principal, idem_key) DO NOTHING)")
               .bind("tenant", tenant)
               .bind("principal", principal)
               .bind("key", key)
               .bind("hash", requestHash)
               .bind("expires_at", expiresAt)
               .run() == 1;
}

std::optional<IdempotentReply> IdempotencyRepository::find(const TenantId& tenant, const std::string& principal,
                                                           const std::string& key) {
    auto row = Query(m_work, R"(SELECT request_hash, status, body, etag FROM idem_key
        WHERE tenant_id = :tenant AND principal = :principal AND idem_key = :key)")
                   .bind("tenant", tenant)
                   .bind("principal", principal)
                   .bind("key", key)
                   .first<std::string, int, std::string, std::string>();
    if (!row) {
        return std::nullopt;
    }
    auto& [hash, status, body, etag] = *row;
    return IdempotentReply{std::move(hash), status, std::move(body), std::move(etag)};
}

void IdempotencyRepository::finish(const TenantId& tenant, const std::string& principal, const std::string& key,
                                   const IdempotentReply& reply) {
    Query(m_work, R"(UPDATE idem_key SET status = :status, body = :body, etag = :etag
        WHERE tenant_id = :tenant AND principal = :principal AND idem_key = :key)")
        .bind("status", reply.status)
        .bind("body", reply.body)
        .bind("etag", reply.etag)
        .bind("tenant", tenant)
        .bind("principal", principal)
        .bind("key", key)
        .run();
}

} // namespace kaomon::storage
