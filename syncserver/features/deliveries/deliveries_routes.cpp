// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/deliveries/deliveries_routes.h"

#include "auth/webhook_secret.h"
#include "features/act_note.h"
#include "features/bind_options.h"
#include "features/deliveries/webhook_rules.h"
#include "features/idempotent.h"
#include "features/reply.h"
#include "storage/repositories/alert_rule_repository.h"
#include "storage/repositories/event_repository.h"
#include "storage/repositories/webhook_repository.h"
#include "wire/deliveries.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using storage::DeliveryRepository;
using storage::PushRow;
using storage::UnitOfWork;
using storage::WebhookRepository;
using storage::WebhookRow;

constexpr std::size_t kMostWebhooks = 20;
constexpr int kMostLetters = 500;

AsyncReply listWebhooks(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::WebhookList list;
        for (auto& row : WebhookRepository(unit).list()) {
            list.items.push_back(std::move(row.webhook));
        }
        return jsonReply(200, list);
    });
}

AsyncReply getWebhook(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<WebhookId>(context, "webhook");
    if (!id) {
        co_return propagate(id.error());
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto row = WebhookRepository(unit).find(*id);
        if (!row) {
            return fail(ErrorCode::NotFound, "no such webhook");
        }
        return jsonReply(200, row->webhook).with("ETag", etagOf(row->webhook.rev));
    });
}

Reply added(UnitOfWork& unit, const http::Principal& caller, TimePoint now, const WebhookRow& row) {
    WebhookRepository hooks(unit);
    if (hooks.find(row.webhook.id)) {
        return fail(ErrorCode::Conflict, "id in use", "/id");
    }
    if (hooks.list().size() >= kMostWebhooks) {
        return fail(ErrorCode::Conflict, "too many webhooks");
    }
    hooks.add(row);
    // what is there already was not asked for
    PushRow delivery;
    delivery.target = row.webhook.id.text();
    delivery.eventPosition = storage::EventRepository(unit).newest();
    delivery.alertPosition = storage::AlertRuleRepository(unit).newest();
    delivery.nextAt = now;
    DeliveryRepository(unit).begin(delivery);
    noteAct(unit, caller, now, "webhook_added", wire::encode(row.webhook));
    return jsonReply(201, row.webhook).with("ETag", etagOf(row.webhook.rev));
}

AsyncReply createWebhook(ServiceContext& services, const EventOptions& options,
                         http::RequestContext& context) {
    const auto body = bodyOf<wire::NewWebhook>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    const TimePoint now = services.clock.now();
    const WebhookRow row{
        {.id = body->id,
         .name = body->name,
         .url = body->url,
         .sends = body->sends,
         .wanted = body->wanted,
         .isEnabled = true,
         .createdBy = context.principal.user,
         .createdAt = now,
         .rev = 1},
        auth::sealWebhookSecret(services.serverKey, context.principal.tenant, body->id, body->secret)};
    Status valid = checkWebhook(row.webhook, options);
    valid = valid ? checkWebhookSecret(body->secret) : valid;
    if (!valid) {
        co_return propagate(valid.error());
    }
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        return added(unit, context.principal, now, row);
    });
}

Result<WebhookRow> current(UnitOfWork& unit, const http::RequestContext& context, const WebhookId& id) {
    auto row = WebhookRepository(unit).find(id);
    if (!row) {
        return fail(ErrorCode::NotFound, "no such webhook");
    }
    if (const Status fresh = checkIfMatch(context, row->webhook.rev); !fresh) {
        return propagate(fresh.error());
    }
    return std::move(*row);
}

wire::Webhook patched(wire::Webhook hook, const wire::WebhookPatch& patch) {
    hook.name = patch.name.value_or(hook.name);
    hook.url = patch.url.value_or(hook.url);
    hook.sends = patch.sends.value_or(hook.sends);
    hook.wanted = patch.wanted.value_or(hook.wanted);
    hook.isEnabled = patch.isEnabled.value_or(hook.isEnabled);
    ++hook.rev;
    return hook;
}

AsyncReply patchWebhook(ServiceContext& services, const EventOptions& options,
                        http::RequestContext& context) {
    const auto id = pathId<WebhookId>(context, "webhook");
    const auto patch = bodyOf<wire::WebhookPatch>(context);
    if (!id || !patch) {
        co_return propagate(!id ? id.error() : patch.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        auto row = current(unit, context, *id);
        if (!row) {
            return propagate(row.error());
        }
        row->webhook = patched(std::move(row->webhook), *patch);
        Status valid = checkWebhook(row->webhook, options);
        valid = valid && patch->secret ? checkWebhookSecret(*patch->secret) : valid;
        if (!valid) {
            return propagate(valid.error());
        }
        if (patch->secret) {
            row->secretSealed =
                auth::sealWebhookSecret(services.serverKey, unit.tenant(), *id, *patch->secret);
        }
        WebhookRepository(unit).update(*row);
        noteAct(unit, context.principal, now, "webhook_changed", wire::encode(row->webhook));
        return jsonReply(200, row->webhook).with("ETag", etagOf(row->webhook.rev));
    });
}

AsyncReply deleteWebhook(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<WebhookId>(context, "webhook");
    if (!id) {
        co_return propagate(id.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        const auto row = current(unit, context, *id);
        if (!row) {
            return propagate(row.error());
        }
        WebhookRepository(unit).remove(*id);
        noteAct(unit, context.principal, now, "webhook_removed", wire::encode(row->webhook));
        return http::Response::noContent();
    });
}

