// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/delivery_job.h"

#include <memory>
#include <random>

#include "auth/webhook_secret.h"
#include "base/log.h"
#include "delivery/syslog_message.h"
#include "delivery/syslog_sender.h"
#include "delivery/webhook_sender.h"
#include "delivery/webhook_signature.h"
#include "jobs/delivery_batch.h"
#include "jobs/event_news.h"
#include "jobs/tenant_walk.h"
#include "storage/repositories/alert_rule_repository.h"
#include "storage/repositories/event_repository.h"
#include "wire/codec.h"

namespace kaomon::jobs {
namespace {

using delivery::Outcome;
using storage::DeliveryRepository;
using storage::PushRow;
using storage::UnitOfWork;
using storage::WebhookRow;

constexpr std::chrono::seconds kPeriod{1};
constexpr std::chrono::seconds kFirstPause{5};
constexpr std::chrono::hours kLongestPause{1};
// One target after the other: a busy one must not keep the others waiting.
constexpr int kBatchesOfARun = 20;

// A place to send to.
struct Target {
    PushRow row;
    std::string sends;
    wire::EventSelection wanted;
    std::optional<WebhookRow> webhook;
    std::optional<delivery::SyslogTarget> syslog;
};

class Deliverer {
public:
    Deliverer(const auth::ServerKey& key, const delivery::DeliveryOptions& options)
        : m_key(key)
        , m_options(options)
        , m_webhooks(options)
        , m_syslog(options.authorities) {}

    Result<bool> isNeeded(storage::Database& database) { return m_news.look(database); }

    Status run(JobContext& context) {
        return forTenants(context, m_news.take(), [&](const TenantId& tenant) {
            Status done = ofTenant(context, tenant);
            if (!done) {
                m_news.putBack(tenant);
            }
            return done;
        });
    }

private:
    Status ofTenant(JobContext& context, const TenantId& tenant) {
        auto targets = targetsOf(context, tenant);
        if (!targets) {
            return propagate(targets.error());
        }
        for (Target& target : *targets) {
            if (Status sent = pump(context, tenant, target); !sent) {
                return sent;
            }
        }
        return {};
    }

    // A syslog server that is not known yet begins behind what there is.
    Status beginSyslog(JobContext& context, const TenantId& tenant, const delivery::SyslogTarget& target) {
        return context.batch(tenant, [&](UnitOfWork& unit) -> Status {
            PushRow row;
            row.target = target.name();
            row.eventPosition = storage::EventRepository(unit).newest();
            row.nextAt = context.now();
            DeliveryRepository(unit).begin(row);
            return {};
        });
    }

    Result<std::vector<Target>> targetsOf(JobContext& context, const TenantId& tenant) {
        std::vector<delivery::SyslogTarget> unknown;
        auto targets = context.read(tenant, [&](UnitOfWork& unit) -> Result<std::vector<Target>> {
            unknown.clear();
            DeliveryRepository deliveries(unit);
            std::vector<Target> found;
            for (auto& hook : storage::WebhookRepository(unit).list()) {
                const auto row = deliveries.find(hook.webhook.id.text());
                if (row && hook.webhook.isEnabled) {
                    found.push_back({*row, hook.webhook.sends, hook.webhook.wanted, std::move(hook), {}});
                }
            }
            for (const auto& syslog : m_options.syslog) {
                if (const auto row = deliveries.find(syslog.name())) {
                    found.push_back({*row, "events", {}, {}, syslog});
                } else {
                    unknown.push_back(syslog);
                }
            }
            std::erase_if(found, [&](const Target& target) {
                return target.row.state == "dead" || target.row.nextAt > context.now();
            });
            return found;
        });
        for (const auto& syslog : unknown) {
            if (Status begun = beginSyslog(context, tenant, syslog); !begun) {
                return propagate(begun.error());
            }
        }
        return targets;
    }

    Status pump(JobContext& context, const TenantId& tenant, Target& target) {
        for (int i = 0; i < kBatchesOfARun && target.row.state != "dead"; ++i) {
            const auto batch = context.read(tenant, [&](UnitOfWork& unit) -> Result<DeliveryBatch> {
                return nextBatch(unit, target.row, target.sends, target.wanted);
            });
            if (!batch) {
                return propagate(batch.error());
            }
            if (batch->isNothing()) {
                return {};
            }
            const Outcome outcome =
                batch->isEmpty() ? Outcome{} : send(tenant, target, *batch, context.now());
            context.reached("event-delivery/sent");
            const auto isNoted = note(context, tenant, target, *batch, outcome);
            if (!isNoted) {
                return propagate(isNoted.error());
            }
            if (!*isNoted) {
                break; // from where it stands now, with the next run
            }
            if (outcome.kind == Outcome::Kind::Retry) {
                return {};
            }
        }
        m_news.putBack(tenant); // there may be more
        return {};
    }

