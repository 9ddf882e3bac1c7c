// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/duty_commands.h"

#include <charconv>

#include "admin/operator_act.h"
#include "duties/release_book.h"
#include "storage/database.h"
#include "storage/repositories/incident_repository.h"
#include "storage/repositories/maintenance_repository.h"
#include "storage/repositories/notice_repository.h"
#include "storage/repositories/operator_setting_repository.h"

namespace kaomon::admin {
namespace {

using storage::UnitOfWork;

// Two digits at `at`; -1 when they are none.
int twoDigits(std::string_view text, std::size_t at) {
    int value = -1;
    if (text.size() >= at + 2) {
        std::from_chars(text.data() + at, text.data() + at + 2, value);
    }
    return value;
}

// "22:00" or "22:00:30" after midnight; nullopt for anything else.
std::optional<std::chrono::seconds> clockOf(std::string_view text) {
    const bool hasSeconds = text.size() == 8 && text[5] == ':';
    if ((text.size() != 5 && !hasSeconds) || text[2] != ':') {
        return std::nullopt;
    }
    const int hours = twoDigits(text, 0);
    const int minutes = twoDigits(text, 3);
    const int seconds = hasSeconds ? twoDigits(text, 6) : 0;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
        return std::nullopt;
    }
    return std::chrono::seconds(hours * 3600 + minutes * 60 + seconds);
}

template<class F>
Status readDuties(Surroundings& surroundings, F work) {
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = false});
    if (!database) {
        return propagate(database.error());
    }
    return (*database)->runBlocking(storage::Access::Read, TenantId(),
                                    [&](UnitOfWork& unit) -> Status { return work(unit); });
}

std::string timeOr(const std::optional<TimePoint>& time) {
    return time ? toRfc3339(*time) : std::string("-");
}

} // namespace

Status actOnDuties(Surroundings& surroundings, const DutyWork& work) {
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .isMigrating = false});
    if (!database) {
        return propagate(database.error());
    }
    return (*database)->runBlocking(storage::Access::Write, TenantId(), [&](UnitOfWork& unit) -> Status {
        const auto settings = duties::OperatorSettings::load(unit);
        if (!settings) {
            return propagate(settings.error());
        }
        return work(duties::Act{unit, operatorName(), surroundings.clock.now()}, *settings);
    });
}

Result<TimePoint> timeOf(const std::string& text, const duties::OperatorSettings& settings, TimePoint now) {
    if (text.empty()) {
        return now;
    }
    if (const auto exact = fromRfc3339(text)) {
        return *exact;
    }
    const auto day = domain::parseDay(std::string_view(text).substr(0, 10));
    const auto clock = text.size() > 11 ? clockOf(std::string_view(text).substr(11)) : std::nullopt;
    if (!day || !clock || (text[10] != 'T' && text[10] != ' ')) {
        return fail(ErrorCode::ValidationFailed,
                    "a time is YYYY-MM-DDTHH:MM in " + settings.zone.name() + " or RFC 3339");
    }
    const auto hours = std::chrono::floor<std::chrono::hours>(*clock);
    return settings.zone.at(*day, hours) + (*clock - hours);
}

Status listNotices(Surroundings& surroundings) {
    return readDuties(surroundings, [&](UnitOfWork& unit) -> Status {
        const TimePoint now = surroundings.clock.now();
        for (const auto& row : storage::NoticeRepository(unit).listOperator(TimePoint())) {
            surroundings.out << row.id << ' ' << row.kind << ' '
                             << domain::toWire(domain::noticeState(row.times, now)) << ' ' << row.audience
                             << ' ' << toRfc3339(row.times.from) << ' ' << timeOr(row.times.to) << ' '
                             << row.titleJa << '\n';
        }
        return {};
    });
}

Status listMaintenance(Surroundings& surroundings) {
    return readDuties(surroundings, [&](UnitOfWork& unit) -> Status {
        const TimePoint now = surroundings.clock.now();
        for (const auto& row : storage::MaintenanceRepository(unit).endingAfter(TimePoint())) {
            surroundings.out << row.id << ' ' << domain::toWire(domain::phaseOf(row.window, now)) << ' '
                             << toRfc3339(row.window.startsAt) << ' ' << toRfc3339(row.window.endsAt) << ' '
                             << row.reason << '\n';
        }
        return {};
    });
}

Status listIncidents(Surroundings& surroundings) {
    return readDuties(surroundings, [&](UnitOfWork& unit) -> Status {
        const auto settings = duties::OperatorSettings::load(unit);
        if (!settings) {
            return propagate(settings.error());
        }
        const TimePoint now = surroundings.clock.now();
        for (const auto& row : storage::IncidentRepository(unit).list(TimePoint())) {
            const domain::Incident& incident = row.incident;
            const bool isOverdue = incident.isOverdue(settings->emergencyTime, now);
            surroundings.out << row.id << ' ' << domain::toWire(incident.state) << ' ' << row.reason
                             << " mail_due=" << timeOr(incident.mailDue(settings->emergencyTime))
                             << " announced=" << timeOr(incident.announcedAt) << (isOverdue ? " OVERDUE" : "")
                             << '\n';
        }
        return {};
    });
}

Status listReleases(Surroundings& surroundings) {
    return readDuties(surroundings, [&](UnitOfWork& unit) -> Status {
        const auto settings = duties::OperatorSettings::load(unit);
        if (!settings) {
            return propagate(settings.error());
        }
        const TimePoint now = surroundings.clock.now();
        const auto rows = storage::ReleaseRepository(unit).list();
        const auto times = duties::timesOf(rows);
        for (const auto& row : rows) {
            const auto version = domain::parseVersion(row.version);
            const auto support =
                version ? domain::supportOf(*version, times, settings->zone, now) : domain::Support();
            surroundings.out << row.version << ' '
                             << (row.withdrawnAt         ? "withdrawn"
                                 : row.releasedAt <= now ? "released"
                                                         : "planned")
                             << ' ' << toRfc3339(row.releasedAt) << " announced=" << timeOr(row.announcedAt)
                             << " published=" << timeOr(row.publishedAt)
                             << " support_ends=" << timeOr(support.sunsetAt) << '\n';
        }
        return {};
    });
}

Status showSupport(Surroundings& surroundings) {
    return readDuties(surroundings, [&](UnitOfWork& unit) -> Status {
        const auto values = storage::OperatorSettingRepository(unit).all();
        for (const std::string_view name : duties::operatorSettingNames()) {
            const auto found = values.find(std::string(name));
            surroundings.out << name << ": " << (found == values.end() ? "(default)" : found->second) << '\n';
        }
        return {};
    });
}

} // namespace kaomon::admin
