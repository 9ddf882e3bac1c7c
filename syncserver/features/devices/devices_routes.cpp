// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/devices/devices_routes.h"

#include "base/base64.h"
#include "domain/device_state.h"
#include "features/bind.h"
#include "features/devices/device_changes.h"
#include "features/devices/device_news.h"
#include "features/devices/enrolment.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "storage/repositories/device_repository.h"
#include "wire/devices.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::DeviceRepository;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "devices-cursor";
constexpr std::size_t kLongestName = 200;
constexpr std::string_view kSilent = "silent"; // as a state: active, not heard of for a week
constexpr std::size_t kPinBytes = 32;
constexpr auto kSilentAfter = std::chrono::hours(7 * 24);

Status readFilter(const http::RequestContext& context, TimePoint now, storage::DeviceFilter& filter) {
    if (filter.search.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "too long", "/q");
    }
    if (filter.state == kSilent) {
        filter.state = std::string(domain::toWire(domain::DeviceState::Active));
        filter.notSeenSince = now - kSilentAfter;
    }
    if (!filter.state.empty() && !domain::deviceStateFromWire(filter.state)) {
        return fail(ErrorCode::ValidationFailed, "unknown value", "/state");
    }
    filter.withoutPin = context.query("without_pin");
    if (!filter.withoutPin.empty() &&
        fromBase64Url(filter.withoutPin).value_or(Bytes()).size() != kPinBytes) {
        return fail(ErrorCode::ValidationFailed, "not a SHA-256 in base64url", "/without_pin");
    }
    if (const std::string text = context.query("group"); !text.empty()) {
        auto group = GroupId::parse(text);
        if (!group) {
            return fail(ErrorCode::ValidationFailed, "unknown value", "/group");
        }
        filter.group = std::move(*group);
    }
    return {};
}

AsyncReply listDevices(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    if (!limit) {
        co_return propagate(limit.error());
    }
    storage::DeviceFilter filter{
        .search = context.query("q"), .state = context.query("state"), .limit = *limit + 1};
    if (const Status valid = readFilter(context, services.clock.now(), filter); !valid) {
        co_return propagate(valid.error());
    }
    if (const std::string cursor = context.query("cursor"); !cursor.empty()) {
        auto after = openText(services.serverKey, kCursor, cursor);
        if (!after) {
            co_return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
        }
        filter.afterId = std::move(*after);
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        DeviceRepository devices(unit);
        wire::DevicePage page;
        page.total = devices.count(filter);
        page.items = devices.list(filter);
        if (static_cast<int>(page.items.size()) > *limit) {
            page.items.pop_back();
            page.next = sealText(services.serverKey, kCursor, page.items.back().id.text());
        }
        return jsonReply(200, page);
    });
}

AsyncReply getDevice(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<DeviceId>(context, "device");
    if (!id) {
        co_return propagate(id.error());
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto device = DeviceRepository(unit).find(*id);
        if (!device) {
            return fail(ErrorCode::NotFound, "no such device");
        }
        return deviceReply(*device);
    });
}

AsyncReply getOwnDevice(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    const DeviceId& id = context.principal.device;
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        DeviceRepository devices(unit);
        devices.noteSeen(id, deviceNewsOf(context.request), now);
        const auto device = devices.find(id);
        if (!device) {
            return fail(ErrorCode::NotFound, "no such device");
        }
        return deviceReply(*device);
    });
}

std::vector<http::Route> enrolmentRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "POST",
         .path = "/v1/devices:enrol-begin",
         .operation = "beginEnrolment",
         .summary = "A challenge and the sealed start values for a new PC",
         .access = http::anybody(),
         .request = schemaNamed<wire::EnrolBegin>("EnrolBegin"),
         .response = schemaNamed<wire::EnrolChallenge>("EnrolChallenge"),
         .problems = {EnrolmentCodeInvalid, EnrolmentCodeExpired, EnrolmentCodeUsed, AddressNotAllowed,
                      ValidationFailed},
         .recorded = http::Recorded::Never,
         .handler = bindTo(services, beginEnrolment)},
        {.method = "POST",
         .path = "/v1/devices:enrol",
         .operation = "enrolDevice",
         .summary = "Takes a new PC into the tenant",
         .access = http::anybody(),
         .request = schemaNamed<wire::EnrolRequest>("EnrolRequest"),
         .response = schemaNamed<wire::EnrolReply>("EnrolReply"),
         .status = 201,
         .problems = {EnrolmentCodeInvalid, EnrolmentCodeExpired, EnrolmentCodeUsed, AddressNotAllowed,
                      ValidationFailed, SignatureInvalid, ClockSkew, Conflict},
         .handler = bindTo(services, enrolDevice)},
    };
}

std::vector<http::Route> inventoryRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/devices",
         .operation = "listDevices",
         .summary = "PCs of the tenant",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk, Auditor}),
         .response = schemaNamed<wire::DevicePage>("DevicePage"),
         .problems = {ValidationFailed},
         .query = {{"q", "Part of a name or of the version of its client"},
                   {"state", "Device state, or `silent`: active and not heard of for a week"},
                   {"group", "Id of a group of PCs"},
                   {"without_pin", "A key of the server that a PC has not said it accepts"},
                   {"limit", "Entries of a page, at most 500"},
                   {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listDevices)},
        {.method = "GET",
         .path = "/v1/devices/{device}",
         .operation = "getDevice",
         .summary = "One PC",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::Device>("Device"),
         .problems = {NotFound},
         .handler = bindTo(services, getDevice)},
        {.method = "PATCH",
         .path = "/v1/devices/{device}",
         .operation = "changeDevice",
         .summary = "Renames, suspends, resumes, revokes or wipes a PC",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::DevicePatch>("DevicePatch"),
         .response = schemaNamed<wire::Device>("Device"),
         .problems = {NotFound, ValidationFailed, StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, patchDevice)},
        {.method = "POST",
         .path = "/v1/devices/{device}:approve",
         .operation = "approveDevice",
         .summary = "Takes a waiting PC into a group, or moves one to another group",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::DeviceApproval>("DeviceApproval"),
         .response = schemaNamed<wire::Device>("Device"),
         .problems = {NotFound, ValidationFailed, SignatureInvalid, EnrolmentCodeExpired, ClockSkew,
                      StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, approveDevice)},
        {.method = "POST",
         .path = "/v1/device:wiped",
         .operation = "confirmWipe",
         .summary = "The calling PC has erased what it held; a revoked PC may still say so",
         .access = http::deviceOnly(),
         .response = schemaNamed<wire::Device>("Device"),
         .problems = {NotFound, Conflict},
         .handler = bindTo(services, confirmWipe)},
        {.method = "GET",
         .path = "/v1/device",
         .operation = "getOwnDevice",
         .summary = "The calling PC itself, whatever its state",
         .access = http::deviceOnly(),
         .response = schemaNamed<wire::Device>("Device"),
         .problems = {NotFound},
         .handler = bindTo(services, getOwnDevice)},
    };
}

} // namespace

std::vector<http::Route> devicesRoutes(ServiceContext& services) {
    auto routes = enrolmentRoutes(services);
    for (auto& route : inventoryRoutes(services)) {
        routes.push_back(std::move(route));
    }
    return routes;
}

} // namespace kaomon::features
