// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/alerts/alerts_routes.h"

#include <charconv>

#include "features/act_note.h"
#include "features/bind.h"
#include "features/event_query.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/alert_rule_repository.h"
#include "wire/alerts.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::AlertRuleRepository;
using storage::UnitOfWork;

constexpr std::string_view kCursor = "alerts-cursor";
constexpr std::size_t kMostRules = 50;
constexpr std::size_t kLongestName = 100;
constexpr int kMostEvents = 1000;
constexpr int kMostMinutes = 24 * 60;

Status checkRule(const wire::AlertRule& rule) {
    if (rule.name.empty() || rule.name.size() > kLongestName) {
        return fail(ErrorCode::ValidationFailed, "1 to 100 bytes", "/name");
    }
    if (rule.count < 1 || rule.count > kMostEvents) {
        return fail(ErrorCode::ValidationFailed, "1 to 1000", "/count");
    }
    if (rule.minutes < 1 || rule.minutes > kMostMinutes) {
        return fail(ErrorCode::ValidationFailed, "1 to 1440", "/minutes");
    }
    if (rule.per != "device" && rule.per != "user" && rule.per != "tenant") {
        return fail(ErrorCode::ValidationFailed, "device, user or tenant", "/per");
    }
    return checkSelection(rule.wanted, "/wanted");
}

AsyncReply listRules(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        return jsonReply(200, wire::AlertRuleList{AlertRuleRepository(unit).list()});
    });
}

AsyncReply getRule(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<AlertRuleId>(context, "rule");
    if (!id) {
        co_return propagate(id.error());
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto rule = AlertRuleRepository(unit).find(*id);
        if (!rule) {
            return fail(ErrorCode::NotFound, "no such rule");
        }
        return jsonReply(200, *rule).with("ETag", etagOf(rule->rev));
    });
}

AsyncReply createRule(ServiceContext& services, http::RequestContext& context) {
    const auto body = bodyOf<wire::NewAlertRule>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    const wire::AlertRule rule{.id = body->id,
                               .name = body->name,
                               .wanted = body->wanted,
                               .count = body->count,
                               .minutes = body->minutes,
                               .per = body->per,
                               .sendsMail = body->sendsMail,
                               .isEnabled = true,
                               .createdBy = context.principal.user,
                               .createdAt = now,
                               .rev = 1};
    if (const Status valid = checkRule(rule); !valid) {
        co_return propagate(valid.error());
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        AlertRuleRepository rules(unit);
        if (rules.find(rule.id)) {
            return fail(ErrorCode::Conflict, "id in use", "/id");
        }
        if (rules.list().size() >= kMostRules) {
            return fail(ErrorCode::Conflict, "too many rules");
        }
        rules.put(rule);
        noteAct(unit, context.principal, now, "alert_rule_added", wire::encode(rule));
        return jsonReply(201, rule).with("ETag", etagOf(rule.rev));
    });
}

wire::AlertRule patched(wire::AlertRule rule, const wire::AlertRulePatch& patch) {
    rule.name = patch.name.value_or(rule.name);
    rule.wanted = patch.wanted.value_or(rule.wanted);
    rule.count = patch.count.value_or(rule.count);
    rule.minutes = patch.minutes.value_or(rule.minutes);
    rule.per = patch.per.value_or(rule.per);
    rule.sendsMail = patch.sendsMail.value_or(rule.sendsMail);
    rule.isEnabled = patch.isEnabled.value_or(rule.isEnabled);
    ++rule.rev;
    return rule;
}

Result<wire::AlertRule> current(AlertRuleRepository& rules, const http::RequestContext& context,
                                const AlertRuleId& id) {
    auto rule = rules.find(id);
    if (!rule) {
        return fail(ErrorCode::NotFound, "no such rule");
    }
    if (const Status fresh = checkIfMatch(context, rule->rev); !fresh) {
        return propagate(fresh.error());
    }
    return std::move(*rule);
}

