// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>

#include "features/accounts/account_parts.h"
#include "features/bind.h"
#include "features/reply.h"
#include "storage/repositories/account_repository.h"
#include "wire/accounts.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::AccountRepository;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "account-acts-cursor";

// Cursor text: the number of the last entry.
Status readCursor(const auth::ServerKey& key, const std::string& cursor, storage::AccountActFilter& filter) {
    if (cursor.empty()) {
        return {};
    }
    const auto text = openText(key, kCursor, cursor);
    long long seq = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), seq).ec != std::errc()) {
        return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    filter.beforeSeq = seq;
    return {};
}

AsyncReply listActs(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    if (!limit) {
        co_return propagate(limit.error());
    }
    storage::AccountActFilter filter;
    filter.kind = context.query("kind");
    filter.user = context.query("user");
    filter.limit = *limit + 1;
    if (const Status valid = readCursor(services.serverKey, context.query("cursor"), filter); !valid) {
        co_return propagate(valid.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::AccountActPage page;
        auto acts = AccountRepository(unit, now).acts(filter);
        if (static_cast<int>(acts.size()) > *limit) {
            acts.pop_back();
            page.next = sealText(services.serverKey, kCursor, acts.back().id);
        }
        for (auto& act : acts) {
            page.items.push_back({std::move(act.id), act.at, std::move(act.kind), std::move(act.actor),
                                  std::move(act.user), std::move(act.device), std::move(act.reason),
                                  std::move(act.detail)});
        }
        return jsonReply(200, page);
    });
}

} // namespace

std::vector<http::Route> actRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/account-acts",
         .operation = "listAccountActs",
         .summary = "What administrators did to accounts, newest first: a view of the operation log",
         .access = http::usersIn({Owner, UserAdmin, Auditor}),
         .response = schemaNamed<wire::AccountActPage>("AccountActPage"),
         .problems = {ValidationFailed},
         .query = {{"kind", "Such as password_reissued, unlocked, role_changed, emergency_code_issued"},
                   {"user", "Id of the person it was done to"},
                   {"limit", "Entries of a page, at most 500"},
                   {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listActs)},
    };
}

} // namespace kaomon::features
