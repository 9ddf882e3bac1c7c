// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/maintenance/service_status_routes.h"

#include <algorithm>

#include "duties/operator_settings.h"
#include "features/bind.h"
#include "features/reply.h"
#include "storage/repositories/incident_repository.h"
#include "storage/repositories/mail_repository.h"
#include "storage/repositories/maintenance_repository.h"
#include "wire/service_status.h"

namespace kaomon::features {
namespace {

using storage::IncidentRow;
using storage::MailRepository;
using storage::MaintenanceRow;
using storage::UnitOfWork;

constexpr std::chrono::hours kShownFor{30 * 24};

wire::Maintenance shown(UnitOfWork& unit, const MaintenanceRow& row, TimePoint now) {
    return {.id = row.id,
            .phase = std::string(domain::toWire(domain::phaseOf(row.window, now))),
            .reason = row.reason,
            .startsAt = row.window.startsAt,
            .endsAt = row.window.endsAt,
            .finishedAt = row.window.finishedAt,
            .cancelledAt = row.window.cancelledAt,
            .textJa = row.textJa,
            .textEn = row.textEn,
            .lateReason = row.lateReason,
            .announcedAt = row.createdAt,
            .mailSentAt = MailRepository(unit).firstSent("maintenance_planned:" + row.id)};
}

// The clock counts for the service as a whole; whether this tenant's mail left is told beside it.
wire::IncidentStatus shown(UnitOfWork& unit, const IncidentRow& row, const duties::OperatorSettings& settings,
                           TimePoint now) {
    const domain::Incident& incident = row.incident;
    wire::IncidentStatus status{.id = row.id,
                                .state = std::string(domain::toWire(incident.state)),
                                .reason = row.reason,
                                .textJa = row.textJa,
                                .textEn = row.textEn,
                                .reportJa = row.reportJa,
                                .reportEn = row.reportEn,
                                .detectedAt = incident.detectedAt,
                                .confirmedAt = incident.confirmedAt,
                                .announcedAt = incident.announcedAt,
                                .resolvedAt = incident.resolvedAt,
                                .reportedAt = incident.reportedAt,
                                .mailDueAt = incident.mailDue(settings.emergencyTime),
                                .secondsLeft = {},
                                .isAfterTheFact = incident.isAfterTheFact(),
                                .isOverdue = incident.isOverdue(settings.emergencyTime, now),
                                .mailSentAt = {}};
    if (status.mailDueAt && !incident.announcedAt) {
        status.secondsLeft = std::chrono::floor<std::chrono::seconds>(*status.mailDueAt - now).count();
    }
    MailRepository mails(unit);
    status.mailSentAt = mails.firstSent("incident_announced:" + row.id);
    if (!status.mailSentAt) {
        status.mailSentAt = mails.firstSent("incident_after_the_fact:" + row.id);
    }
    return status;
}

AsyncReply getStatus(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto settings = duties::OperatorSettings::load(unit);
        if (!settings) {
            return propagate(settings.error());
        }
        wire::ServiceStatus status;
        status.time = now;
        for (const MaintenanceRow& row : storage::MaintenanceRepository(unit).endingAfter(now - kShownFor)) {
            status.maintenance.push_back(shown(unit, row, now));
            if (status.maintenance.back().phase == domain::toWire(domain::MaintenancePhase::Running)) {
                status.isReadOnly = true;
                status.readOnlyUntil = std::max(status.readOnlyUntil.value_or(now), row.window.endsAt);
            }
        }
        for (const IncidentRow& row : storage::IncidentRepository(unit).list(now - kShownFor)) {
            // what was only suspected is the operator's
            const bool isKnown = row.incident.confirmedAt.has_value();
            if (isKnown) {
                status.incidents.push_back(shown(unit, row, *settings, now));
            }
        }
        return jsonReply(200, status);
    });
}

} // namespace

std::vector<http::Route> serviceStatusRoutes(ServiceContext& services) {
    return {{.method = "GET",
             .path = "/v1/service-status",
             .operation = "getServiceStatus",
             .summary = "Maintenance and emergencies of the service, with the time left for their mails",
             .access = administrators(),
             .response = schemaNamed<wire::ServiceStatus>("ServiceStatus"),
             .handler = bindTo(services, getStatus)}};
}

} // namespace kaomon::features
