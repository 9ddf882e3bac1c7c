// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/assisted_faces.h"

namespace kaomon::storage {

// Of one template that an administrator took for its person.
struct StoredVoucher {
    Bytes bytes; // encoded crypto::FaceVoucher, without a second administrator
    UserId by;
};

// Faces that administrators took for other people, beside FaceRepository. Used inside one job. Throws
// StorageFault.
class AssistedFaceRepository {
public:
    AssistedFaceRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    // By id, or by domain::loginKey(); nullopt when there is nobody, or he was deleted. `mayEnrol` is left to
    // whoever knows who asks.
    [[nodiscard]] std::optional<wire::EnrolmentFacts> factsOf(const UserId& user);
    [[nodiscard]] std::optional<wire::EnrolmentFacts> factsOfLogin(const std::string& loginKey);
    void addConsent(const wire::Consent& consent, const UserId& witness);
    // Beside a template that was just added. `origin` names source and standing.
    void keepVoucher(const UserId& user, const wire::FaceOrigin& origin, const Bytes& voucher);
    [[nodiscard]] std::optional<StoredVoucher> voucherOf(const UserId& user, const TemplateId& id);
    [[nodiscard]] std::vector<wire::FaceOrigin> originsOf(const UserId& user);
    [[nodiscard]] bool isPhoto(const UserId& user, const TemplateId& id);
    // A face that a camera took counts now: those made of photographs go, and PCs are told.
    void replacePhotos(const UserId& user);
    // The person agrees no more, to whatever he agreed.
    void withdrawConsents(const UserId& user);

private:
    [[nodiscard]] std::optional<wire::EnrolmentFacts> facts(std::string_view where, const std::string& value);

    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
