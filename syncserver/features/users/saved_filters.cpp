// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/users/saved_filters.h"

#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/saved_filter_repository.h"

namespace kaomon::features {
namespace {

using storage::SavedFilterRepository;
using storage::UnitOfWork;

constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestQuery = 1000;
constexpr long long kMostFilters = 100; // of one administrator

Status checkFilter(const wire::SavedFilter& filter, const std::string& id) {
    if (filter.id != id) {
        return fail(ErrorCode::ValidationFailed, "differs from the path", "/id");
    }
    if (filter.resource != "users" && filter.resource != "devices" && filter.resource != "events") {
        return fail(ErrorCode::ValidationFailed, "users, devices or events", "/resource");
    }
    if (filter.name.empty() || filter.name.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "a name of 1 to 100 bytes is required", "/name");
    }
    if (filter.query.size() > kLongestQuery) {
        return fail(ErrorCode::ValidationFailed, "too long", "/query");
    }
    for (const char c : filter.name + filter.query) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            return fail(ErrorCode::ValidationFailed, "has control characters", "/name");
        }
    }
    return {};
}

} // namespace

AsyncReply listSavedFilters(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200,
                         wire::SavedFilterList{SavedFilterRepository(unit).listFor(context.principal.user)});
    });
}

AsyncReply putSavedFilter(ServiceContext& services, http::RequestContext& context) {
    auto body = bodyOf<wire::SavedFilter>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const std::string& id = context.parameter("filter");
    if (!isUuid(id)) {
        co_return fail(ErrorCode::NotFound, "no such filter");
    }
    if (const Status valid = checkFilter(*body, id); !valid) {
        co_return propagate(valid.error());
    }
    body->owner = context.principal.user;
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        SavedFilterRepository filters(unit);
        const auto owner = filters.ownerOf(id);
        if (owner && *owner != context.principal.user) {
            return fail(ErrorCode::NotFound, "another's filter");
        }
        if (!owner && filters.count(context.principal.user) >= kMostFilters) {
            return fail(ErrorCode::Conflict, "too many filters");
        }
        filters.put(*body, now);
        return jsonReply(200, *body);
    });
}

AsyncReply removeSavedFilter(ServiceContext& services, http::RequestContext& context) {
    const std::string& id = context.parameter("filter");
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        SavedFilterRepository filters(unit);
        if (filters.ownerOf(id) != context.principal.user) {
            return fail(ErrorCode::NotFound, "no such filter of one's own");
        }
        filters.remove(id);
        return http::Response::noContent();
    });
}

} // namespace kaomon::features
