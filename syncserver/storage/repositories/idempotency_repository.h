// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "storage/query.h"

namespace kaomon::storage {

struct IdempotentReply {
    std::string requestHash;
    int status = 0;
    std::string body;
    std::string etag;
};

// Replies to requests that carried an Idempotency-Key, kept for seven days in the transaction of their effect.
class IdempotencyRepository {
public:
    explicit IdempotencyRepository(UnitOfWork& work) : m_work(work) {}

    // Takes the key, waiting for a transaction that holds it; false when it is taken already.
    [[nodiscard]] bool claim(const TenantId& tenant, const std::string& principal, const std::string& key,
                             const std::string& requestHash, TimePoint expiresAt);
    [[nodiscard]] std::optional<IdempotentReply> find(const TenantId& tenant, const std::string& principal,
                                                      const std::string& key);
    void finish(const TenantId& tenant, const std::string& principal, const std::string& key,
                const IdempotentReply& reply);

private:
    UnitOfWork& m_work;
};

} // namespace kaomon::storage
