// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "features/bind.h"
#include "features/event_query.h"
#include "features/events/event_parts.h"
#include "features/reply.h"
#include "storage/repositories/event_repository.h"

namespace kaomon::features {
namespace {

namespace asio = boost::asio;
using storage::UnitOfWork;

constexpr long long kLongestWait = 20;
constexpr std::chrono::milliseconds kLook{500};
// Numbers looked at in one go: bounds the work of a filter that finds little.
constexpr long long kSpan = 20'000;
constexpr long long kAnyNumber = std::numeric_limits<long long>::max();

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

http::Awaitable<void> pause() {
    asio::steady_timer timer(co_await asio::this_coro::executor, kLook);
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

AsyncReply tailEvents(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    const auto filter = eventFilterOf(context);
    const auto after = numberOf(context, "after", -1, 0, kAnyNumber);
    const auto wait = numberOf(context, "wait", 0, 0, kLongestWait);
    if (!limit || !filter) {
        co_return propagate(!limit ? limit.error() : filter.error());
    }
    if (!after || !wait) {
        co_return propagate(!after ? after.error() : wait.error());
    }
    const TenantId tenant = context.principal.tenant;
    const auto deadline = services.clock.steadyNow() + std::chrono::seconds(*wait);
    while (true) {
        auto tail = co_await services.database.read(tenant, [&](UnitOfWork& unit) -> Result<wire::EventTail> {
            if (*after < 0) { // where it begins
                wire::EventTail begin;
                begin.after = storage::EventRepository(unit).newest();
                return begin;
            }
            return tailOf(unit, *filter, *after, *limit);
        });
        if (!tail) {
            co_return propagate(tail.error());
        }
        const bool isNews = !tail->items.empty() || tail->more || *after < 0;
        if (isNews || services.clock.steadyNow() + kLook > deadline) {
            co_return jsonReply(200, *tail);
        }
        co_await pause();
    }
}

} // namespace

std::vector<http::Route> eventTailRoutes(ServiceContext& services) {
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
             .problems = {ErrorCode::ValidationFailed},
             .query = std::move(parameters),
             .handler = bindTo(services, tailEvents)}};
}

} // namespace kaomon::features
