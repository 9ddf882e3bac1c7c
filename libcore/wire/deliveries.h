// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "wire/alerts.h"
#include "wire/events.h"

namespace kaomon {

using WebhookId = Id<struct WebhookTag>;

} // namespace kaomon

namespace kaomon::wire {

// Where events and alerts of a tenant are posted to.
struct Webhook {
    WebhookId id;
    std::string name;
    std::string url;       // https only
    std::string sends;     // events, alerts or both
    EventSelection wanted; // of the events; empty members do not restrict
    bool isEnabled = true;
    UserId createdBy;
    TimePoint createdAt;
    long long rev = 0;
};

struct WebhookList {
    std::vector<Webhook> items;
};

struct NewWebhook {
    WebhookId id;
    std::string name;
    std::string url;
    std::string sends;
    EventSelection wanted;
    Bytes secret; // 32 bytes, made by the console: the key of the signature
};

struct WebhookPatch {
    std::optional<std::string> name;
    std::optional<std::string> url;
    std::optional<std::string> sends;
    std::optional<EventSelection> wanted;
    std::optional<bool> isEnabled;
    std::optional<Bytes> secret;
};

// How far a target is: a webhook (by its id) or one of the operator's syslog servers ("syslog:host:port").
struct DeliveryState {
    std::string target;
    std::string state;           // active, retrying, dead (gave up; :resume goes on)
    long long eventPosition = 0; // number of the last event that the target has taken
    long long alertPosition = 0;
    long long waiting = 0; // events behind that
    long long delivered = 0;
    int attempts = 0; // that failed, one after the other
    std::optional<TimePoint> nextAt;
    std::optional<TimePoint> lastAt; // of the last success
    std::string lastError;           // such as "http 500", "timeout", "address not allowed"
};

struct DeliveryStateList {
    std::vector<DeliveryState> items;
};

// A batch that the target refused for what it is (4xx): passed over.
struct DeadLetter {
    std::string target;
    std::string kind; // events or alerts
    long long first = 0;
    long long last = 0;
    TimePoint at;
    std::string error;
};

struct DeadLetterList {
    std::vector<DeadLetter> items;
};

struct DeliveryResume {
    // Number of the first event to send; absent: where it stopped. Earlier ones are sent again.
    std::optional<long long> from;
};

// The body of a webhook.
struct WebhookBody {
    TenantId tenant;
    WebhookId webhook;
    std::string kind; // events, alerts or test
    long long first = 0;
    long long last = 0;
    std::vector<StoredEvent> events;
    std::vector<EventAlert> alerts;
};

} // namespace kaomon::wire
