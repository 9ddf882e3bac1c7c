// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/licence.h"

#include <algorithm>

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

constexpr std::chrono::hours kReminderHour{9};
constexpr int kSafetyDays = 3; // the tenant goes this long before it must be gone
constexpr std::array<int, 4> kExpiringDays{1, 7, 14, 30};

constexpr auto kKindNames = std::to_array<WireName<LicenceKind>>({
    {LicenceKind::Trial, "trial"},
    {LicenceKind::Paid, "paid"},
});

constexpr auto kStateNames = std::to_array<WireName<LicenceState>>({
    {LicenceState::Unlimited, "unlimited"},
    {LicenceState::Unlicensed, "unlicensed"},
    {LicenceState::Trial, "trial"},
    {LicenceState::Valid, "valid"},
    {LicenceState::Expiring, "expiring"},
    {LicenceState::Ended, "ended"},
    {LicenceState::FacesDeleted, "faces_deleted"},
    {LicenceState::TenantDeleted, "tenant_deleted"},
});

const LicenceTerm* termOf(std::span<const LicenceTerm> licences, LocalDay today) {
    const LicenceTerm* best = nullptr;
    for (const LicenceTerm& term : licences) {
        const bool isCovering = term.start <= today && today <= term.end;
        if (isCovering && (best == nullptr || best->issuedAt <= term.issuedAt)) {
            best = &term;
        }
    }
    return best;
}

// The smallest of 1, 7, 14 and 30 that the days left fit in; 0 when more are left.
int stageOf(int daysLeft) {
    const auto stage = std::ranges::find_if(kExpiringDays, [&](int days) { return daysLeft <= days; });
    return stage == kExpiringDays.end() ? 0 : *stage;
}

} // namespace

std::string_view toWire(LicenceKind kind) {
    return nameOf(kKindNames, kind);
}

std::optional<LicenceKind> licenceKindFromWire(std::string_view name) {
    return valueOf(kKindNames, name);
}

std::string_view toWire(LicenceState state) {
    return nameOf(kStateNames, state);
}

std::optional<LicenceState> licenceStateFromWire(std::string_view name) {
    return valueOf(kStateNames, name);
}

EndOfLicence endOfLicence(LocalDay lastDay, const TimeZone& zone) {
    EndOfLicence end;
    end.lastDay = lastDay;
    end.endsAt = zone.startOf(addDays(lastDay, 1));
    end.purgeFacesAt = zone.startOf(firstOfNextMonth(lastDay));
    const LocalDay dayAfterLimit = addDays(addMonths(lastDay, 1), 1);
    end.deleteBy = zone.startOf(dayAfterLimit);
    end.deleteAt = std::max(end.purgeFacesAt, zone.startOf(addDays(dayAfterLimit, -kSafetyDays)));
    for (const int days : kReminderDays) {
        end.reminders.push_back({days, zone.at(addDays(lastDay, -days), kReminderHour)});
    }
    return end;
}

LicenceStanding standingOf(std::span<const LicenceTerm> licences, const TimeZone& zone, TimePoint now,
                           bool isRequired, bool areFacesDeleted) {
    LicenceStanding standing;
    if (licences.empty()) {
        standing.state = isRequired ? LicenceState::Unlicensed : LicenceState::Unlimited;
        standing.seats = isRequired ? std::optional(0) : std::nullopt;
        return standing;
    }
    const LocalDay today = zone.dayOf(now);
    const auto last = std::ranges::max_element(licences, {}, &LicenceTerm::end)->end;
    standing.end = endOfLicence(last, zone);
    standing.daysLeft = static_cast<int>(
        std::max(std::chrono::sys_days(last) - std::chrono::sys_days(today) + std::chrono::days(1),
                 std::chrono::days(0))
            .count());
    const LicenceTerm* term = termOf(licences, today);
    if (term == nullptr) {
        standing.seats = 0;
        if (today < std::ranges::min_element(licences, {}, &LicenceTerm::start)->start) {
            standing.state = LicenceState::Unlicensed;
            return standing;
        }
        standing.isReadOnly = true;
        standing.state = areFacesDeleted && now >= standing.end->purgeFacesAt ? LicenceState::FacesDeleted
                                                                              : LicenceState::Ended;
        return standing;
    }
    standing.seats = term->seats;
    standing.expiringWithin = stageOf(standing.daysLeft);
    if (term->kind == LicenceKind::Trial) {
        standing.state = LicenceState::Trial;
    } else {
        standing.state = standing.expiringWithin > 0 ? LicenceState::Expiring : LicenceState::Valid;
    }
    return standing;
}

std::optional<TimePoint> readOnlyFrom(std::span<const LicenceTerm> licences, const TimeZone& zone,
                                      TimePoint now) {
    if (licences.empty()) {
        return std::nullopt;
    }
    const LocalDay first = std::ranges::min_element(licences, {}, &LicenceTerm::start)->start;
    LocalDay open = std::max(zone.dayOf(now), first);
    while (const LicenceTerm* term = termOf(licences, open)) {
        open = addDays(term->end, 1);
    }
    return zone.startOf(open);
}

} // namespace kaomon::domain
