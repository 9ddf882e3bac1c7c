// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <limits>

#include "features/bind.h"
#include "features/event_query.h"
#include "features/events/event_parts.h"
#include "features/reply.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features {
namespace {

using storage::EventFilter;
using storage::EventOrder;
using storage::EventRow;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "events-cursor";
constexpr int kMostCounts = 10'000;
constexpr std::chrono::days kLongestCount{400};

// Where a page begins and which way it goes through the list.
struct Place {
    EventOrder shown = EventOrder::NewestFirst;
    bool isBackwards = false;
    std::optional<storage::EventPosition> behind;
};

// Cursor text: n(ext) or p(revious), order, epoch microseconds, number.
std::string cursorText(const auth::ServerKey& key, bool isBackwards, EventOrder order,
                       const storage::EventPosition& at) {
    return sealText(key, kCursor,
                    std::string(isBackwards ? "p" : "n") + (order == EventOrder::NewestFirst ? "d" : "a") +
                        std::to_string(toEpochMicros(at.at)) + " " + std::to_string(at.number));
}

Result<Place> placeOf(const auth::ServerKey& key, const http::RequestContext& context) {
    const std::string order = context.query("order");
    if (!order.empty() && order != "newest" && order != "oldest") {
        return fail(ErrorCode::ValidationFailed, "newest or oldest", "/order");
    }
    Place place;
    place.shown = order == "oldest" ? EventOrder::OldestFirst : EventOrder::NewestFirst;
    const std::string cursor = context.query("cursor");
    if (cursor.empty()) {
        return place;
    }
    const auto text = openText(key, kCursor, cursor);
    const auto space = text ? text->find(' ') : std::string::npos;
    const char wanted = place.shown == EventOrder::NewestFirst ? 'd' : 'a';
    if (space == std::string::npos || space < 2 || (*text)[1] != wanted) {
        return fail(ErrorCode::ValidationFailed, "not a cursor of this order", "/cursor");
    }
    long long micros = 0;
    long long number = 0;
    std::from_chars(text->data() + 2, text->data() + space, micros);
    std::from_chars(text->data() + space + 1, text->data() + text->size(), number);
    place.isBackwards = text->front() == 'p';
    place.behind = storage::EventPosition{fromEpochMicros(micros), number};
    return place;
}

EventOrder reverse(EventOrder order) {
    return order == EventOrder::NewestFirst ? EventOrder::OldestFirst : EventOrder::NewestFirst;
}

wire::EventPage pageOf(const auth::ServerKey& key, const Place& place, std::vector<EventRow> rows,
                       int limit) {
    const bool hasMore = static_cast<int>(rows.size()) > limit;
    if (hasMore) {
        rows.pop_back();
    }
    if (place.isBackwards) {
        std::ranges::reverse(rows);
    }
    wire::EventPage page;
    if (!rows.empty()) {
        if (place.isBackwards || hasMore) {
            page.next = cursorText(key, false, place.shown, rows.back().position);
        }
        if (place.isBackwards ? hasMore : place.behind.has_value()) {
            page.previous = cursorText(key, true, place.shown, rows.front().position);
        }
    }
    for (EventRow& row : rows) {
        page.items.push_back(std::move(row.event));
    }
    return page;
}

// `exists`, when given, says in the same transaction whether there is what the list is about.
AsyncReply answer(ServiceContext& services, http::RequestContext& context, EventFilter filter,
                  std::function<bool(UnitOfWork&)> exists) {
    const auto limit = pageLimit(context);
    const auto place = placeOf(services.serverKey, context);
    if (!limit || !place) {
        co_return propagate(!limit ? limit.error() : place.error());
    }
    const storage::EventPart part{.order = place->isBackwards ? reverse(place->shown) : place->shown,
                                  .behind = place->behind,
                                  .limit = *limit + 1};
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        if (exists && !exists(unit)) {
            return fail(ErrorCode::NotFound, "nobody and nothing of this id");
        }
        return jsonReply(
            200, pageOf(services.serverKey, *place, storage::EventList(unit).list(filter, part), *limit));
    });
}

AsyncReply listEvents(ServiceContext& services, http::RequestContext& context) {
    auto filter = eventFilterOf(context);
    if (!filter) {
        co_return propagate(filter.error());
    }
    co_return co_await answer(services, context, std::move(*filter), {});
}

