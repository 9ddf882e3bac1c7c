// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/tray_text.h"

#include "ui/error_text.h"

namespace kaomon::shell {

namespace {

using agentlink::AgentStatus;
using agentlink::DeviceState;

// From here on people should be told that face logon will stop.
constexpr int kFewDays = 7;

std::optional<ErrorCode> deviceFault(DeviceState state) {
    switch (state) {
    case DeviceState::NotEnrolled:
        return ErrorCode::DeviceNotEnrolled;
    case DeviceState::Pending:
        return ErrorCode::DevicePending;
    case DeviceState::Suspended:
        return ErrorCode::DeviceSuspended;
    case DeviceState::Revoked:
    case DeviceState::Wiped:
        return ErrorCode::DeviceRevoked;
    case DeviceState::Unknown:
    case DeviceState::Active:
        break;
    }
    return std::nullopt;
}

QString presenceLine(const PresenceView& presence) {
    if (presence.isWatching) {
        if (presence.state == QLatin1String("paused")) {
            return TrayText::tr("Presence: paused");
        }
        if (presence.state == QLatin1String("camera_unavailable")) {
            return TrayText::tr("Presence: the camera cannot be used");
        }
        return TrayText::tr("Presence: this PC is locked when you leave");
    }
    if (presence.reason == QLatin1String("disabled")) {
        return TrayText::tr("Presence: off by your administrator's setting");
    }
    const auto code = errorCodeFromWire(presence.reason.toStdString());
    return code ? TrayText::tr("Presence: off. %1").arg(ui::errorText(*code).joined()) : QString();
}

// True when the password of this PC needs something done about it.
bool tellOfPassword(const AgentStatus& status, TrayText& text) {
    const QString next = TrayText::tr("Change it in Kaomon, on the page “PC password”.");
    if (status.osPassword == QLatin1String("must_change") || status.osPassword == QLatin1String("expired")) {
        text.tone = TrayTone::Bad;
        text.headline = status.osPassword == QLatin1String("expired")
                            ? TrayText::tr("The password of this PC has expired.")
                            : TrayText::tr("The password of this PC must be changed.");
        text.detail = next;
        return true;
    }
    if (status.isResealPending) {
        text.tone = TrayTone::Warning;
        text.headline = TrayText::tr("Face logon may not have the new password of this PC yet.");
        text.detail = TrayText::tr("Log on with your password once; after that your face is enough again.");
        return true;
    }
    if (status.osPassword == QLatin1String("expiring")) {
        text.tone = TrayTone::Warning;
        text.headline = status.osPasswordDays <= 0
                            ? TrayText::tr("The password of this PC expires today.")
                            : TrayText::tr("The password of this PC expires in %n day(s).", "",
                                           static_cast<int>(status.osPasswordDays));
        text.detail = next;
        return true;
    }
    return false;
}

// The server may be keeping something from this PC; nobody is kept out for it.
bool tellOfConfirmation(const AgentStatus& status, TrayText& text) {
    if (status.confirmation == QLatin1String("withheld")) {
        text.tone = TrayTone::Warning;
        text.headline = TrayText::tr("The server keeps newer settings from this PC.");
        text.detail = TrayText::tr("Face logon goes on with the older ones. Tell your administrator now.");
        return true;
    }
    if (status.confirmation == QLatin1String("old")) {
        text.tone = TrayTone::Warning;
        text.headline = TrayText::tr("No administrator has confirmed the settings of this PC for %n day(s).",
                                     "", static_cast<int>(status.confirmationDays));
        text.detail = TrayText::tr("Face logon goes on. Tell your administrator: he signs in to the console, "
                                   "and this message goes away.");
        return true;
    }
    return false;
}

bool tellOfRequest(const AgentStatus& status, TrayText& text) {
    if (status.diagnosticsReason.isEmpty()) {
        return false;
    }
    text.tone = TrayTone::Warning;
    text.headline = TrayText::tr("Your administrator asks for a report about this PC.");
    text.detail = TrayText::tr("The page Help says why and shows everything before it is sent.");
    return true;
}

// Only while a look into the camera helps.
bool tellOfSeat(const AgentStatus& status, TrayText& text) {
    if (status.seat != AgentStatus::Seat::Sought || status.isSignedIn) {
        return false;
    }
    SeatText words = SeatText::of(status.seat);
    text.tone = TrayTone::Warning;
    text.headline = std::move(words.sentence);
    text.detail = std::move(words.nextStep);
    return true;
}

bool tellOfVersion(VersionState state, const AgentStatus& status, const QString& ownVersion, TrayText& text) {
    if (!isWorthTelling(state)) {
        return false;
    }
    VersionText words = VersionText::of(state, status, ownVersion);
    text.tone = TrayTone::Warning;
    text.headline = std::move(words.sentence);
    text.detail = std::move(words.nextStep);
    return true;
}

} // namespace

SeatText SeatText::of(AgentStatus::Seat seat) {
    switch (seat) {
    case AgentStatus::Seat::Known:
        break;
    case AgentStatus::Seat::Sought:
        return {tr("A password opened this PC, so Kaomon does not know who you are."),
                tr("Look into the camera for a moment. If you were here before, your passwords are at hand "
                   "again; else sign in.")};
    case AgentStatus::Seat::Unknown:
        return {tr("Several people use this account, and Kaomon does not know who you are."),
                tr("Lock the screen and open it with your face, or sign in.")};
    }
    return {};
}

std::optional<int> daysUntil(const QString& time, TimePoint now) {
    const auto until = fromRfc3339(time.toStdString());
    if (!until) {
        return std::nullopt;
    }
    return static_cast<int>(std::chrono::floor<std::chrono::days>(*until - now).count());
}

TrayText TrayText::of(bool isAgentKnown, const AgentStatus& status, const PresenceView& presence,
                      const QString& ownVersion, TimePoint now) {
    TrayText text;
    if (!isAgentKnown) {
        const auto words = ui::errorText(ErrorCode::AgentUnreachable);
        text.tone = TrayTone::Bad;
        text.headline = words.sentence;
        text.detail = words.nextStep;
        return text;
    }
    text.presence = presenceLine(presence);
    auto fault = deviceFault(status.device);
    if (!fault && !status.cameraError.isEmpty()) {
        fault = errorCodeFromWire(status.cameraError.toStdString()).value_or(ErrorCode::CameraFailed);
    }
    const auto days = daysUntil(status.offlineUntil, now);
    if (!fault && days && *days < 0) {
        fault = ErrorCode::OfflineExpired;
    }
    if (fault) {
        const auto words = ui::errorText(*fault);
        text.tone = TrayTone::Bad;
        text.headline = words.sentence;
        text.detail = words.nextStep;
        return text;
    }
    if (tellOfPassword(status, text) || tellOfSeat(status, text)) {
        return text;
    }
    if (tellOfConfirmation(status, text) || tellOfRequest(status, text) ||
        tellOfVersion(versionState(status, ownVersion, now), status, ownVersion, text)) {
        return text;
    }
    if (status.isOnline) {
        text.headline = tr("Face logon is ready.");
        return text;
    }
    text.tone = days && *days < kFewDays ? TrayTone::Warning : TrayTone::Good;
    text.headline = tr("Face logon is ready, but the server cannot be reached.");
    if (days) {
        text.detail = tr("It goes on without the server for %n more day(s). Connect this PC to the network "
                         "before then.",
                         "", *days);
    }
    return text;
}

} // namespace kaomon::shell
