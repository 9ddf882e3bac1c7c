// SPDX-License-Identifier: GPL-3.0-or-later
#include "licensing/guards.h"

#include "storage/repositories/licence_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/tenant_life_repository.h"

namespace kaomon::licensing {

using storage::LicenceRepository;
using storage::TenantLifeRepository;

Status checkWritable(storage::UnitOfWork& unit, TimePoint now) {
    const auto life = TenantLifeRepository(unit).find(unit.tenant());
    if (life && (life->deleteSeq || (life->readOnlyAt && *life->readOnlyAt <= now))) {
        return fail(ErrorCode::LicenceEnded, "the licence has ended");
    }
    return {};
}

Status checkSeat(storage::UnitOfWork& unit, const UserId& user) {
    const auto life = TenantLifeRepository(unit).find(unit.tenant());
    if (!life || !life->seats) {
        return {};
    }
    storage::lockTenant(unit); // two who take the last seat come one after the other
    LicenceRepository licences(unit);
    if (licences.hasSeat(user.text())) {
        return {};
    }
    const long long taken = licences.seatsTaken();
    if (taken >= *life->seats) {
        return fail(ErrorCode::SeatsExceeded,
                    std::to_string(taken) + " of " + std::to_string(*life->seats) + " seats are taken",
                    "/user");
    }
    return {};
}

Status checkSeatOnReturn(storage::UnitOfWork& unit, const UserId& user) {
    return LicenceRepository(unit).hasFace(user.text()) ? checkSeat(unit, user) : Status();
}

} // namespace kaomon::licensing
