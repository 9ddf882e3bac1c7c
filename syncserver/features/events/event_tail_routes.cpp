// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <boost/asio/this_coro.hpp>

#include "features/bind.h"
#include "features/event_query.h"
#include "features/events/event_parts.h"
#include "features/reply.h"
#include "storage/repositories/change_repository.h"
#include "storage/repositories/event_repository.h"
#include "wire/stream.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;

constexpr long long kLongestWait = 20;
constexpr std::chrono::milliseconds kLook{500};
// Numbers looked at in one go: bounds the work of a filter that finds little.
constexpr long long kSpan = 20'000;
constexpr long long kAnyNumber = std::numeric_limits<long long>::max();

struct Look {
    wire::EventTail tail;
    long long rev = 0; // of the tenant, at the same moment
};

struct TailQuery {
    storage::EventFilter filter;
    long long after = -1; // less than 0: from now on
    long long wait = 0;   // seconds
    int limit = 0;
};

Result<wire::EventTail> tailOf(UnitOfWork& unit, const storage::EventFilter& filter, long long after,
                               int limit) {
    const long long newest = storage::EventRepository(unit).newest();
    wire::EventTail tail;
    if (after > newest) {
        tail.after = newest; // of a database that was restored from an earlier time
        return tail;
    }
    const long long upto = std::min(newest, after + kSpan);
    tail.items = storage::EventList(unit).arrived(filter, after, upto, limit);
    const bool isFull = static_cast<int>(tail.items.size()) == limit;
    tail.after = isFull ? tail.items.back().number.value_or(upto) : upto;
    tail.more = tail.after < newest;
    return tail;
}

Result<TailQuery> queryOf(const http::RequestContext& context) {
    const auto limit = pageLimit(context);
    auto filter = eventFilterOf(context);
    const auto after = numberOf(context, "after", -1, 0, kAnyNumber);
    const auto wait = numberOf(context, "wait", 0, 0, kLongestWait);
    if (!limit || !filter) {
        return propagate(!limit ? limit.error() : filter.error());
    }
    if (!after || !wait) {
        return propagate(!after ? after.error() : wait.error());
    }
    return TailQuery{std::move(*filter), *after, *wait, *limit};
}

Result<Look> lookFor(UnitOfWork& unit, const TailQuery& query) {
    Look look;
    look.rev = storage::ChangeRepository(unit).currentRev();
    if (query.after < 0) { // where it begins
        look.tail.after = storage::EventRepository(unit).newest();
        return look;
    }
    auto tail = tailOf(unit, query.filter, query.after, query.limit);
    if (!tail) {
        return propagate(tail.error());
    }
    look.tail = std::move(*tail);
    return look;
}

// Until the next look. Waiting requests are known to the hub: it ends them when the server stops and when
// whoever asked is no longer let in, which is an error. False: nobody waits any longer.
http::Awaitable<Result<bool>> pause(Subscription& waiting) {
    const auto message = co_await waiting.next(kLook);
    if (!message) {
        co_return propagate(message.error());
    }
    const auto hint = message->empty() ? Result<wire::StreamHint>(wire::StreamHint())
                                       : wire::decode<wire::StreamHint>(*message);
    if (hint && hint->ended) {
        co_return fail(errorCodeFromWire(*hint->ended).value_or(ErrorCode::Unauthenticated), "let out");
    }
    co_return !waiting.isOver();
}

AsyncReply tailEvents(ServiceContext& services, StreamHub& hub, http::RequestContext& context) {
    const auto query = queryOf(context);
    if (!query) {
        co_return propagate(query.error());
    }
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto deadline = services.clock.steadyNow() + std::chrono::seconds(query->wait);
    std::shared_ptr<Subscription> waiting;
    while (true) {
        const auto look = co_await services.database.read(
            context.principal.tenant, [&](UnitOfWork& unit) { return lookFor(unit, *query); });
        if (!look) {
            co_return propagate(look.error());
        }
        const bool isNews = !look->tail.items.empty() || look->tail.more || query->after < 0;
        if (isNews || services.clock.steadyNow() + kLook > deadline) {
            co_return jsonReply(200, look->tail);
        }
        if (!waiting) {
            auto subscription = hub.subscribe(context.principal, executor, look->rev);
            if (!subscription) {
                co_return propagate(subscription.error());
            }
            waiting = std::move(*subscription);
        }
        const auto goesOn = co_await pause(*waiting);
        if (!goesOn) {
            co_return propagate(goesOn.error());
        }
        if (!*goesOn) {
            co_return jsonReply(200, look->tail);
        }
    }
}

} // namespace

std::vector<http::Route> eventTailRoutes(ServiceContext& services, StreamHub& hub) {
    auto parameters = eventFilterParameters();
    parameters.push_back({"after", "`after` of the answer before; absent: from now on"});
    parameters.push_back({"wait", "Seconds to wait for news, at most 20"});
    parameters.push_back({"limit", "Entries of an answer, at most 500"});
    return {{.method = "GET",
             .path = "/v1/events:tail",
             .operation = "tailEvents",
             .summary = "What has arrived since, in that order",
             .access = eventReaders(),
             .response = schemaNamed<wire::EventTail>("EventTail"),
             .problems = {ErrorCode::ValidationFailed, ErrorCode::Unavailable},
             .query = std::move(parameters),
             .handler = [&services, &hub](http::RequestContext& context) {
                 return tailEvents(services, hub, context);
             }}};
}

} // namespace kaomon::features
