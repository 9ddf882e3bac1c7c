// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/query.h"
#include "wire/keys.h"
#include "wire/policies.h"

namespace kaomon::storage {

// What administrators signed or sealed and the server only keeps: policy documents and key seals.
class DocumentRepository {
public:
    explicit DocumentRepository(UnitOfWork& work) : m_work(work) {}

    // Every kind when `kind` is empty.
    [[nodiscard]] std::vector<wire::PolicyDocument> policies(const TenantId& tenant, const std::string& kind);
    [[nodiscard]] std::optional<wire::PolicyDocument> policy(const TenantId& tenant, const std::string& kind,
                                                             const std::string& scope);
    void putPolicy(const TenantId& tenant, const wire::PolicyDocument& document);

    [[nodiscard]] std::vector<wire::KeySeal> sealsFor(const TenantId& tenant, const std::string& receiver);
    void putSeal(const TenantId& tenant, const wire::KeySeal& seal, long long rev);

private:
    UnitOfWork& m_work;
};

} // namespace kaomon::storage
