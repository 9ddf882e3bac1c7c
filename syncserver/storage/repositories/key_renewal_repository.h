// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "domain/key_kind.h"
#include "storage/unit_of_work.h"
#include "wire/key_renewals.h"

namespace kaomon::storage {

// Which of the tenant's keys are to be replaced, and who holds them. Used inside one job, in the unit's
// tenant. Throws StorageFault.
class KeyRenewalRepository {
public:
    KeyRenewalRepository(UnitOfWork& unit, TimePoint now)
        : m_unit(unit)
        , m_now(now) {}

    // Somebody has from now on the role `role`, Member for one who is out of office. What he holds or held
    // seals of and may not open any more becomes due: pairs of keys by their kind, face keys in every group
    // of PCs. Nothing when he held nothing. Called before his seals go.
    void noteLoss(const UserId& user, domain::Role role, const std::string& reason);
    // The same, once, for administrators whose accounts ended by their date since the last look, of `most` at
    // most; how many there were.
    int noteEnds(int most);
    // The end that the account has now is noted already.
    void markEndNoted(const UserId& user);

    // His seals are about to go with his identity, while he stays in office: what they opened counts as held
    // by him until it is replaced.
    void keepFormer(const UserId& user);
    // What the role may not open (any more) is due by now, or was never his.
    void forgetForeign(const UserId& user, domain::Role role);

    [[nodiscard]] std::vector<wire::DueKey> due();
    // Administrators who could sign in now.
    [[nodiscard]] std::vector<wire::KeyHolder> holders();
    // The role of an administrator in office.
    [[nodiscard]] std::optional<domain::Role> roleInOffice(const std::string& user);

    // Seals of the pair's private half become old ones for administrators in office, and go for all others;
    // the pair is not due any more, and nobody's former seals of it count.
    void retire(domain::KeyPair pair);

private:
    UnitOfWork& m_unit;
    TimePoint m_now;
};

} // namespace kaomon::storage
