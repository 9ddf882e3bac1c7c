// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/alert_job.h"

#include <algorithm>
#include <deque>
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
constexpr int kTimesOfAPage = 5000;

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

// Slides a window over the times of one subject, oldest first, however many there are.
class Window {
public:
    // `from`: the first event that is new.
    Window(UnitOfWork& unit, const Rule& rule, const std::string& subject, TimePoint from, TimePoint now)
        : m_unit(unit)
        , m_rule(rule)
        , m_subject(subject)
        , m_from(from)
        , m_now(now)
        , m_length(std::chrono::minutes(rule.body.minutes)) {
        if (const auto last = AlertRuleRepository(unit).last(rule.id, subject)) {
            m_quietUntil = last->lastAt + m_length;
        }
    }

    void add(TimePoint time) {
        m_times.push_back(time);
        while (time - m_times.front() > m_length) {
            m_times.pop_front();
        }
        const auto count = static_cast<long long>(m_times.size());
        if (count < m_rule.body.count || time < m_from || (m_quietUntil && time <= *m_quietUntil)) {
            return;
        }
        raise(m_unit, m_rule,
              {.number = 0,
               .rule = m_rule.id,
               .ruleName = m_rule.body.name,
               .subject = m_subject,
               .raisedAt = m_now,
               .firstAt = m_times.front(),
               .lastAt = time,
               .count = count});
        m_quietUntil = time + m_length;
    }

private:
    UnitOfWork& m_unit;
    const Rule& m_rule;
    const std::string& m_subject;
    const TimePoint m_from;
    const TimePoint m_now;
    const std::chrono::minutes m_length;
    std::optional<TimePoint> m_quietUntil;
    std::deque<TimePoint> m_times;
};

void tryTimes(UnitOfWork& unit, const storage::EventFilter& filter, Window& window) {
    std::optional<storage::EventPosition> after;
    std::vector<storage::EventPosition> page;
    do {
        page = EventList(unit).places(filter, after, kTimesOfAPage);
        for (const auto& place : page) {
            window.add(place.at);
        }
        if (!page.empty()) {
            after = page.back();
        }
    } while (static_cast<int>(page.size()) == kTimesOfAPage);
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
        const auto length = std::chrono::minutes(rule.body.minutes);
        mine.from = times.first - length;
        mine.to = times.second + length + std::chrono::microseconds(1);
        Window window(unit, rule, subject, times.first, now);
        tryTimes(unit, mine, window);
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

BackgroundJob alertJob(std::shared_ptr<AlertedTenants> alerted) {
    const auto news = std::make_shared<EventNews>();
    const auto run = [news, alerted = std::move(alerted)](JobContext& context) {
        return forTenants(context, news->take(), [&](const TenantId& tenant) {
            Status done = ofTenant(context, tenant);
            if (!done) {
                news->putBack(tenant);
            } else if (alerted) {
                alerted->insert(tenant.text());
            }
            return done;
        });
    };
    return {kAlertJob, kPeriod, run, [news](storage::Database& database) { return news->look(database); }};
}

} // namespace kaomon::jobs
