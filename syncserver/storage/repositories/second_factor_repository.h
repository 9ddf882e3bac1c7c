// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

struct SecondFactorRow {
    std::string secretSealed; // by the server key
    bool isActive = false;    // confirmed with a first code
    TimePoint changedAt;
};

// Second factors of administrators, their recovery codes (hashes only) and the tenant's rule about them. Used
// inside one job of the tenant. Throws StorageFault.
class SecondFactorRepository {
public:
    explicit SecondFactorRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    [[nodiscard]] std::optional<SecondFactorRow> find(const UserId& user);
    // Replaces one that was never confirmed. Precondition: no active one.
    void putPending(const UserId& user, const std::string& secretSealed, TimePoint now);
    // The code of `step` is used up by this; false when it or a later one was used already.
    [[nodiscard]] bool takeStep(const UserId& user, long long step);
    void activate(const UserId& user, TimePoint now);
    void remove(const UserId& user); // with the recovery codes

    void replaceRecoveryCodes(const UserId& user, const std::vector<std::string>& hashes);
    // A code works once: false when there is none with this hash (any more).
    [[nodiscard]] bool takeRecoveryCode(const UserId& user, const std::string& hash);
    [[nodiscard]] int recoveryCodes(const UserId& user);

    [[nodiscard]] bool isRequired();
    [[nodiscard]] long long rulesRev(); // 0: the rule was never set
    // Also asks it of the sessions that are open.
    void setRequired(bool isRequired);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
