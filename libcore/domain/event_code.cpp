// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/event_code.h"

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

using enum EventKind;

constexpr std::size_t kLongestKind = 32;
constexpr std::size_t kLongestCode = 64;

constexpr auto kKindNames = std::to_array<WireName<EventKind>>({
    {Auth, "auth"},
    {Cont, "cont"},
    {Face, "face"},
    {AppFill, "appfill"},
    {Password, "password"},
    {Device, "device"},
});

constexpr auto kCodes = std::to_array<EventCode>({
    {Auth, "LOGON_OK"},
    {Auth, "LOGON_NG"},
    {Auth, "UNLOCK_OK"},
    {Auth, "UNLOCK_NG"},
    {Auth, "FALLBACK_PW"},
    {Auth, "EMERGENCY_CODE"},
    {Auth, "LOCKOUT"},
    {Auth, "UNLOCKED"},
    {Auth, "COOLDOWN"},
    {Auth, "PIN_NG"},
    {Cont, "PRESENT"},
    {Cont, "LOST"},
    {Cont, "RETURNED"},
    {Cont, "ABSENT_LOCK"},
    {Cont, "STRANGER_LOCK"},
    {Cont, "ONLOOKER"},
    {Cont, "PAUSED"},
    {Cont, "RESUMED"},
    {Cont, "CAMERA_COVERED"},
    {Cont, "CAMERA_UNAVAILABLE"},
    {Cont, "LOCK_OK"},
    {Cont, "LOCK_FAILED"},
    {Cont, "WATCH_LOST"},
    {Cont, "LOGGED_OFF"},
    {Cont, "HANDED_OVER"},
    {Face, "ENROLL"},
    {Face, "ENROLL_WAITS"},
    {Face, "ENROLL_ASSISTED"},
    {Face, "APPROVED"},
    {Face, "REFUSED"},
    {Face, "ADD_TEMPLATE"},
    {Face, "REFRESH"},
    {Face, "REBUILT"},
    {Face, "DELETE"},
    {Face, "QUALITY_LOW"},
    {Face, "DUPLICATE"},
    {Face, "CONSENT_GIVEN"},
    {Face, "CONSENT_WITHDRAWN"},
    {Face, "ERASED_BY_LICENSE"},
    {Face, "TEST_OK"},
    {Face, "TEST_NG"},
    {AppFill, "REGISTER"},
    {AppFill, "UPDATE"},
    {AppFill, "DELETE"},
    {AppFill, "FILL_OK"},
    {AppFill, "FILL_NG"},
    {AppFill, "REVEAL"},
    {AppFill, "ROTATE"},
    {AppFill, "SUSPEND"},
    {Password, "CHANGE_OK"},
    {Password, "CHANGE_NG"},
    {Password, "EXPIRED"},
    {Password, "STALE_SECRET"},
    {Password, "RESEALED"},
    {Password, "RESEAL_PENDING"},
    {Password, "PIN_SET"},
    {Device, "REGISTER"},
    {Device, "ONLINE"},
    {Device, "OFFLINE"},
    {Device, "CACHE_REFRESH"},
    {Device, "CACHE_EXPIRED"},
    {Device, "UPDATE"},
    {Device, "SERVICE_STOP"},
    {Device, "TAMPER"},
    {Device, "WITHHELD"},
    {Device, "UNCONFIRMED"},
    {Device, "CLOCK_SKEW"},
    {Device, "STORE_RESET"},
    {Device, "DIAG_UPLOAD"},
});

bool hasForm(std::string_view text, std::size_t longest, char first, char last) {
    const auto isLetter = [&](char c) { return c >= first && c <= last; };
    return !text.empty() && text.size() <= longest && isLetter(text.front()) &&
           std::ranges::all_of(text,
                               [&](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

} // namespace

std::string_view toWire(EventKind kind) {
    return nameOf(kKindNames, kind);
}

std::optional<EventKind> eventKindFromWire(std::string_view name) {
    return valueOf(kKindNames, name);
}

std::span<const EventCode> eventCodes() {
    return kCodes;
}

bool isKnownEvent(std::string_view kind, std::string_view code) {
    const auto known = eventKindFromWire(kind);
    return known && std::ranges::any_of(
                        kCodes, [&](const EventCode& row) { return row.kind == *known && row.name == code; });
}

bool isEventKind(std::string_view text) {
    return hasForm(text, kLongestKind, 'a', 'z');
}

bool isEventCode(std::string_view text) {
    return hasForm(text, kLongestCode, 'A', 'Z');
}

EventRetention retentionOf(std::string_view kind, std::string_view severity) {
    return eventKindFromWire(kind) == Device && severity == "info" ? EventRetention::Diagnostic
                                                                   : EventRetention::Auth;
}

} // namespace kaomon::domain
