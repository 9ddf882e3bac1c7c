// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// Whose tenant it is, in which time zone, and what is to happen to it when. The times of the calendar are
// written whenever a licence comes or goes; the steps that were begun and done are written by the job that
// does them.
struct TenantLife {
    TenantId tenant;
    std::string timeZone;
    std::string company;
    std::string companyKey;             // domain::companyKey(); empty when nothing is known
    std::optional<int> seats;           // of today's licence; absent: no limit
    std::optional<TimePoint> refreshAt; // the licences say something else from then on
    std::string keysName;               // of the operator's keys by which the times were written
    std::optional<TimePoint> readOnlyAt;
    std::optional<TimePoint> licenceEnd;
    std::optional<TimePoint> purgeFacesAt;
    std::optional<TimePoint> deleteAt;
    std::optional<TimePoint> deleteBy;
    std::optional<TimePoint> operatorDeleteAt; // the operator wants it gone then, whatever the licence says
    std::string operatorReason;
    std::optional<TimePoint> facesDueSeenAt; // first reading of a clock that said the step is due
    std::optional<long long> facesPurgeSeq;  // number of the ledger's entry: the step has begun
    std::optional<TimePoint> facesPurgedAt;  // the step is done
    std::optional<TimePoint> deleteDueSeenAt;
    std::optional<long long> deleteSeq;
};

// The life of tenants, a global table. Works in a unit of any tenant. Throws StorageFault.
class TenantLifeRepository {
public:
    explicit TenantLifeRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    void add(const TenantLife& life);
    [[nodiscard]] std::optional<TenantLife> find(const TenantId& tenant);
    // The same, with the row locked until COMMIT: who changes licences, takes a seat or begins a step comes
    // one after the other.
    [[nodiscard]] std::optional<TenantLife> lock(const TenantId& tenant);
    void update(const TenantLife& life);
    // Those of whom a licence, an operator's date or a begun step wants something by `now`, and those whose
    // times were written by other keys than these.
    [[nodiscard]] std::vector<TenantId> listDue(TimePoint now, const std::string& keysName);
    // Those whose licence ends between the two.
    [[nodiscard]] std::vector<TenantId> listEnding(TimePoint from, TimePoint to);
    // Readings made with a clock that turned out to be wrong are forgotten.
    void forgetReadings();
    // Of the tenant itself: active, expired, deleting.
    void setState(const TenantId& tenant, const std::string& state);
    // Every PC fetches everything again. The new epoch is `epoch`, or the next one when that is not higher.
    void newEpoch(const TenantId& tenant, long long epoch);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
