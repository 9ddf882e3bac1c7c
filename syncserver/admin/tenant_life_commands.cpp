// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/tenant_life_commands.h"

#include "admin/operator_act.h"
#include "auth/certificate_key.h"
#include "jobs/deletion_certificate.h"
#include "jobs/restore.h"
#include "licensing/licence_book.h"
#include "runtime/background_work.h"
#include "runtime/data_folder.h"
#include "storage/database.h"
#include "storage/repositories/erasure_repository.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::admin {
namespace {

using licensing::LicenceBook;
using licensing::LicenceReading;
using storage::UnitOfWork;

constexpr std::size_t kLongestReason = 500;

// Runs `work(UnitOfWork&, const TenantId&, operator keys)` in a transaction of the named tenant.
template<class F>
Status inTenant(Surroundings& surroundings, const std::string& name, storage::Access access, F work) {
    const auto tenant = TenantId::parse(name);
    if (!tenant) {
        return fail(ErrorCode::NotFound, "no such tenant");
    }
    const auto keys = runtime::operatorKeys(surroundings.config);
    if (!keys) {
        return propagate(keys.error());
    }
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = false});
    if (!database) {
        return propagate(database.error());
    }
    return (*database)->runBlocking(access, *tenant,
                                    [&](UnitOfWork& unit) -> Status { return work(unit, *keys); });
}

void printTime(std::ostream& out, const char* name, const std::optional<TimePoint>& time) {
    if (time) {
        out << name << ": " << toRfc3339(*time) << '\n';
    }
}

void print(std::ostream& out, const storage::TenantRow& tenant, const LicenceReading& reading,
           long long seatsTaken) {
    const auto& life = reading.life;
    const auto& standing = reading.standing;
    out << "tenant_id: " << tenant.id.text() << "\nname: " << tenant.name << "\nstate: " << tenant.state
        << "\ncompany: " << life.company << "\ntime_zone: " << life.timeZone
        << "\nlicence: " << domain::toWire(standing.state) << "\nseats_taken: " << seatsTaken
        << "\nseats: " << (standing.seats ? std::to_string(*standing.seats) : "unlimited") << '\n';
    if (reading.isDoubtful) {
        out << "doubt: a stored licence is not signed by a configured operator-key; nothing is erased\n";
    }
    if (standing.end) {
        out << "last_day: " << domain::dayText(standing.end->lastDay) << '\n';
    }
    printTime(out, "read_only_at", life.readOnlyAt);
    printTime(out, "faces_deleted_at", life.facesPurgedAt ? life.facesPurgedAt : life.purgeFacesAt);
    printTime(out, "tenant_deleted_at", life.deleteAt);
    printTime(out, "tenant_deleted_by", life.deleteBy);
    printTime(out, "operator_deletes_at", life.operatorDeleteAt);
}

} // namespace

Status TenantShowCommand::run(Surroundings& surroundings) {
    const TimePoint now = surroundings.clock.now();
    const auto work = [&](UnitOfWork& unit, const std::vector<Bytes>& keys) -> Status {
        const auto row = storage::TenantRepository(unit, now).find(unit.tenant());
        const auto reading = LicenceBook(unit, keys, now).read();
        if (!row || !reading) {
            return fail(ErrorCode::NotFound, "no such tenant");
        }
        print(surroundings.out, *row, *reading, storage::LicenceRepository(unit).seatsTaken());
        surroundings.out << "erases: " << jobs::countsText(storage::ErasureRepository(unit).counts()) << '\n';
        return {};
    };
    return inTenant(surroundings, tenant, storage::Access::Read, work);
}

Status TenantScheduleDeletionCommand::run(Surroundings& surroundings) {
    const auto wanted = domain::parseDay(day);
    if (!wanted) {
        return fail(ErrorCode::ValidationFailed, "--on is a day as YYYY-MM-DD", "/on");
    }
    if (reason.empty() || reason.size() > kLongestReason) {
        return fail(ErrorCode::ValidationFailed, "a reason of 1 to 500 bytes is needed", "/reason");
    }
    const TimePoint now = surroundings.clock.now();
    const auto work = [&](UnitOfWork& unit, const std::vector<Bytes>& keys) -> Status {
        LicenceBook book(unit, keys, now);
        const auto reading = book.read();
        if (!reading) {
            return propagate(reading.error());
        }
        if (*wanted <= reading->zone.dayOf(now)) {
            return fail(ErrorCode::ValidationFailed, "the day must be later than today", "/on");
        }
        if (Status done = book.schedule(reading->zone.startOf(*wanted), reason); !done) {
            return done;
        }
        noteOperatorAct(unit, {"DELETION_SCHEDULED", "operatorScheduleDeletion"}, "on " + day + ", " + reason,
                        now);
        return {};
    };
    if (Status done = inTenant(surroundings, tenant, storage::Access::Write, work); !done) {
        return done;
    }
    surroundings.out << "the tenant is erased from " << day << " on; take it back with cancel-deletion\n";
    return {};
}

Status TenantCancelDeletionCommand::run(Surroundings& surroundings) {
    const TimePoint now = surroundings.clock.now();
    const auto work = [&](UnitOfWork& unit, const std::vector<Bytes>& keys) -> Status {
        if (Status done = LicenceBook(unit, keys, now).schedule(std::nullopt, ""); !done) {
            return done;
        }
        noteOperatorAct(unit, {"DELETION_CANCELLED", "operatorCancelDeletion"}, "", now);
        return {};
    };
    return inTenant(surroundings, tenant, storage::Access::Write, work);
}

Status RestoreReplayCommand::run(Surroundings& surroundings) {
    const auto key = runtime::openServerKey(surroundings.config);
    if (!key) {
        return propagate(key.error());
    }
    const auto database = storage::Database::open({.url = surroundings.config.database()});
    if (!database) {
        return propagate(database.error());
    }
    const auto signing = auth::certificateKey(*key);
    if (!signing) {
        return propagate(signing.error());
    }
    const jobs::ErasureTools tools{*signing, runtime::shredLedgerFile(surroundings.config),
                                   surroundings.config.database()};
    const auto replayed = jobs::replayLedger(**database, surroundings.clock, tools, runtime::nodeName());
    if (!replayed) {
        return propagate(replayed.error());
    }
    surroundings.out << "erased_again: " << replayed->erasedAgain << "\ntenants: " << replayed->tenants
                     << "\nEvery PC fetches its data again; everybody signs in again.\n";
    return {};
}

} // namespace kaomon::admin
