// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/query.h"
#include "wire/templates.h"

namespace kaomon::storage {

// Sealed face templates and the consents they rest on. The server can open none of it.
class FaceRepository {
public:
    explicit FaceRepository(UnitOfWork& work) : m_work(work) {}

    [[nodiscard]] std::vector<wire::FaceTemplate> list(const TenantId& tenant, const UserId& user);
    [[nodiscard]] std::optional<wire::FaceTemplate> find(const TenantId& tenant, const TemplateId& id);
    void insert(const TenantId& tenant, const wire::FaceTemplate& face);
    void remove(const TenantId& tenant, const UserId& user, const TemplateId& id);

    void insertConsent(const TenantId& tenant, const wire::Consent& consent);
    [[nodiscard]] bool hasConsent(const TenantId& tenant, const UserId& user, const ConsentId& consent);

private:
    UnitOfWork& m_work;
};

} // namespace kaomon::storage
