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
    std::optional<std::string> livenessBand;
    std::optional<int> attempts;
    std::optional<long long> durationMs;
    std::optional<int> faces;
    std::optional<std::string> actionTaken; // by a presence check: log, notify, lock, ...
    std::optional<bool> warned;
    std::optional<std::string> app; // program, of a pause or of a filled login
    std::optional<std::string> method;
    std::optional<int> reauthAgeS;
    std::optional<int> daysLeft;
    std::optional<int> count;
    std::optional<std::string> ticket;        // of diagnostics
    std::optional<std::string> versionBefore; // of an update
    std::optional<std::string> system;        // what the PC runs
    std::optional<std::string> protection;    // of the keys of the PC, in the words of localstore
    std::optional<long long> waiting;         // events that the server did not have yet
    std::optional<TimePoint> lastSync;        // the last good round with the server before
};

// Kinds and codes: libcore/domain/event_code.h and docs/protocol.md 5; a newer PC may send others.
struct Event {
    EventId id;
    long long seq = 0;               // per device, dense from 1
    TimePoint at;                    // the device's clock
    std::optional<int> utcOffsetMin; // what the clock of the wall there was ahead of UTC
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
    // Its place among all events of the tenant, in the order in which they arrived; dense from 1.
    std::optional<long long> number = std::nullopt;
};

struct EventPage {
    std::vector<StoredEvent> items; // newest first, or oldest first when asked for
    std::optional<std::string> next;
    std::optional<std::string> previous = std::nullopt; // absent on the first page
};

// What arrived behind a number, in that order.
struct EventTail {
    std::vector<StoredEvent> items;
    long long after = 0; // to ask with next; every event up to here was looked at
    bool more = false;   // there is more to fetch at once
};

struct EventGap {
    long long from = 0;
    long long to = 0; // included
};

// Which events of a PC have come.
struct EventMark {
    DeviceId device;
    std::string deviceName;
    long long highWater = 0; // every one up to here
    long long highest = 0;
    long long missing = 0;
    long long lost = 0;         // given up for good, see docs/protocol.md 4.18
    std::vector<EventGap> gaps; // at most 100
};

struct EventMarkPage {
    std::vector<EventMark> items;
    std::optional<std::string> next;
};

// How many events there were in a stretch of time.
struct EventCount {
    TimePoint from;
    std::string code;
    std::string result;
    long long count = 0;
};

struct EventCounts {
    std::vector<EventCount> items;
};

// What an export holds; the side file of a CSV file and the first line of a JSON Lines file.
struct EventExportHeader {
    std::string record; // export
    TenantId tenant;
    TimePoint madeAt;
    UserId madeBy;
    std::string login;
    std::string filter; // the query of the request
    long long after = 0;
    long long upto = 0; // number of the newest event that there was
};

} // namespace kaomon::wire
