// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace kaomon::wire {

struct Maintenance {
    std::string id;
    std::string phase;  // domain::MaintenancePhase
    std::string reason; // domain::InterruptionReason
    TimePoint startsAt;
    TimePoint endsAt;
    std::optional<TimePoint> finishedAt;
    std::optional<TimePoint> cancelledAt;
    std::string textJa;
    std::string textEn;
    std::string lateReason;
    TimePoint announcedAt;
    std::optional<TimePoint> mailSentAt; // the first mail to this tenant left
};

struct IncidentStatus {
    std::string id;
    std::string state;  // domain::IncidentState
    std::string reason; // domain::InterruptionReason
    std::string textJa;
    std::string textEn;
    std::string reportJa;
    std::string reportEn;
    TimePoint detectedAt;
    std::optional<TimePoint> confirmedAt;
    std::optional<TimePoint> announcedAt;
    std::optional<TimePoint> resolvedAt;
    std::optional<TimePoint> reportedAt;
    std::optional<TimePoint> mailDueAt;
    std::optional<long long> secondsLeft; // until mailDueAt, while the mail is not on its way; negative: late
    bool isAfterTheFact = false;
    bool isOverdue = false;
    std::optional<TimePoint> mailSentAt; // the first mail to this tenant left
};

// How the service stands, to administrators.
struct ServiceStatus {
    bool isReadOnly = false; // consoles, for a maintenance
    std::optional<TimePoint> readOnlyUntil;
    std::vector<Maintenance> maintenance; // coming, running, and over since less than 30 days
    std::vector<IncidentStatus> incidents;
    TimePoint time;
};

// One mail to one person.
struct MailDelivery {
    std::string kind;
    TimePoint dueAt;
    std::string user; // id; empty: nobody to send it to
    std::string address;
    std::string state; // queued, waiting, sending, sent, bounced, expired, no_address
    int attempts = 0;
    int uncertain = 0; // attempts of which nobody knows whether the mail was taken
    std::optional<TimePoint> nextAt;
    std::optional<TimePoint> settledAt;
    int replyCode = 0; // of the mail server, 0: none
    std::string replyText;
};

struct MailPage {
    bool isConfigured = false; // whether this server sends mail at all
    std::vector<MailDelivery> items;
    std::optional<std::string> next;
};

} // namespace kaomon::wire
