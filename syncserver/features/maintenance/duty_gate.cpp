// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/maintenance/duty_gate.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace kaomon::features {
namespace {

using http::Principal;
using http::Request;
using http::Route;

// What an administrator may do in any case: leave, take back access, help somebody in front of a PC. Reading
// a notice is noted as far as it goes.
constexpr auto kAlways = std::to_array<std::string_view>(
    {"signOut", "reauthenticate", "endSession", "endSessions", "endOtherSessions", "changeDevice",
     "issueEmergencyCode", "readNotice", "acknowledgeNotice"});

constexpr std::array<std::string_view, 2> kProbes{"/healthz", "/readyz"};

// Ranges that belong to no country: private and local ones.
bool isLocal(const domain::IpAddress& address) {
    static const auto ranges = [] {
        std::vector<domain::IpRange> list;
        for (const char* text : {"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                 "169.254.0.0/16", "::1", "fc00::/7", "fe80::/10"}) {
            list.push_back(domain::IpRange::parse(text).value());
        }
        return list;
    }();
    return std::ranges::any_of(ranges, [&](const domain::IpRange& range) { return range.contains(address); });
}

// Of a console, or of a directory that provisions; PCs and people on them are neither.
bool isConsoleWrite(const Route& route, const Request& request, const Principal& principal) {
    const bool isWrite = request.method != "GET" && request.method != "HEAD";
    const bool isProvider = principal.kind == Principal::Kind::Nobody && !principal.sessionId.empty();
    const bool isConsole = principal.isUser() && principal.device.isEmpty();
    return isWrite && (isConsole || isProvider) &&
           std::ranges::find(kAlways, route.operation) == kAlways.end();
}

std::string httpDate(TimePoint time) {
    constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - midnight));
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  kDays[std::chrono::weekday(midnight).c_encoding()], static_cast<unsigned>(day.day()),
                  kMonths[static_cast<unsigned>(day.month()) - 1], static_cast<int>(day.year()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return buffer;
}

} // namespace

Status CountryLimit::check(const domain::IpAddress& address) const {
    if (countries.empty() || isLocal(address) || countries.contains(table.find(address))) {
        return {};
    }
    return fail(ErrorCode::AddressNotAllowed, "not one of the operator's countries");
}

Status DutyGate::checkWrite(const DutySnapshot& snapshot, const Request& request) const {
    const TimePoint now = m_clock.now();
    if (const auto until = snapshot.readOnlyUntil(now)) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*until - now).count();
        return fail(ErrorCode::ReadOnlyMaintenance, "maintenance",
                    std::to_string(std::max<long long>(seconds, 1)));
    }
    const auto client = domain::parseClientHeader(request.header("kaomon-client"));
    if (client && snapshot.supportOf(client->version, now).isOver(now)) {
        return fail(ErrorCode::ClientTooOld, "the support of this version has ended");
    }
    return {};
}

http::Awaitable<Result<Principal>> DutyGate::admit(const Route& route, const Request& request) {
    const bool isProbe = std::ranges::find(kProbes, request.path) != kProbes.end();
    if (const Status allowed = isProbe ? Status() : m_limit.check(request.address); !allowed) {
        co_return propagate(allowed.error());
    }
    if (!request.header("kaomon-client").empty()) {
        (void)co_await m_state.current(); // for notesOn(), which cannot wait
    }
    auto principal = co_await m_next.admit(route, request);
    if (principal && isConsoleWrite(route, request, *principal)) {
        const auto snapshot = co_await m_state.current();
        if (const Status allowed = checkWrite(*snapshot, request); !allowed) {
            co_return propagate(allowed.error());
        }
    }
    co_return principal;
}

http::Awaitable<Status> DutyGate::screen(const Route& route, const Request& request) {
    if (const Status allowed = m_limit.check(request.address); !allowed) {
        co_return allowed;
    }
    co_return co_await m_next.screen(route, request);
}

http::Awaitable<Status> DutyGate::settle(const Principal& principal) {
    return m_next.settle(principal);
}

http::HeaderList DutyGate::notesOn(const Request& request) const {
    const auto client = domain::parseClientHeader(request.header("kaomon-client"));
    if (!client) {
        return {};
    }
    const auto support = m_state.peek()->supportOf(client->version, m_clock.now());
    if (!support.sunsetAt) {
        return {};
    }
    const auto since =
        std::chrono::floor<std::chrono::seconds>(support.newerSince.value_or(*support.sunsetAt));
    return {{"Deprecation", '@' + std::to_string(since.time_since_epoch().count())},
            {"Sunset", httpDate(*support.sunsetAt)}};
}

} // namespace kaomon::features
