// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/delivery_job.h"

#include <map>
#include <memory>
#include <random>
#include <utility>

#include "auth/webhook_secret.h"
#include "base/log.h"
#include "delivery/syslog_message.h"
#include "delivery/webhook_signature.h"
#include "jobs/delivery_batch.h"
#include "jobs/event_news.h"
#include "jobs/send_pool.h"
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
// A target with a long backlog leaves room for what else there is to do.
constexpr int kBatchesOfARun = 20;
constexpr int kSenders = 16;
// How long a run waits for answers; what takes longer is looked at by a later one.
constexpr std::chrono::milliseconds kPatience{1000};
// Longer than a try may take: until then no other node tries the same.
constexpr std::chrono::seconds kClaim{30};

// A place to send to.
struct Target {
    PushRow row;
    std::string sends;
    wire::EventSelection wanted;
    std::optional<WebhookRow> webhook;
    std::optional<delivery::SyslogTarget> syslog;
};

// A batch that is under way.
struct Flight {
    TenantId tenant;
    Target target;
    DeliveryBatch batch;
    int batches = 0; // of this target in this run
};

class Deliverer {
public:
    Deliverer(const auth::ServerKey& key, const delivery::DeliveryOptions& options,
              std::shared_ptr<AlertedTenants> alerted)
        : m_key(key)
        , m_options(options)
        , m_alerted(std::move(alerted))
        , m_pool(options, kSenders) {}

    Result<bool> isNeeded(storage::Database& database) {
        if (m_alerted) {
            m_news.putBack(std::exchange(*m_alerted, {}));
        }
        return m_pool.hasDone() ? Result<bool>(true) : m_news.look(database);
    }

    Status run(JobContext& context) {
        Status first = forTenants(context, m_news.take(), [&](const TenantId& tenant) {
            Status begun = beginTenant(context, tenant);
            if (!begun) {
                m_news.putBack(tenant);
            }
            return begun;
        });
        while (!m_flights.empty() && !context.isStopping()) {
            auto done = m_pool.takeDone(kPatience);
            if (!done) {
                break; // slow ones: they hold up nobody
            }
            if (Status noted = land(context, done->first, done->second); !noted && first) {
                first = std::move(noted);
            }
        }
        if (Status claimed = claimSlow(context); !claimed && first) {
            first = std::move(claimed);
        }
        return first;
    }

private:
    Status beginTenant(JobContext& context, const TenantId& tenant) {
        auto targets = targetsOf(context, tenant);
        if (!targets) {
            return propagate(targets.error());
        }
        for (Target& target : *targets) {
            Flight flight{tenant, std::move(target), {}, 0};
            if (m_flights.contains(nameOf(flight))) {
                continue;
            }
            if (Status sent = sendNext(context, std::move(flight)); !sent) {
                return sent;
            }
        }
        return {};
    }

    static std::string nameOf(const Flight& flight) {
        return flight.tenant.text() + "/" + flight.target.row.target;
    }

    // Hands the next batch of a target to the pool. What is not for this target is passed over here.
    Status sendNext(JobContext& context, Flight flight) {
        for (; flight.batches < kBatchesOfARun && flight.target.row.state != "dead"; ++flight.batches) {
            auto batch = context.read(flight.tenant, [&](UnitOfWork& unit) -> Result<DeliveryBatch> {
                return nextBatch(unit, flight.target.row, flight.target.sends, flight.target.wanted);
            });
            if (!batch) {
                return propagate(batch.error());
            }
            if (batch->isNothing()) {
                return {};
            }
            flight.batch = std::move(*batch);
            if (!flight.batch.isEmpty()) {
                const std::string name = nameOf(flight);
                m_pool.start(name, [this, flight, now = context.now()](Senders& senders) {
                    return send(senders, flight, now);
                });
                m_flights.emplace(name, std::move(flight));
                return {};
            }
            context.reached("event-delivery/sent");
            const auto isNoted = note(context, flight, Outcome{});
            if (!isNoted) {
                return propagate(isNoted.error());
            }
            if (!*isNoted) {
                break; // from where it stands now, with the next run
            }
        }
        m_news.putBack(flight.tenant); // there may be more
        return {};
    }

