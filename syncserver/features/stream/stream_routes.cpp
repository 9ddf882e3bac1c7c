// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/stream/stream_routes.h"

#include <charconv>

#include <boost/asio/this_coro.hpp>

#include "features/bind.h"
#include "features/reply.h"
#include "storage/repositories/change_repository.h"
#include "wire/stream.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;

constexpr int kSwitching = 101;
constexpr std::chrono::seconds kLongestWait{25};

struct Push {
    ServiceContext& services;
    StreamHub& hub;
};

http::Awaitable<Result<long long>> currentRev(ServiceContext& services, TenantId tenant) {
    co_return co_await services.database.read(tenant, [](UnitOfWork& unit) -> Result<long long> {
        return storage::ChangeRepository(unit).currentRev();
    });
}

Result<long long> numberOf(const std::string& text, long long fallback, const char* field) {
    long long number = fallback;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || number < 0)) {
        return fail(ErrorCode::ValidationFailed, "a number that is not negative", field);
    }
    return number;
}

// The first message says where the tenant stands, so that a PC that has it all already asks for nothing.
http::Awaitable<Result<std::string>> nextOf(std::shared_ptr<Subscription> subscription,
                                            std::shared_ptr<std::string> first) {
    if (!first->empty()) {
        co_return std::exchange(*first, std::string());
    }
    co_return co_await subscription->next();
}

AsyncReply openStream(Push push, http::RequestContext& context) {
    if (context.request.header("upgrade").empty()) {
        co_return fail(ErrorCode::MalformedRequest, "a WebSocket is expected");
    }
    const auto rev = co_await currentRev(push.services, context.principal.tenant);
    if (!rev) {
        co_return propagate(rev.error());
    }
    const auto executor = co_await boost::asio::this_coro::executor;
    auto subscription = push.hub.subscribe(context.principal, executor, *rev);
    if (!subscription) {
        co_return propagate(subscription.error());
    }
    const auto first = std::make_shared<std::string>(wire::encode(wire::StreamHint{.rev = *rev}));
    auto response = http::Response::streamed(
        "", [subscription = std::move(*subscription), first] { return nextOf(subscription, first); });
    response.status = kSwitching;
    co_return response;
}

AsyncReply waitForChange(Push push, http::RequestContext& context) {
    const auto known = numberOf(context.query("rev"), -1, "rev");
    const auto wait = numberOf(context.query("timeout"), kLongestWait.count(), "timeout");
    if (!known || !wait) {
        co_return propagate(!known ? known.error() : wait.error());
    }
    const auto rev = co_await currentRev(push.services, context.principal.tenant);
    if (!rev) {
        co_return propagate(rev.error());
    }
    if (*rev != *known || *wait == 0) {
        co_return jsonReply(200, wire::StreamHint{.rev = *rev});
    }
    const auto executor = co_await boost::asio::this_coro::executor;
    auto subscription = push.hub.subscribe(context.principal, executor, *rev);
    if (!subscription) {
        co_return propagate(subscription.error());
    }
    const auto message =
        co_await (*subscription)->next(std::min(kLongestWait, std::chrono::seconds(std::min(*wait, 60LL))));
    if (!message) {
        co_return propagate(message.error());
    }
    if (message->empty()) {
        co_return jsonReply(200, wire::StreamHint{.rev = *rev});
    }
    const auto hint = wire::decode<wire::StreamHint>(*message);
    if (hint && hint->ended) {
        co_return fail(errorCodeFromWire(*hint->ended).value_or(ErrorCode::Unauthenticated), "let out");
    }
    co_return http::Response::json(200, *message);
}

http::Handler bindPush(Push push, AsyncReply (*action)(Push, http::RequestContext&)) {
    return [push, action](http::RequestContext& context) { return action(push, context); };
}

} // namespace

std::vector<http::Route> streamRoutes(ServiceContext& services, StreamHub& hub) {
    using enum ErrorCode;
    const Push push{services, hub};
    return {
        {.method = "GET",
         .path = "/v1/stream",
         .operation = "openStream",
         .summary = "A WebSocket with a StreamHint whenever the tenant moves on; the server reads nothing",
         .access = http::withDevice(http::everyUser()),
         .status = kSwitching,
         .problems = {MalformedRequest, Unavailable},
         .handler = bindPush(push, openStream)},
        {.method = "GET",
         .path = "/v1/changes:wait",
         .operation = "waitForChange",
         .summary = "The same for one hint: answers when the tenant's revision is another one than `rev`",
         .access = http::withDevice(http::everyUser()),
         .response = schemaNamed<wire::StreamHint>("StreamHint"),
         .problems = {ValidationFailed, Unavailable},
         .query = {{"rev", "The revision that the caller has; absent: answered at once"},
                   {"timeout", "Seconds until it is answered anyway, at most and by default 25"}},
         .handler = bindPush(push, waitForChange)}};
}

} // namespace kaomon::features
