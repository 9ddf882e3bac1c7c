// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/bind.h"
#include "features/events/event_parts.h"
#include "features/reply.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/event_repository.h"

namespace kaomon::features {
namespace {

using storage::EventRepository;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "event-gaps-cursor";

AsyncReply listGaps(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    if (!limit) {
        co_return propagate(limit.error());
    }
    const std::string cursor = context.query("cursor");
    const auto after = openText(services.serverKey, kCursor, cursor);
    if (!cursor.empty() && !after) {
        co_return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::EventMarkPage page;
        page.items = EventRepository(unit).marksWithGaps(after.value_or(std::string()), *limit + 1);
        if (static_cast<int>(page.items.size()) > *limit) {
            page.items.pop_back();
            page.next = sealText(services.serverKey, kCursor, page.items.back().device.text());
        }
        return jsonReply(200, page);
    });
}

AsyncReply getGaps(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<DeviceId>(context, "device");
    if (!id) {
        co_return propagate(id.error());
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto device = storage::DeviceRepository(unit).find(*id);
        if (!device) {
            return fail(ErrorCode::NotFound, "no such PC");
        }
        wire::EventMark mark;
        mark.device = *id;
        mark.deviceName = device->name;
        storage::showMark(EventRepository(unit).mark(*id).value_or(domain::SeqMark()), mark);
        return jsonReply(200, mark);
    });
}

} // namespace

std::vector<http::Route> eventGapRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/event-gaps",
         .operation = "listEventGaps",
         .summary = "PCs of which events are missing",
         .access = eventReaders(),
         .response = schemaNamed<wire::EventMarkPage>("EventMarkPage"),
         .problems = {ValidationFailed},
         .query = {{"limit", "Entries of a page, at most 500"}, {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listGaps)},
        {.method = "GET",
         .path = "/v1/devices/{device}/event-gaps",
         .operation = "getEventGaps",
         .summary = "Which events of a PC have come and which are missing",
         .access = eventReaders(),
         .response = schemaNamed<wire::EventMark>("EventMark"),
         .handler = bindTo(services, getGaps)},
    };
}

} // namespace kaomon::features
