// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/templates.h"

namespace kaomon::storage {

// Consents and sealed templates of the unit's tenant. Used inside one job. Throws StorageFault.
class FaceRepository {
public:
    explicit FaceRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] bool hasConsent(const UserId& user, const ConsentId& id); // and not withdrawn
    [[nodiscard]] bool isConsentKnown(const UserId& user, const ConsentId& id);
    void addConsent(const wire::Consent& consent);

    [[nodiscard]] std::vector<wire::FaceTemplate> templatesOf(const UserId& user);
    [[nodiscard]] std::optional<wire::FaceTemplate> find(const TemplateId& id);
    // Both note the change for the PCs; add gives the revision.
    long long add(const wire::FaceTemplate& face, TimePoint now);
    void remove(const UserId& user, const TemplateId& id, TimePoint now);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