    Outcome send(const TenantId& tenant, const Target& target, const DeliveryBatch& batch, TimePoint now) {
        if (target.syslog) {
            std::string frames;
            for (const auto& event : batch.events) {
                frames += delivery::syslogFrame(delivery::syslogMessage(tenant, event));
            }
            return m_syslog.send(*target.syslog, frames);
        }
        const wire::Webhook& hook = target.webhook->webhook;
        const auto secret = auth::openWebhookSecret(m_key, tenant, hook.id, target.webhook->secretSealed);
        if (!secret) {
            return {Outcome::Kind::Gone, "the secret cannot be opened"};
        }
        const std::string body = wire::encode(wire::WebhookBody{.tenant = tenant,
                                                                .webhook = hook.id,
                                                                .kind = batch.kind,
                                                                .first = batch.first,
                                                                .last = batch.last,
                                                                .events = batch.events,
                                                                .alerts = batch.alerts});
        return m_webhooks.post(
            hook.url,
            {{"Kaomon-Signature", delivery::webhookSignature(*secret, now, body)},
             {"Kaomon-Delivery", hook.id.text() + "/" + batch.kind + "/" + std::to_string(batch.first) + "-" +
                                     std::to_string(batch.last)}},
            body);
    }

    // False when the target was resumed or removed while the batch was under way: that stands, and what came
    // of the batch is forgotten.
    Result<bool> note(JobContext& context, const TenantId& tenant, Target& target, const DeliveryBatch& batch,
                      const Outcome& outcome) {
        const TimePoint now = context.now();
        const PushRow was = target.row;
        apply(target.row, batch, outcome, now);
        if (outcome.kind != Outcome::Kind::Delivered) {
            log::warning("delivery.failed", {{"tenant", tenant.text()},
                                             {"target", target.row.target},
                                             {"state", target.row.state},
                                             {"error", outcome.error}});
        }
        return context.batch(tenant, [&](UnitOfWork& unit) -> Result<bool> {
            DeliveryRepository deliveries(unit);
            const bool isSaved = deliveries.saveOver(was, target.row);
            if (isSaved && outcome.kind == Outcome::Kind::Refused) {
                deliveries.addDeadLetter(
                    {target.row.target, batch.kind, batch.first, batch.last, now, outcome.error});
            }
            return isSaved;
        });
    }

    void apply(PushRow& row, const DeliveryBatch& batch, const Outcome& outcome, TimePoint now) {
        using Kind = Outcome::Kind;
        if (outcome.kind == Kind::Delivered || outcome.kind == Kind::Refused) {
            (batch.kind == "alerts" ? row.alertPosition : row.eventPosition) = batch.last;
            row.state = "active";
            row.attempts = 0;
            row.nextAt = now;
            row.lastError = outcome.error;
            if (outcome.kind == Kind::Delivered && !batch.isEmpty()) {
                row.lastAt = now;
                row.delivered += static_cast<long long>(batch.events.size() + batch.alerts.size());
            }
            return;
        }
        ++row.attempts;
        row.lastError = outcome.error;
        const bool isOver = outcome.kind == Kind::Gone || row.attempts >= kMostDeliveryAttempts;
        row.state = isOver ? "dead" : "retrying";
        const auto pause = std::chrono::milliseconds(deliveryPause(row.attempts));
        row.nextAt = now + pause * std::uniform_int_distribution<>(80, 120)(m_random) / 100;
    }

    const auth::ServerKey& m_key;
    const delivery::DeliveryOptions& m_options;
    EventNews m_news;
    delivery::WebhookSender m_webhooks;
    delivery::SyslogSender m_syslog;
    std::mt19937 m_random{std::random_device{}()};
};

} // namespace

std::chrono::seconds deliveryPause(int attempts) {
    std::chrono::seconds pause = kFirstPause;
    for (int i = 1; i < attempts && pause < kLongestPause; ++i) {
        pause *= 2;
    }
    return std::min(pause, std::chrono::seconds(kLongestPause));
}

BackgroundJob deliveryJob(const auth::ServerKey& key, const delivery::DeliveryOptions& options) {
    const auto deliverer = std::make_shared<Deliverer>(key, options);
    return {kDeliveryJob, kPeriod, [deliverer](JobContext& context) { return deliverer->run(context); },
            [deliverer](storage::Database& database) { return deliverer->isNeeded(database); }};
}

} // namespace kaomon::jobs
