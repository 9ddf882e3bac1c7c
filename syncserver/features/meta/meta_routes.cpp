// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/meta/meta_routes.h"

#include "features/bind.h"
#include "features/reply.h"
#include "storage/query.h"
#include "wire/meta.h"

namespace kaomon::features {
namespace {

using http::Awaitable;
using http::RequestContext;
using http::Response;

// Lives: answers at all.
Awaitable<Result<Response>> health(RequestContext&) {
    co_return jsonReply(200, wire::Health{"ok"});
}

// Can work: the database answers.
Awaitable<Result<Response>> ready(ServiceContext& services) {
    const auto job = [](storage::UnitOfWork& unit) -> Status {
        static_cast<void>(storage::Query(unit, "SELECT COUNT(*) FROM tenant").first<long long>());
        return {};
    };
    const Status answered = co_await services.database.read(TenantId(), job);
    if (!answered) {
        co_return fail(ErrorCode::Unavailable, answered.error().detail);
    }
    co_return jsonReply(200, wire::Health{"ok"});
}

AsyncReply meta(const ServiceContext& services, const std::string& version, DutyState& state) {
    const auto duties = co_await state.current();
    const TimePoint now = services.clock.now();
    co_return jsonReply(200, wire::Meta{.product = "kaomon-syncserver",
                                        .version = version,
                                        .api = "1.0",
                                        .minimumClient = "0.1.0",
                                        .time = now,
                                        .banner = duties->banner(now)});
}

http::Route publicGet(std::string path, std::string operation, std::string summary, http::Schema response,
                      http::Handler handler) {
    return {.method = "GET",
            .path = std::move(path),
            .operation = std::move(operation),
            .summary = std::move(summary),
            .access = http::anybody(),
            .response = std::move(response),
            .handler = std::move(handler)};
}

} // namespace

std::vector<http::Route> metaRoutes(ServiceContext& services, const std::string& version, DutyState& state) {
    ServiceContext* context = &services;
    DutyState* duties = &state;
    std::vector<http::Route> routes;
    routes.push_back(publicGet("/healthz", "getHealth", "Whether the server runs",
                               schemaNamed<wire::Health>("Health"), health));
    routes.push_back(publicGet("/readyz", "getReadiness", "Whether the server can reach its data",
                               schemaNamed<wire::Health>("Health"),
                               [context](RequestContext&) { return ready(*context); }));
    routes.push_back(
        publicGet("/v1/meta", "getMeta", "Versions, the server's time, and what sign-in screens show",
                  schemaNamed<wire::Meta>("Meta"),
                  [context, version, duties](RequestContext&) { return meta(*context, version, *duties); }));
    return routes;
}

} // namespace kaomon::features
