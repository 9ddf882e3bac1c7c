// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/devices/devices_routes.h"

#include "domain/device_state.h"
#include "features/bind.h"
#include "features/devices/enrolment.h"
#include "features/idempotent.h"
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

http::Response deviceReply(const wire::Device& device) {
    return jsonReply(200, device).with("ETag", etagOf(device.rev));
}

AsyncReply listDevices(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    if (!limit) {
        co_return propagate(limit.error());
    }
    std::string afterId;
    if (const std::string cursor = context.query("cursor"); !cursor.empty()) {
        auto after = openText(services.serverKey, kCursor, cursor);
        if (!after) {
            co_return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
        }
        afterId = std::move(*after);
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        DeviceRepository devices(unit);
        wire::DevicePage page;
        page.total = devices.count();
        page.items = devices.list(afterId, *limit + 1);
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

Status applyPatch(wire::Device& device, const wire::DevicePatch& patch) {
    if (patch.name) {
        if (patch.name->empty() || patch.name->size() > kLongestName) {
            return fail(ErrorCode::ValidationFailed, "a name of 1 to 200 bytes is required", "/name");
        }
        device.name = *patch.name;
    }
    if (patch.state) {
        const auto state = domain::deviceStateFromWire(*patch.state);
        if (!state || *state == domain::DeviceState::Pending) {
            return fail(ErrorCode::ValidationFailed, "active, suspended or revoked", "/state");
        }
        if (device.state == "revoked" && *patch.state != "revoked") {
            return fail(ErrorCode::Conflict, "a revoked device never returns");
        }
        device.state = *patch.state;
    }
    return {};
}

AsyncReply patchDevice(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<DeviceId>(context, "device");
    const auto patch = bodyOf<wire::DevicePatch>(context);
    if (!id || !patch) {
        co_return propagate(!id ? id.error() : patch.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        DeviceRepository devices(unit);
        auto device = devices.find(*id);
        if (!device) {
            return fail(ErrorCode::NotFound, "no such device");
        }
        if (const Status fresh = checkIfMatch(context, device->rev); !fresh) {
            return propagate(fresh.error());
        }
        if (const Status applied = applyPatch(*device, *patch); !applied) {
            return propagate(applied.error());
        }
        devices.update(*device, now);
        if (device->state != "active") {
            devices.endSessions(*id);
        }
        device = devices.find(*id);
        return deviceReply(*device);
    });
}

AsyncReply getOwnDevice(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    const DeviceId& id = context.principal.device;
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        DeviceRepository devices(unit);
        devices.noteSeen(id, now);
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
         .query = {{"limit", "Entries of a page, at most 500"}, {"cursor", "`next` of the page before"}},
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
         .summary = "Renames, suspends, resumes or revokes a PC",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::DevicePatch>("DevicePatch"),
         .response = schemaNamed<wire::Device>("Device"),
         .problems = {NotFound, ValidationFailed, StaleRevision, Conflict},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, patchDevice)},
        {.method = "GET",
         .path = "/v1/device",
         .operation = "getOwnDevice",
         .summary = "The calling PC itself",
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