AsyncReply listUserEvents(ServiceContext& services, http::RequestContext& context) {
    const auto user = pathId<UserId>(context, "user");
    auto filter = eventFilterOf(context);
    if (!user || !filter) {
        co_return propagate(!user ? user.error() : filter.error());
    }
    filter->user = user->text();
    const TimePoint now = services.clock.now();
    co_return co_await answer(services, context, std::move(*filter), [&](UnitOfWork& unit) {
        return storage::UserRepository(unit, now).find(*user).has_value();
    });
}

AsyncReply listDeviceEvents(ServiceContext& services, http::RequestContext& context) {
    const auto device = pathId<DeviceId>(context, "device");
    auto filter = eventFilterOf(context);
    if (!device || !filter) {
        co_return propagate(!device ? device.error() : filter.error());
    }
    filter->device = device->text();
    co_return co_await answer(services, context, std::move(*filter), [&](UnitOfWork& unit) {
        return storage::DeviceRepository(unit).find(*device).has_value();
    });
}

AsyncReply countEvents(ServiceContext& services, http::RequestContext& context) {
    auto filter = eventFilterOf(context);
    const auto offset = numberOf(context, "offset_min", 0, -14 * 60, 14 * 60);
    if (!filter || !offset) {
        co_return propagate(!filter ? filter.error() : offset.error());
    }
    const std::string by = context.query("by");
    if (!by.empty() && by != "day" && by != "hour") {
        co_return fail(ErrorCode::ValidationFailed, "day or hour", "/by");
    }
    const TimePoint now = services.clock.now();
    filter->to = filter->to.value_or(now + std::chrono::days(1));
    filter->from = filter->from.value_or(*filter->to - std::chrono::days(8));
    if (*filter->to - *filter->from > kLongestCount) {
        co_return fail(ErrorCode::ValidationFailed, "at most 400 days", "/from");
    }
    const std::chrono::microseconds width = by == "hour" ? std::chrono::hours(1) : std::chrono::hours(24);
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::EventCounts counts{
            storage::EventList(unit).counts(*filter, width, std::chrono::minutes(*offset), kMostCounts + 1)};
        if (counts.items.size() > kMostCounts) {
            return fail(ErrorCode::ValidationFailed, "too many sums; choose fewer codes or less time",
                        "/from");
        }
        return jsonReply(200, counts);
    });
}

std::vector<http::QueryParameter> listParameters() {
    auto parameters = eventFilterParameters();
    parameters.push_back({"order", "newest (default) or oldest first"});
    parameters.push_back({"limit", "Entries of a page, at most 500"});
    parameters.push_back({"cursor", "`next` or `previous` of another page of the same query"});
    return parameters;
}

http::Route listRoute(ServiceContext& services, std::string path, std::string operation, std::string summary,
                      Action handler) {
    return {.method = "GET",
            .path = std::move(path),
            .operation = std::move(operation),
            .summary = std::move(summary),
            .access = eventReaders(),
            .response = schemaNamed<wire::EventPage>("EventPage"),
            .problems = {ErrorCode::ValidationFailed},
            .query = listParameters(),
            .handler = bindTo(services, handler)};
}

} // namespace

std::vector<http::Route> eventListRoutes(ServiceContext& services) {
    std::vector<http::Route> routes{
        listRoute(services, "/v1/events", "listEvents", "Events of all PCs, newest first", listEvents),
        listRoute(services, "/v1/users/{user}/events", "listUserEvents", "What happened around a person",
                  listUserEvents),
        listRoute(services, "/v1/devices/{device}/events", "listDeviceEvents", "What happened on a PC",
                  listDeviceEvents),
    };
    auto parameters = eventFilterParameters();
    parameters.push_back({"by", "day (default) or hour"});
    parameters.push_back(
        {"offset_min", "Minutes that the local time is ahead of UTC, for the begin of days"});
    routes.push_back({.method = "GET",
                      .path = "/v1/events:counts",
                      .operation = "countEvents",
                      .summary = "How many events by time, code and result; the last eight days by default",
                      .access = eventReaders(),
                      .response = schemaNamed<wire::EventCounts>("EventCounts"),
                      .problems = {ErrorCode::ValidationFailed},
                      .query = std::move(parameters),
                      .handler = bindTo(services, countEvents)});
    return routes;
}

} // namespace kaomon::features
