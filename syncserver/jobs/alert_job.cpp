// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/alert_job.h"

#include <algorithm>
#include <map>
#include <memory>

#include "auth/setting_number.h"
#include "jobs/event_news.h"
#include "jobs/tenant_walk.h"
#include "storage/repositories/alert_repository.h"
#include "storage/repositories/alert_rule_repository.h"
#include "storage/repositories/event_list.h"
#include "storage/repositories/event_repository.h"
#include "storage/repositories/outbox_repository.h"
#include "wire/codec.h"

namespace kaomon::jobs {
namespace {

using storage::AlertRuleRepository;
using storage::EventList;
using storage::UnitOfWork;

constexpr std::chrono::seconds kPeriod{2};
constexpr const char* kBurst = "event_burst";
constexpr int kEventsOfABatch = 2000;
constexpr int kMostTimes = 5000;

struct Rule {
    std::string id;
    wire::AlertRule body;
};

// Refusals of a PC, as the tenant's settings count them. Shown in the list and sent to webhooks; a mail is
// for a rule that somebody wrote.
Rule burstRule(UnitOfWork& unit) {
    Rule rule{kBurst, {}};
    rule.body.name = kBurst;
    rule.body.wanted.kinds = {"auth", "cont"};
    rule.body.wanted.results = {"ng"};
    rule.body.count = static_cast<int>(auth::settingNumber(unit, "event_burst_count"));
    rule.body.minutes = static_cast<int>(auth::settingNumber(unit, "event_burst_min"));
    rule.body.per = "device";
    rule.body.sendsMail = false;
    return rule;
}

std::vector<Rule> rulesOf(UnitOfWork& unit) {
    std::vector<Rule> rules{burstRule(unit)};
    for (auto& rule : AlertRuleRepository(unit).list()) {
        if (rule.isEnabled) {
            std::string id = rule.id.text();
            rules.push_back({std::move(id), std::move(rule)});
        }
    }
    return rules;
}

std::string subjectOf(const wire::StoredEvent& event, const std::string& per) {
    if (per == "device") {
        return event.device.text();
    }
    return per == "user" && event.event.user ? event.event.user->text() : std::string();
}

void raise(UnitOfWork& unit, const Rule& rule, wire::EventAlert alert) {
    AlertRuleRepository(unit).raise(alert);
    storage::AlertRepository(unit).raise(kBurst, alert.raisedAt);
    if (rule.body.sendsMail) {
        // mails are told apart by their time
        const TimePoint due = alert.raisedAt + std::chrono::microseconds(alert.number);
        storage::OutboxRepository(unit).add({"event_alert", due, wire::encode(alert)}, alert.raisedAt);
    }
}

// Slides over the times of one subject. `from`: the first of them that is new.
void tryTimes(UnitOfWork& unit, const Rule& rule, const std::string& subject,
              const std::vector<TimePoint>& times, TimePoint from, TimePoint now) {
    const auto window = std::chrono::minutes(rule.body.minutes);
    const auto last = AlertRuleRepository(unit).last(rule.id, subject);
    std::optional<TimePoint> quietUntil;
    if (last) {
        quietUntil = last->lastAt + window;
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        while (times[i] - times[begin] > window) {
            ++begin;
        }
        const auto count = static_cast<long long>(i - begin + 1);
        if (count < rule.body.count || times[i] < from || (quietUntil && times[i] <= *quietUntil)) {
            continue;
        }
        raise(unit, rule,
              {.number = 0,
               .rule = rule.id,
               .ruleName = rule.body.name,
               .subject = subject,
               .raisedAt = now,
               .firstAt = times[begin],
               .lastAt = times[i],
               .count = count});
        quietUntil = times[i] + window;
    }
}

void tryRule(UnitOfWork& unit, const Rule& rule, long long after, long long upto, TimePoint now) {
    storage::EventFilter filter;
    filter.wanted = rule.body.wanted;
    std::map<std::string, std::pair<TimePoint, TimePoint>> subjects; // first and last new event of each
    for (const auto& event : EventList(unit).arrived(filter, after, upto, kEventsOfABatch)) {
        const std::string subject = subjectOf(event, rule.body.per);
        if (subject.empty() && rule.body.per != "tenant") {
            continue;
        }
        const TimePoint at = storage::filedAt(event.event.at, event.receivedAt);
        auto& [first, last] = subjects.try_emplace(subject, at, at).first->second;
        first = std::min(first, at);
        last = std::max(last, at);
    }
    for (const auto& [subject, times] : subjects) {
        storage::EventFilter mine = filter;
        (rule.body.per == "device" ? mine.device : mine.user) = subject;
        // a new event may also complete a window that ends with one that has arrived before it
        const auto window = std::chrono::minutes(rule.body.minutes);
        mine.from = times.first - window;
        mine.to = times.second + window + std::chrono::microseconds(1);
        tryTimes(unit, rule, subject, EventList(unit).times(mine, kMostTimes), times.first, now);
    }
}

// True when there is more to look at.
Result<bool> tryRules(UnitOfWork& unit, TimePoint now) {
    AlertRuleRepository alerts(unit);
    const long long after = alerts.takePosition();
    const long long newest = storage::EventRepository(unit).newest();
    const long long upto = std::min(newest, after + kEventsOfABatch);
    if (upto <= after) {
        return false;
    }
    for (const Rule& rule : rulesOf(unit)) {
        tryRule(unit, rule, after, upto, now);
    }
    alerts.savePosition(upto);
    return upto < newest;
}

Status ofTenant(JobContext& context, const TenantId& tenant) {
    const auto hasNews = context.read(tenant, [](UnitOfWork& unit) -> Result<bool> {
        return storage::EventRepository(unit).newest() > AlertRuleRepository(unit).position();
    });
    Result<bool> more = hasNews;
    while (more && *more) {
        more = context.batch(tenant,
                             [&](UnitOfWork& unit) -> Result<bool> { return tryRules(unit, context.now()); });
        context.reached("event-alerts/batch");
    }
    return more ? Status() : propagate(more.error());
}

} // namespace

BackgroundJob alertJob() {
    const auto news = std::make_shared<EventNews>();
    const auto run = [news](JobContext& context) {
        return forTenants(context, news->take(), [&](const TenantId& tenant) {
            Status done = ofTenant(context, tenant);
            if (!done) {
                news->putBack(tenant);
            }
            return done;
        });
    };
    return {kAlertJob, kPeriod, run, [news](storage::Database& database) { return news->look(database); }};
}

} // namespace kaomon::jobs
