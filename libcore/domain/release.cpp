// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/release.h"

#include <algorithm>
#include <charconv>

namespace kaomon::domain {
namespace {

constexpr int kLargestPart = 65535;
constexpr std::size_t kLongestHeader = 200;

std::optional<int> partOf(std::string_view text) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isPlain = error == std::errc() && end == text.data() + text.size() && value >= 0 &&
                         value <= kLargestPart && (text.size() == 1 || text.front() != '0');
    return isPlain ? std::optional(value) : std::nullopt;
}

} // namespace

Result<Version> parseVersion(std::string_view text) {
    const auto first = text.find('.');
    const auto second = first == std::string_view::npos ? first : text.find('.', first + 1);
    if (second != std::string_view::npos) {
        const auto major = partOf(text.substr(0, first));
        const auto minor = partOf(text.substr(first + 1, second - first - 1));
        const auto patch = partOf(text.substr(second + 1));
        if (major && minor && patch) {
            return Version{*major, *minor, *patch};
        }
    }
    return fail(ErrorCode::ValidationFailed, "a version is like 1.2.3");
}

std::string versionText(const Version& version) {
    return std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
           std::to_string(version.patch);
}

std::optional<ClientHeader> parseClientHeader(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0 || text.size() > kLongestHeader) {
        return std::nullopt;
    }
    const std::string_view program = text.substr(0, slash);
    const bool isName =
        std::ranges::all_of(program, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
    const auto version = parseVersion(text.substr(slash + 1, text.find(';') - slash - 1));
    if (!isName || !version) {
        return std::nullopt;
    }
    return ClientHeader{std::string(program), *version};
}

TimePoint sunsetAfter(TimePoint releasedAt, const TimeZone& zone) {
    const LocalDay last = addMonths(zone.dayOf(releasedAt), kOldVersionMonths);
    return zone.startOf(addDays(last, 1));
}

Support supportOf(const Version& version, std::span<const ReleaseTimes> releases, const TimeZone& zone,
                  TimePoint now) {
    Support support;
    for (const ReleaseTimes& release : releases) {
        if (release.isWithdrawn || release.releasedAt > now || release.version <= version) {
            continue;
        }
        support.isLatest = false;
        const TimePoint sunset = sunsetAfter(release.releasedAt, zone);
        if (!support.sunsetAt || sunset < *support.sunsetAt) {
            support.sunsetAt = sunset;
            support.newerSince = release.releasedAt;
        }
    }
    return support;
}

TimePoint releaseMailAt(TimePoint releasedAt, const TimeZone& zone) {
    return zone.startOf(addDays(zone.dayOf(releasedAt), -kReleaseLeadDays));
}

} // namespace kaomon::domain
