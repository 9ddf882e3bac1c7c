// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/emergency_code.h"
#include "features/accounts/account_parts.h"
#include "features/accounts/account_rules.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "features/users/user_rules.h"
#include "storage/repositories/device_repository.h"
#include "wire/accounts.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::AccountRepository;
using storage::UnitOfWork;

constexpr std::size_t kSmallestSeal = 64;
constexpr std::size_t kLargestSeal = 512;

AsyncReply putEmergencyKey(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::EmergencyKeySeal>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->sealed.size() < kSmallestSeal || body->sealed.size() > kLargestSeal) {
        co_return fail(ErrorCode::ValidationFailed, "not a sealed key", "/sealed");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        AccountRepository(unit, now).putEmergencyKey(context.principal.device, body->sealed);
        return http::Response::noContent();
    });
}

Status checkIssue(const wire::EmergencyIssue& issue) {
    if (issue.hours < crypto::kShortestEmergencyHours || issue.hours > crypto::kLongestEmergencyHours) {
        return fail(ErrorCode::ValidationFailed, "from 1 to 72 hours", "/hours");
    }
    if (issue.counter < 1 || issue.counter > crypto::kLastEmergencyCounter) {
        return fail(ErrorCode::ValidationFailed, "not a counter of a request", "/counter");
    }
    return checkReason(issue.reason, true);
}

// The console makes the code; the server only hands out the sealed key and writes down for whom. It never
// sees the PC's key nor the code.
Reply issue(UnitOfWork& unit, const http::Principal& caller, const DeviceId& id,
            const wire::EmergencyIssue& request, TimePoint now) {
    AccountRepository accounts(unit, now);
    if (const auto account = helpable(accounts, caller, request.user); !account) {
        return propagate(account.error());
    }
    const auto device = storage::DeviceRepository(unit).find(id);
    if (!device) {
        return fail(ErrorCode::NotFound, "no such device");
    }
    if (device->state != "active") {
        return fail(ErrorCode::Conflict, "the PC is not active");
    }
    auto sealed = accounts.emergencyKey(id);
    if (!sealed) {
        return fail(ErrorCode::NotFound, "the PC left no emergency key");
    }
    auto act = actBy(caller, "emergency_code_issued", request.user, request.reason);
    act.device = id;
    act.detail = "counter " + std::to_string(request.counter) + ", " + std::to_string(request.hours) +
                 " hours, until " + toRfc3339(now + std::chrono::hours(request.hours));
    accounts.note(std::move(act));
    return jsonReply(200, wire::EmergencyGrant{id, std::move(*sealed)});
}

AsyncReply issueEmergency(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<DeviceId>(context, "device");
    const auto body = bodyOf<wire::EmergencyIssue>(context);
    if (!id || !body) {
        co_return propagate(!id ? id.error() : body.error());
    }
    if (const Status valid = checkIssue(*body); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        return issue(unit, context.principal, *id, *body, now);
    });
}

} // namespace

std::vector<http::Route> emergencyRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "PUT",
         .path = "/v1/device/emergency-key",
         .operation = "putEmergencyKey",
         .summary = "The calling PC's emergency key, sealed to the tenant's emergency key",
         .access = http::deviceOnly(),
         .request = schemaNamed<wire::EmergencyKeySeal>("EmergencyKeySeal"),
         .status = 204,
         .handler = bindTo(services, putEmergencyKey)},
        {.method = "POST",
         .path = "/v1/devices/{device}:emergency-code",
         .operation = "issueEmergencyCode",
         .summary = "Hands out a PC's sealed emergency key for one request, and writes down for whom",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk}),
         .request = schemaNamed<wire::EmergencyIssue>("EmergencyIssue"),
         .response = schemaNamed<wire::EmergencyGrant>("EmergencyGrant"),
         .problems = {NotFound},
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, issueEmergency)},
    };
}

} // namespace kaomon::features
