// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/end_of_licence.h"

#include "base/log.h"
#include "jobs/shred_ledger_file.h"
#include "licensing/licence_book.h"
#include "storage/repositories/outbox_repository.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::jobs {
namespace {

using licensing::LicenceBook;
using licensing::LicenceReading;
using storage::TenantLife;
using storage::TenantLifeRepository;
using storage::UnitOfWork;

enum class Step { None, PurgeFaces, EraseTenant };

bool isPast(const std::optional<TimePoint>& time, TimePoint now) {
    return time && *time <= now;
}

// Decides for one tenant what is to be done now, and begins it. Runs inside one batch.
class Decision {
public:
    Decision(UnitOfWork& unit, const JobContext& context, const std::vector<Bytes>& operatorKeys)
        : m_unit(unit)
        , m_now(context.now())
        , m_isTimeTrusted(context.isTimeTrusted())
        , m_book(unit, operatorKeys, m_now) {}

    [[nodiscard]] Result<Step> make() {
        auto reading = m_book.refresh();
        if (!reading) {
            return propagate(reading.error());
        }
        if (reading->isDoubtful) {
            log::error("licence.doubtful", {{"tenant", m_unit.tenant().text()}});
        }
        TenantLife& life = reading->life;
        if (life.deleteSeq) {
            return Step::EraseTenant;
        }
        if (life.facesPurgeSeq && !life.facesPurgedAt) {
            return Step::PurgeFaces;
        }
        showState(*reading);
        const bool isWanted = isPast(life.operatorDeleteAt, m_now);
        if (!life.facesPurgedAt) {
            return (isWanted || isPast(life.purgeFacesAt, m_now)) && isConfirmed(life, life.facesDueSeenAt)
                       ? beginFaces()
                       : Step::None;
        }
        return (isWanted || isPast(life.deleteAt, m_now)) && isConfirmed(life, life.deleteDueSeenAt)
                   ? beginTenant()
                   : Step::None;
    }

private:
    // The first reading is written down; an hour later the second one counts.
    [[nodiscard]] bool isConfirmed(TenantLife& life, std::optional<TimePoint>& seenAt) {
        if (!m_isTimeTrusted) {
            return false;
        }
        if (!seenAt) {
            seenAt = m_now;
            TenantLifeRepository(m_unit).update(life);
            return false;
        }
        return *seenAt + kBetweenReadings <= m_now;
    }

    [[nodiscard]] Step beginFaces() {
        Eraser::beginFaces(m_unit, m_now);
        return Step::PurgeFaces;
    }

    [[nodiscard]] Step beginTenant() {
        Eraser::beginTenant(m_unit, m_now);
        return Step::EraseTenant;
    }

    void showState(const LicenceReading& reading) {
        storage::TenantRepository tenants(m_unit, m_now);
        const auto tenant = tenants.find(m_unit.tenant());
        const char* state = reading.standing.isReadOnly ? "expired" : "active";
        if (tenant && tenant->state != state && (tenant->state == "active" || tenant->state == "expired")) {
            TenantLifeRepository(m_unit).setState(m_unit.tenant(), state);
        }
    }

