// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/user_list.h"

#include <charconv>
#include <chrono>

#include "domain/account.h"
#include "domain/role.h"
#include "features/reply.h"
#include "features/users/user_handlers.h"

namespace kaomon::features {
namespace {

using storage::UnitOfWork;
using storage::UserFilter;
using storage::UserList;
using storage::UserSort;

constexpr std::size_t kLongestSearch = 200;
constexpr int kMostDays = 3650;

Status unknown(const char* field) {
    return fail(ErrorCode::ValidationFailed, "unknown value", field);
}

Status readSort(const std::string& text, UserFilter& filter) {
    filter.isDescending = text.starts_with('-');
    const std::string name = filter.isDescending ? text.substr(1) : text;
    if (name.empty() && !filter.isDescending) {
        return {};
    }
    if (name == "login") {
        filter.sort = UserSort::Login;
    } else if (name == "name") {
        filter.sort = UserSort::Name;
    } else if (name == "changed") {
        filter.sort = UserSort::Changed;
    } else {
        return unknown("/sort");
    }
    return {};
}

Status readDays(const std::string& text, TimePoint now, UserFilter& filter) {
    if (text.empty()) {
        return {};
    }
    int days = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (error != std::errc() || end != text.data() + text.size() || days < 0 || days > kMostDays) {
        return fail(ErrorCode::ValidationFailed, "from 0 to 3650 days", "/no_face_days");
    }
    filter.enabledBefore = now - std::chrono::hours(24) * days;
    return {};
}

Result<UserFilter> filterOf(const http::RequestContext& context, TimePoint now) {
    UserFilter filter{.search = context.query("q"),
                      .state = context.query("state"),
                      .face = context.query("face"),
                      .role = context.query("role"),
                      .faceModel = context.query("face_model")};
    if (filter.search.size() > kLongestSearch) {
        return fail(ErrorCode::ValidationFailed, "too long", "/q");
    }
    if (filter.faceModel.size() > kLongestSearch) {
        return fail(ErrorCode::ValidationFailed, "too long", "/face_model");
    }
    Status valid;
    if (!filter.state.empty() && !domain::accountStateFromWire(filter.state)) {
        valid = unknown("/state");
    } else if (!filter.face.empty() && !domain::faceStateFromWire(filter.face)) {
        valid = unknown("/face");
    } else if (!filter.role.empty() && !domain::roleFromWire(filter.role)) {
        valid = unknown("/role");
    }
    if (const std::string group = context.query("group"); valid && !group.empty()) {
        auto id = GroupId::parse(group);
        valid = id ? Status() : unknown("/group");
        filter.group = id ? std::optional(std::move(*id)) : std::nullopt;
    }
    valid = valid ? readDays(context.query("no_face_days"), now, filter) : valid;
    valid = valid ? readSort(context.query("sort"), filter) : valid;
    if (!valid) {
        return propagate(valid.error());
    }
    return filter;
}

// A cursor continues the order in which it was made, so the order is part of what is sealed.
std::string cursorPurpose(const http::RequestContext& context) {
    return "users-cursor|" + context.principal.tenant.text() + "|" + context.query("sort");
}

Status readCursor(const ServiceContext& services, const http::RequestContext& context, UserFilter& filter) {
    const std::string cursor = context.query("cursor");
    if (cursor.empty()) {
        return {};
    }
    const auto text = openText(services.serverKey, cursorPurpose(context), cursor);
    const auto bar = text ? text->find('|') : std::string::npos;
    if (bar == std::string::npos) {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    filter.after = storage::ListPosition{text->substr(bar + 1), text->substr(0, bar)};
    return {};
}

} // namespace

AsyncReply listUsers(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    const auto limit = pageLimit(context);
    auto filter = filterOf(context, now);
    if (!limit || !filter) {
        co_return propagate(!limit ? limit.error() : filter.error());
    }
    if (const Status valid = readCursor(services, context, *filter); !valid) {
        co_return propagate(valid.error());
    }
    filter->limit = *limit + 1;
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        UserList users(unit, now);
        wire::UserPage page;
        page.total = users.count(*filter);
        auto rows = users.list(*filter);
        if (static_cast<int>(rows.size()) > *limit) {
            rows.pop_back();
            const auto position = UserList::positionOf(rows.back(), filter->sort);
            page.next =
                sealText(services.serverKey, cursorPurpose(context), position.id + "|" + position.value);
        }
        for (auto& row : rows) {
            page.items.push_back(std::move(row.user));
        }
        return jsonReply(200, page);
    });
}

} // namespace kaomon::features
