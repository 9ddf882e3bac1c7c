// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace kaomon::wire {

struct LicenceReminder {
    int daysBefore = 0;
    TimePoint due;
};

// Where the tenant stands (domain::LicenceStanding).
struct LicenceStatus {
    std::string state; // domain::LicenceState
    bool isReadOnly = false;
    std::optional<int> seats; // absent: no limit
    long long seatsTaken = 0; // enabled users with a face
    std::string company;
    std::string timeZone;
    std::optional<std::string> lastDay; // YYYY-MM-DD in timeZone
    std::optional<int> daysLeft;        // today included
    std::optional<int> expiringWithin;  // 30, 14, 7 or 1
    std::optional<TimePoint> endsAt;
    std::optional<TimePoint> facesDeletedAt; // when they are to go, or have gone
    std::optional<TimePoint> tenantDeletedAt;
    std::optional<TimePoint> tenantDeletedBy;
    std::vector<LicenceReminder> reminders;
};

struct Licence {
    std::string id;
    std::string serial;
    std::string kind; // trial, paid
    int seats = 0;
    std::string firstDay; // YYYY-MM-DD in the tenant's time zone
    std::string lastDay;
    std::string state; // upcoming, active, over, superseded, invalid
    TimePoint issuedAt;
    TimePoint installedAt;
    std::string installedBy; // user id, or "operator"
};

struct LicenceOverview {
    LicenceStatus status;
    std::vector<Licence> items;
};

// The text of a licence file.
struct NewLicence {
    std::string text;
};

struct ErasedCount {
    std::string what; // "templates", or the name of a kind of record
    long long count = 0;
};

struct ErasureStep {
    std::string step; // read_only, faces, tenant
    TimePoint at;
    std::string state;               // planned, running, done
    std::vector<ErasedCount> erases; // as of now
};

// What is erased when, as things are now.
struct ErasurePlan {
    std::string timeZone;
    std::vector<ErasureStep> steps; // none: nothing ends
};

struct ErasureCertificate {
    long long ledgerEntry = 0;
    std::string kind; // faces, tenant
    TimePoint issuedAt;
    std::string text; // signed; `kaomonctl certificate verify`
};

struct ErasureCertificateList {
    std::vector<ErasureCertificate> items;
};

// To every PC: until when faces may be used, whatever the time since it last heard the server.
struct TenantEnd {
    std::optional<TimePoint> facesUntil; // absent: no end
};

} // namespace kaomon::wire
