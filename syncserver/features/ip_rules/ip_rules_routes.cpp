// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/ip_rules/ip_rules_routes.h"

#include <chrono>

#include "auth/address_check.h"
#include "auth/address_rules.h"
#include "auth/session_gate.h"
#include "base/log.h"
#include "features/bind.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/ip_rule_repository.h"
#include "wire/ip_rules.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::IpRuleListRow;
using storage::IpRuleRepository;
using storage::UnitOfWork;

constexpr std::chrono::minutes kTimeToConfirm{10};
constexpr std::size_t kBodyLimit = 512 * 1024; // 500 rules with long labels

http::Response shown(const http::RequestContext& context, const std::optional<IpRuleListRow>& row,
                     TimePoint now) {
    wire::IpRuleList list;
    list.callerAddress = context.request.address.text();
    if (row) {
        list.rules = row->inForce(now);
        list.revertsAt = row->isReverted(now) ? std::nullopt : row->revertsAt;
        list.changedAt = row->isReverted(now) ? *row->revertsAt : row->changedAt;
        list.changedBy = row->changedBy;
        list.rev = row->revAt(now);
    }
    return jsonReply(200, list).with("ETag", etagOf(list.rev));
}

AsyncReply getRules(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return shown(context, IpRuleRepository(unit).find(), now);
    });
}

// Who would lock himself out has to say so with his own address, and is let in again after ten minutes.
Result<bool> isSelfBlock(const http::RequestContext& context, const std::vector<domain::AddressRule>& rules,
                         const std::optional<std::string>& confirmation, TimePoint now) {
    const domain::IpAddress& own = context.request.address;
    if (auth::keepsAddress(rules, auth::scopeOf(context.principal), own, now)) {
        return false;
    }
    if (!confirmation || *confirmation != own.text()) {
        return fail(ErrorCode::ConfirmationRequired,
                    "this list keeps out the address you use: repeat it with that address as confirmation",
                    "/confirmation");
    }
    return true;
}

std::vector<wire::IpRule> inOneForm(std::vector<wire::IpRule> messages,
                                    const std::vector<domain::AddressRule>& rules) {
    for (std::size_t i = 0; i < messages.size(); ++i) {
        messages[i].range = rules[i].range.text();
    }
    return messages;
}

// For the operation log.
std::string textOf(const std::vector<wire::IpRule>& rules) {
    std::string text;
    for (const auto& rule : rules) {
        text += (text.empty() ? "" : "; ") + rule.action + " " + rule.range + " " + rule.scope;
    }
    return text;
}

Result<IpRuleListRow> save(UnitOfWork& unit, const http::RequestContext& context, IpRuleListRow next,
                           bool isToConfirm, TimePoint now) {
    IpRuleRepository lists(unit);
    const auto stored = lists.find();
    if (const Status same = checkIfMatch(context, stored ? stored->revAt(now) : 0); !same) {
        return propagate(same.error());
    }
    if (isToConfirm) {
        // what comes back is the last list that nobody had to confirm
        const bool isOpen = stored && stored->revertsAt && !stored->isReverted(now);
        next.previous =
            isOpen ? *stored->previous : (stored ? stored->inForce(now) : std::vector<wire::IpRule>());
        next.revertsAt = now + kTimeToConfirm;
    }
    next.changedAt = now;
    next.changedBy = context.principal.user.text();
    next.rev = (stored ? stored->revAt(now) : 0) + 1;
    unit.acts().changed("rules", stored ? textOf(stored->inForce(now)) : "", textOf(next.rules));
    if (!lists.put(next, stored ? stored->rev : 0)) {
        const auto other = lists.find();
        return fail(ErrorCode::StaleRevision, "changed meanwhile", etagOf(other ? other->revAt(now) : 0));
    }
    return next;
}

AsyncReply putRules(ServiceContext& services, http::RequestContext& context) {
    auto body = bodyOf<wire::IpRuleUpdate>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const auto rules = auth::addressRulesOf(body->rules);
    if (!rules) {
        co_return propagate(rules.error());
    }
    const TimePoint now = services.clock.now();
    const auto isToConfirm = isSelfBlock(context, *rules, body->confirmation, now);
    if (!isToConfirm) {
        co_return propagate(isToConfirm.error());
    }
    IpRuleListRow next;
    next.rules = inOneForm(std::move(body->rules), *rules);
    auto reply = co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto saved = save(unit, context, next, *isToConfirm, now);
        if (!saved) {
            return propagate(saved.error());
        }
        return shown(context, *saved, now);
    });
    services.addresses.forget(context.principal.tenant);
    if (reply) {
        log::info("addresses.changed", {{"tenant", context.principal.tenant.text()},
                                        {"user", context.principal.user.text()},
                                        {"rules", static_cast<int>(rules->size())},
                                        {"to_confirm", *isToConfirm ? 1 : 0}});
    }
    co_return reply;
}

// Reaching this route at all means that the list lets the caller in.
AsyncReply confirmRules(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    auto reply = co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        IpRuleRepository lists(unit);
        auto row = lists.find();
        if (!row || !row->revertsAt || row->isReverted(now)) {
            return fail(ErrorCode::Conflict, "no list waits for its confirmation");
        }
        const long long stored = row->rev;
        row->previous.reset();
        row->revertsAt.reset();
        row->rev = stored + 1;
        if (!lists.put(*row, stored)) {
            return fail(ErrorCode::Conflict, "changed meanwhile");
        }
        return shown(context, *row, now);
    });
    services.addresses.forget(context.principal.tenant);
    co_return reply;
}

} // namespace

std::vector<http::Route> ipRulesRoutes(ServiceContext& services) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/ip-rules",
         .operation = "getIpRules",
         .summary = "From which addresses the tenant may be reached",
         .access = http::usersIn({Owner, UserAdmin, Auditor}),
         .response = schemaNamed<wire::IpRuleList>("IpRuleList"),
         .handler = bindTo(services, getRules)},
        {.method = "PUT",
         .path = "/v1/ip-rules",
         .operation = "putIpRules",
         .summary = "Replaces the list; one that keeps out the caller needs his confirmation and comes back "
                    "after ten minutes unless confirmed again",
         .access = http::usersIn({Owner, UserAdmin}),
         .request = schemaNamed<wire::IpRuleUpdate>("IpRuleUpdate"),
         .response = schemaNamed<wire::IpRuleList>("IpRuleList"),
         .problems = {ConfirmationRequired},
         .bodyLimit = kBodyLimit,
         .ifMatch = http::IfMatch::Required,
         .reauth = http::Reauth::Required,
         .handler = bindTo(services, putRules)},
        {.method = "POST",
         .path = "/v1/ip-rules:confirm",
         .operation = "confirmIpRules",
         .summary = "Keeps a list that would come back, from an address that it lets in",
         .access = http::usersIn({Owner, UserAdmin}),
         .response = schemaNamed<wire::IpRuleList>("IpRuleList"),
         .problems = {Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, confirmRules)},
    };
}

} // namespace kaomon::features