    // What came of a batch.
    Status land(JobContext& context, const std::string& name, const Outcome& outcome) {
        auto node = m_flights.extract(name);
        Flight flight = std::move(node.mapped());
        context.reached("event-delivery/sent");
        const auto isNoted = note(context, flight, outcome);
        if (!isNoted) {
            m_news.putBack(flight.tenant);
            return propagate(isNoted.error());
        }
        if (!*isNoted) {
            m_news.putBack(flight.tenant);
            return {};
        }
        if (outcome.kind == Outcome::Kind::Retry) {
            return {};
        }
        ++flight.batches;
        return sendNext(context, std::move(flight));
    }

    // The job may go to another node while these are under way.
    Status claimSlow(JobContext& context) {
        Status first;
        for (auto& [name, flight] : m_flights) {
            flight.batches = 0;
            PushRow claimed = flight.target.row;
            claimed.nextAt = context.now() + kClaim;
            const auto isSaved = context.batch(flight.tenant, [&](UnitOfWork& unit) -> Result<bool> {
                return DeliveryRepository(unit).saveOver(flight.target.row, claimed);
            });
            if (isSaved && *isSaved) {
                flight.target.row = claimed;
            } else if (!isSaved && first) {
                first = propagate(isSaved.error());
            }
        }
        return first;
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

    // On a thread of the pool.
    Outcome send(Senders& senders, const Flight& flight, TimePoint now) const {
        const auto& [tenant, target, batch, batches] = flight;
        if (target.syslog) {
            std::string frames;
            for (const auto& event : batch.events) {
                frames += delivery::syslogFrame(delivery::syslogMessage(tenant, event));
            }
            return senders.syslog.send(*target.syslog, frames);
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
        return senders.webhooks.post(
            hook.url,
            {{"Kaomon-Signature", delivery::webhookSignature(*secret, now, body)},
             {"Kaomon-Delivery", hook.id.text() + "/" + batch.kind + "/" + std::to_string(batch.first) + "-" +
                                     std::to_string(batch.last)}},
            body);
    }

    // False when the target was resumed or removed while the batch was under way: that stands, and what came
    // of the batch is forgotten.
    Result<bool> note(JobContext& context, Flight& flight, const Outcome& outcome) {
        auto& [tenant, target, batch, batches] = flight;
        const TimePoint now = context.now();
        const PushRow was = target.row;
        apply(target.row, batch, outcome, now);
        if (outcome.kind != Outcome::Kind::Delivered) {
            log::warning("delivery.failed", {{"tenant", tenant.text()},
                                             {"target", target.row.target},
                                             {"state", target.row.state},
                                             {"error", outcome.error}});
        }
        return context.batch(flight.tenant, [&](UnitOfWork& unit) -> Result<bool> {
            DeliveryRepository deliveries(unit);
            const bool isSaved = deliveries.saveOver(was, flight.target.row);
            if (isSaved && outcome.kind == Outcome::Kind::Refused) {
                deliveries.addDeadLetter({flight.target.row.target, flight.batch.kind, flight.batch.first,
                                          flight.batch.last, now, outcome.error});
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
    const std::shared_ptr<AlertedTenants> m_alerted; // null: nobody tells
    EventNews m_news;
    std::map<std::string, Flight> m_flights; // by nameOf()
    std::mt19937 m_random{std::random_device{}()};
    SendPool m_pool; // the last member: its threads end first
};

} // namespace

std::chrono::seconds deliveryPause(int attempts) {
    std::chrono::seconds pause = kFirstPause;
    for (int i = 1; i < attempts && pause < kLongestPause; ++i) {
        pause *= 2;
    }
    return std::min(pause, std::chrono::seconds(kLongestPause));
}

BackgroundJob deliveryJob(const auth::ServerKey& key, const delivery::DeliveryOptions& options,
                          std::shared_ptr<AlertedTenants> alerted) {
    const auto deliverer = std::make_shared<Deliverer>(key, options, std::move(alerted));
    return {kDeliveryJob, kPeriod, [deliverer](JobContext& context) { return deliverer->run(context); },
            [deliverer](storage::Database& database) { return deliverer->isNeeded(database); }};
}

} // namespace kaomon::jobs
