// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "domain/licence.h"
#include "storage/repositories/licence_repository.h"
#include "storage/repositories/tenant_life_repository.h"

namespace kaomon::licensing {

// What the licences of a tenant say today, believing only signatures.
struct LicenceReading {
    storage::TenantLife life;
    domain::TimeZone zone;
    std::vector<storage::LicenceRow> rows;
    std::vector<domain::LicenceTerm> terms; // of the rows that count
    bool isDoubtful = false; // a stored licence does not verify: nothing may be erased because of it
    domain::LicenceStanding standing;
};

// Reads and installs licences of the unit's tenant; guards.h enforces them. `operatorKeys` are the public
// keys pinned in the server's configuration; without any, signed licences count for nothing and no licence is
// needed. Used inside one job. Throws storage::StorageFault.
class LicenceBook {
public:
    LicenceBook(storage::UnitOfWork& unit, const std::vector<Bytes>& operatorKeys, TimePoint now)
        : m_unit(unit)
        , m_operatorKeys(operatorKeys)
        , m_now(now) {}

    // ErrorCode::NotFound (no such tenant), StorageCorrupt (its time zone is not one).
    [[nodiscard]] Result<LicenceReading> read();
    // The same with the tenant's life locked until COMMIT.
    [[nodiscard]] Result<LicenceReading> lock();
    // Writes the calendar that follows from the licences, and tells the PCs when it changed.
    [[nodiscard]] Result<LicenceReading> refresh();

    // ErrorCode::SignatureInvalid, ValidationFailed (not a licence, another holder, over already), Conflict
    // (in use already, the tenant is being erased), NotFound (this server knows no operator).
    [[nodiscard]] Result<storage::LicenceRow> install(const std::string& text,
                                                      const std::string& installedBy);
    // Only one that has not begun. ErrorCode::NotFound, Conflict.
    [[nodiscard]] Status remove(const std::string& id);
    // 30 days and 100 seats from today, for a company that had none. ErrorCode::Conflict, ValidationFailed.
    [[nodiscard]] Status startTrial();

    // The operator wants the tenant gone from then on; nullopt takes that back. ErrorCode::NotFound (nothing
    // to take back), Conflict (it has begun).
    [[nodiscard]] Status schedule(std::optional<TimePoint> deleteAt, const std::string& reason);

private:
    [[nodiscard]] Result<LicenceReading> readingOf(std::optional<storage::TenantLife> life);
    void writeCalendar(LicenceReading& reading);
    void tellDevices();

    storage::UnitOfWork& m_unit;
    const std::vector<Bytes>& m_operatorKeys;
    TimePoint m_now;
};

// upcoming, active, over, superseded, invalid: of one row, for display.
[[nodiscard]] std::string rowState(const LicenceReading& reading, const storage::LicenceRow& row,
                                   TimePoint now);

// Tells sets of the operator's keys apart; empty without any.
[[nodiscard]] std::string keysName(const std::vector<Bytes>& operatorKeys);

} // namespace kaomon::licensing