    UnitOfWork& m_unit;
    TimePoint m_now;
    bool m_isTimeTrusted;
    LicenceBook m_book;
};

Status visit(JobContext& context, const TenantId& tenant, const std::vector<Bytes>& operatorKeys,
             const ErasureTools& tools) {
    context.reached("visit");
    const auto step = context.batch(tenant, [&](UnitOfWork& unit) -> Result<Step> {
        return Decision(unit, context, operatorKeys).make();
    });
    if (!step) {
        return propagate(step.error());
    }
    Eraser eraser(context, tools);
    switch (*step) {
    case Step::PurgeFaces:
        return eraser.purgeFaces(tenant);
    case Step::EraseTenant:
        return eraser.eraseTenant(tenant);
    case Step::None:
        break;
    }
    return {};
}

// One tenant's fault must not keep the others from their duties.
template<class F>
Status visitAll(JobContext& context, const Result<std::vector<TenantId>>& tenants, F work) {
    if (!tenants) {
        return propagate(tenants.error());
    }
    Status first;
    for (const TenantId& tenant : *tenants) {
        Status done = work(tenant);
        if (!done) {
            log::warning("licence.step_failed", {{"tenant", tenant.text()},
                                                 {"code", wireName(done.error().code)},
                                                 {"detail", done.error().detail}});
            if (done.error().code == ErrorCode::Cancelled || context.isStopping()) {
                return done;
            }
            if (first) {
                first = std::move(done);
            }
        }
    }
    return first;
}

std::string reminderPayload(const domain::EndOfLicence& end, int daysBefore) {
    return R"({"days_before":)" + std::to_string(daysBefore) + R"(,"last_day":")" +
           domain::dayText(end.lastDay) + R"(","faces_deleted_at":")" + toRfc3339(end.purgeFacesAt) +
           R"(","tenant_deleted_by":")" + toRfc3339(end.deleteBy) + R"("})";
}

Status remind(UnitOfWork& unit, const std::vector<Bytes>& operatorKeys, TimePoint now) {
    const auto reading = LicenceBook(unit, operatorKeys, now).read();
    if (!reading) {
        return propagate(reading.error());
    }
    const auto& end = reading->standing.end;
    if (!end || reading->isDoubtful || reading->life.deleteSeq) {
        return {};
    }
    storage::OutboxRepository outbox(unit);
    if (now >= end->endsAt) {
        outbox.add({"licence_ended", end->endsAt, reminderPayload(*end, 0)}, now);
        return {};
    }
    const domain::Reminder* latest = nullptr;
    for (const domain::Reminder& reminder : end->reminders) {
        latest = reminder.due <= now ? &reminder : latest;
    }
    if (latest != nullptr) {
        outbox.add({"licence_reminder", latest->due, reminderPayload(*end, latest->daysBefore)}, now);
    }
    return {};
}

} // namespace

BackgroundJob endOfLicenceJob(const std::vector<Bytes>& operatorKeys, const ErasureTools& tools) {
    const auto run = [&operatorKeys, &tools](JobContext& context) -> Status {
        const auto tenants = context.read(TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<TenantId>> {
            return TenantLifeRepository(unit).listDue(context.now(), licensing::keysName(operatorKeys));
        });
        return visitAll(context, tenants,
                        [&](const TenantId& tenant) { return visit(context, tenant, operatorKeys, tools); });
    };
    return {kEndOfLicenceJob, std::chrono::seconds(60), run};
}

BackgroundJob licenceReminderJob(const std::vector<Bytes>& operatorKeys) {
    const auto run = [&operatorKeys](JobContext& context) -> Status {
        const TimePoint now = context.now();
        const auto tenants = context.read(TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<TenantId>> {
            const auto days = std::chrono::hours(24 * (domain::kReminderDays.front() + 2));
            return TenantLifeRepository(unit).listEnding(now - std::chrono::hours(24 * 31), now + days);
        });
        return visitAll(context, tenants, [&](const TenantId& tenant) {
            return context.batch(tenant,
                                 [&](UnitOfWork& unit) -> Status { return remind(unit, operatorKeys, now); });
        });
    };
    return {"licence-reminders", std::chrono::seconds(300), run};
}

BackgroundJob ledgerFileJob(const std::string& name, const std::filesystem::path& ledgerFile) {
    const auto run = [ledgerFile](JobContext& context) -> Status {
        auto file = ShredLedgerFile::open(ledgerFile);
        if (!file) {
            return propagate(file.error());
        }
        return context.read(TenantId(), [&](UnitOfWork& unit) -> Status { return file->follow(unit); });
    };
    return {"ledger-file/" + name, std::chrono::seconds(60), run};
}

} // namespace kaomon::jobs