wire::DeliveryState shown(const PushRow& row, long long newest) {
    wire::DeliveryState state{.target = row.target,
                              .state = row.state,
                              .eventPosition = row.eventPosition,
                              .alertPosition = row.alertPosition,
                              .waiting = newest - row.eventPosition,
                              .delivered = row.delivered,
                              .attempts = row.attempts,
                              .nextAt = {},
                              .lastAt = row.lastAt,
                              .lastError = row.lastError};
    if (row.state == "retrying") {
        state.nextAt = row.nextAt;
    }
    return state;
}

AsyncReply listDeliveries(ServiceContext& services, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const long long newest = storage::EventRepository(unit).newest();
        wire::DeliveryStateList list;
        for (const auto& row : DeliveryRepository(unit).list()) {
            list.items.push_back(shown(row, newest));
        }
        return jsonReply(200, list);
    });
}

AsyncReply listLetters(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<WebhookId>(context, "webhook");
    if (!id) {
        co_return propagate(id.error());
    }
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        if (!WebhookRepository(unit).find(*id)) {
            return fail(ErrorCode::NotFound, "no such webhook");
        }
        return jsonReply(
            200, wire::DeadLetterList{DeliveryRepository(unit).deadLetters(id->text(), kMostLetters)});
    });
}

Reply resumed(UnitOfWork& unit, const http::Principal& caller, TimePoint now, const WebhookId& id,
              const wire::DeliveryResume& how) {
    DeliveryRepository deliveries(unit);
    auto row = deliveries.find(id.text());
    if (!row || !WebhookRepository(unit).find(id)) {
        return fail(ErrorCode::NotFound, "no such webhook");
    }
    const long long newest = storage::EventRepository(unit).newest();
    if (how.from && (*how.from < 1 || *how.from > newest + 1)) {
        return fail(ErrorCode::ValidationFailed, "no such event", "/from");
    }
    if (how.from) {
        row->eventPosition = *how.from - 1;
        deliveries.removeDeadLetters(row->target);
    }
    row->state = "active";
    row->attempts = 0;
    row->nextAt = now;
    row->lastError.clear();
    deliveries.save(*row);
    noteAct(unit, caller, now, "webhook_resumed", id.text());
    return jsonReply(200, shown(*row, newest));
}

AsyncReply resumeWebhook(ServiceContext& services, http::RequestContext& context) {
    const auto id = pathId<WebhookId>(context, "webhook");
    const auto how = bodyOf<wire::DeliveryResume>(context);
    if (!id || !how) {
        co_return propagate(!id ? id.error() : how.error());
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        return resumed(unit, context.principal, now, *id, *how);
    });
}

std::vector<http::Route> writeRoutes(ServiceContext& services, const EventOptions& options) {
    using enum ErrorCode;
    const auto webhook = schemaNamed<wire::Webhook>("Webhook");
    return {
        {.method = "POST",
         .path = "/v1/webhooks",
         .operation = "createWebhook",
         .summary = "Adds a place where events and alerts are posted to from now on",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::NewWebhook>("NewWebhook"),
         .response = webhook,
         .status = 201,
         .problems = {ValidationFailed, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .reauth = http::Reauth::Required,
         .handler = bindWith(services, options, createWebhook)},
        {.method = "PATCH",
         .path = "/v1/webhooks/{webhook}",
         .operation = "changeWebhook",
         .summary = "Changes a webhook, its secret, or switches it off",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::WebhookPatch>("WebhookPatch"),
         .response = webhook,
         .problems = {ValidationFailed, StaleRevision},
         .ifMatch = http::IfMatch::Required,
         .reauth = http::Reauth::Required,
         .handler = bindWith(services, options, patchWebhook)},
        {.method = "DELETE",
         .path = "/v1/webhooks/{webhook}",
         .operation = "removeWebhook",
         .summary = "Removes a webhook",
         .access = http::usersIn({Owner}),
         .status = 204,
         .problems = {StaleRevision},
         .ifMatch = http::IfMatch::Required,
         .handler = bindTo(services, deleteWebhook)},
        {.method = "POST",
         .path = "/v1/webhooks/{webhook}:resume",
         .operation = "resumeWebhook",
         .summary = "Goes on with a webhook that was given up, or sends again from an event on",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::DeliveryResume>("DeliveryResume"),
         .response = schemaNamed<wire::DeliveryState>("DeliveryState"),
         .problems = {ValidationFailed},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindTo(services, resumeWebhook)},
    };
}

} // namespace

std::vector<http::Route> deliveriesRoutes(ServiceContext& services, const EventOptions& options) {
    std::vector<http::Route> routes{
        {.method = "GET",
         .path = "/v1/webhooks",
         .operation = "listWebhooks",
         .summary = "Where events and alerts are posted to, by name",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::WebhookList>("WebhookList"),
         .handler = bindTo(services, listWebhooks)},
        {.method = "GET",
         .path = "/v1/webhooks/{webhook}",
         .operation = "getWebhook",
         .summary = "One webhook",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::Webhook>("Webhook"),
         .handler = bindTo(services, getWebhook)},
        {.method = "GET",
         .path = "/v1/webhooks/{webhook}/dead-letters",
         .operation = "listDeadLetters",
         .summary = "Batches that a webhook refused, newest first",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::DeadLetterList>("DeadLetterList"),
         .handler = bindTo(services, listLetters)},
        {.method = "GET",
         .path = "/v1/deliveries",
         .operation = "listDeliveries",
         .summary = "How far each webhook and syslog server is",
         .access = http::usersIn({Owner, Auditor}),
         .response = schemaNamed<wire::DeliveryStateList>("DeliveryStateList"),
         .handler = bindTo(services, listDeliveries)},
    };
    for (auto& route : writeRoutes(services, options)) {
        routes.push_back(std::move(route));
    }
    return routes;
}

} // namespace kaomon::features
