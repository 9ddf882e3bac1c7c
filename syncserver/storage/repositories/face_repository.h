// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/query.h"
#include "storage/unit_of_work.h"
#include "wire/face_models.h"
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
    // Of people who are not deleted.
    [[nodiscard]] wire::FaceModelUses models();
    // Both note the change for the PCs; add gives the revision.
    long long add(const wire::FaceTemplate& face, TimePoint now);
    void remove(const UserId& user, const TemplateId& id, TimePoint now);
    // Adds or replaces one wrap; whoever calls notes the change.
    void putKey(const UserId& user, const TemplateId& id, const wire::TemplateKey& key);
    // Marks what the PC made, so that somebody looks at it; whose faces they are.
    std::vector<UserId> markForReview(const DeviceId& device, const std::string& reason, TimePoint now);
    // An empty reason ends the review.
    void setReview(const UserId& user, const TemplateId& id, const std::string& reason, TimePoint now);
    // One that waits counts from now on; the signature was checked by whoever calls.
    void approve(const wire::FaceTemplate& face, const Bytes& record, const UserId& by, TimePoint now);
    // Whether any face of the tenant waits for approval.
    [[nodiscard]] bool isAnyWaiting();
    // What these administrators approved or vouched for waits again: PCs do not believe their signature any
    // more.
    void dropApprovalsOf(const std::function<bool(const UserId&)>& isVoid, TimePoint now);

private:
    [[nodiscard]] std::vector<wire::FaceTemplate> templatesFrom(Query& query);
    [[nodiscard]] std::vector<wire::TemplateKey> keysOf(const UserId& user, const TemplateId& id);

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