AsyncReply patchRule(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<AlertRuleId>(context, "rule");
    const auto patch = bodyOf<wire::AlertRulePatch>(context);
    if (!id || !patch) {
        co_return propagate(!id ? id.error() : patch.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        AlertRuleRepository rules(unit);
        const auto before = current(rules, context, *id);
        if (!before) {
            return propagate(before.error());
        }
        const wire::AlertRule after = patched(*before, *patch);
        if (const Status valid = checkRule(after); !valid) {
            return propagate(valid.error());
        }
        rules.put(after);
        noteAct(unit, context.principal, now, "alert_rule_changed", wire::encode(after));
        return jsonReply(200, after).with("ETag", etagOf(after.rev));
    });
}

AsyncReply deleteRule(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<AlertRuleId>(context, "rule");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        AlertRuleRepository rules(unit);
        const auto rule = current(rules, context, *id);
        if (!rule) {
            return propagate(rule.error());
        }
        rules.remove(*id);
        noteAct(unit, context.principal, now, "alert_rule_removed", wire::encode(*rule));
        return http::Response::noContent();
    });
}

AsyncReply listAlerts(ServiceContext& services, http::RequestContext& context) {
    const auto limit = pageLimit(context);
    if (!limit) {
        co_return propagate(limit.error());
    }
    const std::string cursor = context.query("cursor");
    const auto text = openText(services.serverKey, kCursor, cursor);
    if (!cursor.empty() && !text) {
        co_return fail(ErrorCode::ValidationFailed, "unknown cursor", "/cursor");
    }
    long long before = 0;
    if (text) {
        std::from_chars(text->data(), text->data() + text->size(), before);
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::EventAlertPage page;
        page.items = AlertRuleRepository(unit).list(before, *limit + 1);
        if (static_cast<int>(page.items.size()) > *limit) {
            page.items.pop_back();
            page.next = sealText(services.serverKey, kCursor, std::to_string(page.items.back().number));
        }
        return jsonReply(200, page);
    });
}

std::vector<http::Route> writeRoutes(ServiceContext& services) {
    using enum ErrorCode;
    const auto rule = schemaNamed<wire::AlertRule>("AlertRule");
    return {
        {.method = "POST",
         .path = "/v1/alert-rules",
         .operation = "createAlertRule",
         .summary = "Adds a rule: so many events within so many minutes are an alert",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::NewAlertRule>("NewAlertRule"),
         .response = rule,
         .status = 201,
         .problems = {ValidationFailed, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, createRule)},
        {.method = "PATCH",
         .path = "/v1/alert-rules/{rule}",
         .operation = "changeAlertRule",
         .summary = "Changes a rule or switches it off",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::AlertRulePatch>("AlertRulePatch"),
         .response = rule,
         .problems = {ValidationFailed, StaleRevision},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, patchRule)},
        {.method = "DELETE",
         .path = "/v1/alert-rules/{rule}",
         .operation = "removeAlertRule",
         .summary = "Removes a rule; what it raised stays",
         .access = http::usersIn({Owner}),
         .status = 204,
         .problems = {StaleRevision},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, deleteRule)},
    };
}

} // namespace

std::vector<http::Route> alertsRoutes(ServiceContext& services) {
    using enum ErrorCode;
    std::vector<http::Route> routes{
        {.method = "GET",
         .path = "/v1/alert-rules",
         .operation = "listAlertRules",
         .summary = "The rules that raise alerts, by name",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::AlertRuleList>("AlertRuleList"),
         .handler = bindTo(services, listRules)},
        {.method = "GET",
         .path = "/v1/alert-rules/{rule}",
         .operation = "getAlertRule",
         .summary = "One rule",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::AlertRule>("AlertRule"),
         .handler = bindTo(services, getRule)},
        {.method = "GET",
         .path = "/v1/alerts",
         .operation = "listAlerts",
         .summary = "What the rules raised, newest first",
         .access = http::usersIn({Owner, UserAdmin, HelpDesk, Auditor}),
         .response = schemaNamed<wire::EventAlertPage>("EventAlertPage"),
         .problems = {ValidationFailed},
         .query = {{"limit", "Entries of a page, at most 500"}, {"cursor", "`next` of the page before"}},
         .handler = bindTo(services, listAlerts)},
    };
    for (auto& route : writeRoutes(services)) {
        routes.push_back(std::move(route));
    }
    return routes;
}

} // namespace kaomon::features
