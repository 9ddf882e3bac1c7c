// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/devices.h"

namespace kaomon::storage {

// Five wrong answers to the challenge and a code is worth nothing.
inline constexpr int kWrongMacsToBlock = 5;

struct EnrolmentCodeRow {
    wire::EnrolmentCode code; // without state
    std::string macKeySealed;
    Bytes blob;
    Bytes delegateRecord;
    int failures = 0;
    bool isRevoked = false;

    // open, used, expired, revoked or blocked
    [[nodiscard]] std::string stateAt(TimePoint now) const;
};

// The codes with which PCs join the unit's tenant. Used inside one job. Throws StorageFault.
class EnrolmentCodeRepository {
public:
    explicit EnrolmentCodeRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Newest first, behind the code made at that time with that id; at most `limit`.
    [[nodiscard]] std::vector<EnrolmentCodeRow>
    list(const std::optional<std::pair<TimePoint, std::string>>& after, int limit);
    // That a PC can still join with.
    [[nodiscard]] long long countOpen(TimePoint now);
    [[nodiscard]] std::optional<EnrolmentCodeRow> find(const std::string& codeId);
    void add(const EnrolmentCodeRow& row);
    void revoke(const std::string& codeId);
    void countFailure(const std::string& codeId);
    // False when another PC took the last use.
    [[nodiscard]] bool takeUse(const std::string& codeId);
    [[nodiscard]] std::string tenantName();

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
