// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/events/events_routes.h"

#include <algorithm>

#include "domain/event_code.h"
#include "features/bind.h"
#include "features/events/event_parts.h"
#include "features/events/event_texts.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "storage/repositories/event_repository.h"
#include "wire/events.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::UnitOfWork;

constexpr std::size_t kBatch = 200;
constexpr std::size_t kBatchBody = 512 * 1024;
constexpr std::size_t kLargestEvent = 8 * 1024;

bool isOneOf(std::string_view value, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, value) != names.end();
}

Status checkEvent(const wire::Event& event, const std::string& pointer, long long previous) {
    if (event.seq < 1 || event.seq <= previous) {
        return fail(ErrorCode::ValidationFailed, "numbers start at 1 and rise", pointer + "/seq");
    }
    if (!domain::isEventKind(event.kind)) {
        return fail(ErrorCode::ValidationFailed, "not a kind", pointer + "/kind");
    }
    if (!domain::isEventCode(event.code)) {
        return fail(ErrorCode::ValidationFailed, "not a code", pointer + "/code");
    }
    if (!isOneOf(event.result, {"ok", "ng", "err", "info"})) {
        return fail(ErrorCode::ValidationFailed, "ok, ng, err or info", pointer + "/result");
    }
    if (!isOneOf(event.severity, {"info", "warning", "critical"})) {
        return fail(ErrorCode::ValidationFailed, "info, warning or critical", pointer + "/severity");
    }
    if (wire::encode(event).size() > kLargestEvent) {
        return fail(ErrorCode::ValidationFailed, "more than 8 KiB", pointer + "/detail");
    }
    return checkEventTexts(event, pointer);
}

Status checkBatch(const wire::EventBatch& batch) {
    if (batch.events.size() > kBatch) {
        return fail(ErrorCode::ValidationFailed, "at most 200 events", "/events");
    }
    long long previous = 0;
    for (std::size_t i = 0; i < batch.events.size(); ++i) {
        if (const Status valid = checkEvent(batch.events[i], "/events/" + std::to_string(i), previous);
            !valid) {
            return valid;
        }
        previous = batch.events[i].seq;
    }
    return {};
}

AsyncReply addEvents(ServiceContext& services, http::RequestContext& context) {
    // a newer PC may say more than this server knows; refusing it would stop its outbox for good
    const auto body = wire::decode<wire::EventBatch>(context.request.body, wire::UnknownFields::Ignore);
    if (!body) {
        co_return propagate(body.error());
    }
    if (const Status valid = checkBatch(*body); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    const DeviceId& device = context.principal.device;
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, storage::EventRepository(unit).store(device, body->events, now));
    });
}

} // namespace

http::Access eventReaders() {
    return http::usersIn({Owner, UserAdmin, HelpDesk, Auditor});
}

std::vector<http::Route> eventsRoutes(ServiceContext& services, StreamHub& hub) {
    using enum ErrorCode;
    std::vector<http::Route> routes{
        {.method = "POST",
         .path = "/v1/events",
         .operation = "addEvents",
         .summary = "What happened on the calling PC",
         .access = http::deviceOnly(),
         .request = schemaNamed<wire::EventBatch>("EventBatch"),
         .response = schemaNamed<wire::BatchReply>("BatchReply"),
         .problems = {ValidationFailed},
         .bodyLimit = kBatchBody,
         .recorded = http::Recorded::Never,
         .handler = bindTo(services, addEvents)},
    };
    for (auto& more : {eventListRoutes(services), eventTailRoutes(services, hub), eventGapRoutes(services)}) {
        routes.insert(routes.end(), more.begin(), more.end());
    }
    return routes;
}

} // namespace kaomon::features
