// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace kaomon::wire {

// What an event says in clear; pictures and free text never travel here.
struct EventDetail {
    std::optional<std::string> scenario;
    std::optional<std::string> reason; // wire name of an ErrorCode, for results other than ok
    std::optional<std::string> factors;
    std::optional<std::string> cameraId;
    std::optional<std::string> cameraName;
    std::optional<std::string> scoreBand; // far_below, below, near, above, far_above the threshold
    std::optional<int> livenessLevel;
    std::optional<int> elapsedMs;
    std::optional<int> frames;
    std::optional<std::string> modelId;
    std::optional<std::string> service; // PAM service or Windows scenario
    std::optional<std::string> templateId;
    std::optional<std::string> label;
};

// kind: auth, face, device, admin. code: LOGON_OK, LOGON_NG, ENROLL, CONSENT_GIVEN, REGISTER ...
// (docs/protocol.md 5).
struct Event {
    EventId id;
    long long seq = 0; // per device, dense from 1
    TimePoint at;      // the device's clock
    std::string kind;
    std::string code;
    std::string result;   // ok, ng, err, info
    std::string severity; // info, warning, critical
    std::optional<UserId> user;
    std::optional<std::string> osAccount;
    std::optional<AttemptId> attempt;
    bool online = true;
    std::string clientVersion;
    long long policyVersion = 0;
    EventDetail detail;
};

struct EventBatch {
    std::vector<Event> events; // at most 200, ascending seq
};

struct BatchReply {
    long long highWater = 0; // every seq up to here is stored
    int stored = 0;
    int duplicates = 0;
    std::vector<long long> gaps; // missing below the highest seq seen, at most 100
};

// An event as administrators read it.
struct StoredEvent {
    Event event;
    DeviceId device;
    std::string deviceName;
    std::optional<std::string> login;
    std::optional<std::string> displayName;
    TimePoint receivedAt;
};

struct EventPage {
    std::vector<StoredEvent> items; // newest first
    std::optional<std::string> next;
};

} // namespace kaomon::wire
