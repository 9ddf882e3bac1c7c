// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/calendar.h"

namespace kaomon::domain {

inline constexpr int kReleaseLeadDays = 14;
inline constexpr int kOldVersionMonths = 2;

// "1.2.3" of the client software.
struct Version {
    int major = 0;
    int minor = 0;
    int patch = 0;
    auto operator<=>(const Version&) const = default;
};

// Three numbers up to 65535, without leading zeros. ErrorCode::ValidationFailed.
[[nodiscard]] Result<Version> parseVersion(std::string_view text);
[[nodiscard]] std::string versionText(const Version& version);

// The version in a header "Kaomon-Client: console/1.2.3; api=1.0"; nullopt for anything else.
struct ClientHeader {
    std::string program; // console, agent
    Version version;
};
[[nodiscard]] std::optional<ClientHeader> parseClientHeader(std::string_view text);

// When the versions before a release are no longer supported: at the end of the day two calendar months after
// the day of the release (31 December: the end of February's last day). Pure; any thread.
[[nodiscard]] TimePoint sunsetAfter(TimePoint releasedAt, const TimeZone& zone);

struct ReleaseTimes {
    Version version;
    TimePoint releasedAt; // planned, or when it happened
    bool isWithdrawn = false;
};

// Until when a version is supported.
struct Support {
    bool isLatest = true;
    std::optional<TimePoint> sunsetAt;   // absent: no newer one is out
    std::optional<TimePoint> newerSince; // with sunsetAt: when the newer one came out
    [[nodiscard]] bool isOver(TimePoint now) const { return sunsetAt && *sunsetAt <= now; }
};

// What the calendar says of `version` at `now`: the first newer release that is out ends it. A release that
// was withdrawn, or is yet to come, ends nothing.
[[nodiscard]] Support supportOf(const Version& version, std::span<const ReleaseTimes> releases,
                                const TimeZone& zone, TimePoint now);

// From when on the mail about a coming release may go out: at the beginning of the day 14 days before.
[[nodiscard]] TimePoint releaseMailAt(TimePoint releasedAt, const TimeZone& zone);

} // namespace kaomon::domain
