// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/events/events_routes.h"

#include <algorithm>
#include <charconv>

#include "features/bind.h"
#include "features/events/event_texts.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "storage/repositories/event_repository.h"
#include "wire/events.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::EventFilter;
using storage::EventRepository;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "events-cursor";
constexpr std::size_t kBatch = 200;
constexpr std::size_t kBatchBody = 512 * 1024;
constexpr std::size_t kLongestText = 64;

bool isOneOf(std::string_view value, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, value) != names.end();
}

Status checkEvent(const wire::Event& event, const std::string& pointer, long long previous) {
    if (event.seq < 1 || event.seq <= previous) {
        return fail(ErrorCode::ValidationFailed, "numbers start at 1 and rise", pointer + "/seq");
    }
    if (event.kind.empty() || event.kind.size() > kLongestText || event.code.empty() ||
        event.code.size() > kLongestText) {
        return fail(ErrorCode::ValidationFailed, "kind and code are required", pointer + "/kind");
    }
    if (!isOneOf(event.result, {"ok", "ng", "err", "info"})) {
        return fail(ErrorCode::ValidationFailed, "ok, ng, err or info", pointer + "/result");
    }
    if (!isOneOf(event.severity, {"info", "warning", "critical"})) {
        return fail(ErrorCode::ValidationFailed, "info, warning or critical", pointer + "/severity");
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
    const auto body = bodyOf<wire::EventBatch>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (const Status valid = checkBatch(*body); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    const DeviceId& device = context.principal.device;
    co_return co_await provenWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        EventRepository events(unit);
        wire::BatchReply reply;
        for (const auto& event : body->events) {
            (events.add(device, event, now) ? reply.stored : reply.duplicates) += 1;
        }
        events.settle(device, reply);
        return jsonReply(200, reply);
    });
}

Result<std::optional<TimePoint>> timeOf(const http::RequestContext& context, const std::string& name) {
    const std::string text = context.query(name);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto time = fromRfc3339(text);
    if (!time) {
        return fail(ErrorCode::ValidationFailed, "not a time", "/" + name);
    }
    return std::optional(*time);
}

// Cursor text: epoch microseconds, space, id.
Status readCursor(const auth::ServerKey& key, const std::string& cursor, EventFilter& filter) {
    if (cursor.empty()) {
        return {};
    }
    const auto text = openText(key, kCursor, cursor);
    const auto space = text ? text->find(' ') : std::string::npos;
    if (space == std::string::npos) {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    long long micros = 0;
    std::from_chars(text->data(), text->data() + space, micros);
    filter.beforeAt = fromEpochMicros(micros);
    filter.beforeId = text->substr(space + 1);
    return {};
}

Result<EventFilter> filterOf(const auth::ServerKey& key, const http::RequestContext& context) {
    EventFilter filter;
    filter.kind = context.query("kind");
    filter.code = context.query("code");
    filter.result = context.query("result");
    filter.user = context.query("user");
    filter.device = context.query("device");
    filter.search = context.query("q");
    const auto from = timeOf(context, "from");
    const auto to = timeOf(context, "to");
    if (!from || !to) {
        return propagate(!from ? from.error() : to.error());
    }
    filter.from = *from;
    filter.to = *to;
    if (const Status valid = readCursor(key, context.query("cursor"), filter); !valid) {
        return propagate(valid.error());
    }
    return filter;
}

AsyncReply listEvents(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    auto filter = filterOf(services.serverKey, context);
    if (!limit || !filter) {
        co_return propagate(!limit ? limit.error() : filter.error());
    }
    filter->limit = *limit + 1;
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::EventPage page{.items = EventRepository(unit).list(*filter), .next = {}};
        if (static_cast<int>(page.items.size()) > *limit) {
            page.items.pop_back();
            const wire::Event& last = page.items.back().event;
            page.next = sealText(services.serverKey, kCursor,
                                 std::to_string(toEpochMicros(last.at)) + " " + last.id.text());
        }
        return jsonReply(200, page);
    });
}

} // namespace

std::vector<http::Route> eventsRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
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
        {.method = "GET",
         .path = "/v1/events",
         .operation = "listEvents",
         .summary = "Events of all PCs, newest first",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk, Auditor}),
         .response = schemaNamed<wire::EventPage>("EventPage"),
         .problems = {ValidationFailed},
         .query = {{"kind", "auth, face or device"},
                   {"code", "For example LOGON_OK"},
                   {"result", "ok, ng, err or info"},
                   {"user", "Id of a person"},
                   {"device", "Id of a PC"},
                   {"q", "Part of a login, a name or a PC's name"},
                   {"from", "Not before this time"},
                   {"to", "Before this time"},
                   {"limit", "Entries of a page, at most 500"},
                   {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listEvents)},
    };
}

} // namespace kaomon::features
