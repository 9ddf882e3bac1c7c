// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/diagnostics/diagnostics_requests.h"

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/diagnostics_request_repository.h"
#include "storage/repositories/revision.h"
#include "wire/diagnostics.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::DiagnosticsRequestRepository;
using storage::UnitOfWork;

constexpr std::size_t kLongestReason = 500;
constexpr int kMostListed = 500;

AsyncReply requestDiagnostics(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<DeviceId>(context, "device");
    const auto body = bodyOf<wire::DiagnosticsOrder>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    if (body->reason.empty() || body->reason.size() > kLongestReason) {
        co_return fail(ErrorCode::ValidationFailed, "1 to 500 bytes", "/reason");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        storage::lockTenant(unit);
        const auto device = storage::DeviceRepository(unit).find(*id);
        if (!device) {
            return fail(ErrorCode::NotFound, "no such PC");
        }
        if (device->state != "active") {
            return fail(ErrorCode::Conflict, "the PC is not active");
        }
        DiagnosticsRequestRepository requests(unit);
        wire::DiagnosticsRequest request{.id = makeUuid(),
                                         .device = *id,
                                         .deviceName = {},
                                         .reason = body->reason,
                                         .requestedBy = {},
                                         .requestedAt = now};
        requests.put(request, context.principal.user);
        unit.acts().note({.kind = {}, .objectKind = "device", .object = id->text(), .reason = body->reason});
        return jsonReply(201, *requests.find(*id));
    });
}

AsyncReply listRequests(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(
            200, wire::DiagnosticsRequestList{DiagnosticsRequestRepository(unit).newest(kMostListed)});
    });
}

AsyncReply declineDiagnostics(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::DiagnosticsRefusal>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        if (!DiagnosticsRequestRepository(unit).decline(context.principal.device, body->request, now)) {
            return fail(ErrorCode::NotFound, "no such request");
        }
        return http::Response::noContent();
    });
}

} // namespace

std::vector<http::Route> diagnosticsRequestRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "POST",
         .path = "/v1/devices/{device}:request-diagnostics",
         .operation = "requestDiagnostics",
         .summary = "Asks the people at a PC for diagnostics",
         .access = http::usersIn({Owner, HelpDesk}),
         .request = schemaNamed<wire::DiagnosticsOrder>("DiagnosticsOrder"),
         .response = schemaNamed<wire::DiagnosticsRequest>("DiagnosticsRequest"),
         .status = 201,
         .problems = {NotFound, ValidationFailed, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, requestDiagnostics)},
        {.method = "GET",
         .path = "/v1/diagnostics-requests",
         .operation = "listDiagnosticsRequests",
         .summary = "The newest request of each PC and what became of it",
         .access = http::usersIn({Owner, HelpDesk}),
         .response = schemaNamed<wire::DiagnosticsRequestList>("DiagnosticsRequestList"),
         .handler = bindTo(services, listRequests)},
        {.method = "POST",
         .path = "/v1/device:decline-diagnostics",
         .operation = "declineDiagnostics",
         .summary = "The people at the calling PC do not send any",
         .access = http::deviceOnly(),
         .request = schemaNamed<wire::DiagnosticsRefusal>("DiagnosticsRefusal"),
         .status = 204,
         .problems = {NotFound, ValidationFailed},
         .handler = bindTo(services, declineDiagnostics)},
    };
}

} // namespace kaomon::features
