// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/display_text.h"

#include <chrono>

#include <QDateTime>
#include <QLocale>

namespace kaomon::models {
namespace {

QString asIs(const std::string& name) {
    return QString::fromStdString(name);
}

} // namespace

QString DisplayText::role(const std::string& name) {
    if (name == "owner") {
        return tr("Owner");
    }
    if (name == "user_admin") {
        return tr("User administrator");
    }
    if (name == "help_desk") {
        return tr("Help desk");
    }
    if (name == "auditor") {
        return tr("Auditor");
    }
    if (name == "image_viewer") {
        return tr("Image viewer");
    }
    return name == "member" ? tr("Member") : asIs(name);
}

QString DisplayText::accountState(const std::string& name) {
    if (name == "provisional") {
        return tr("One-time password");
    }
    if (name == "active") {
        return tr("Active");
    }
    if (name == "locked") {
        return tr("Locked");
    }
    if (name == "disabled") {
        return tr("Disabled");
    }
    if (name == "expired") {
        return tr("Expired");
    }
    return name == "deleting" ? tr("Being deleted") : asIs(name);
}

QString DisplayText::faceState(const std::string& name) {
    if (name == "none") {
        return tr("No face");
    }
    if (name == "enrolled") {
        return tr("Enrolled");
    }
    if (name == "low_quality") {
        return tr("Low quality");
    }
    if (name == "re_enrol") {
        return tr("Enrol again");
    }
    if (name == "waiting") {
        return tr("Waits for approval");
    }
    return name == "erased" ? tr("Erased") : asIs(name);
}

QString DisplayText::deviceState(const std::string& name) {
    if (name == "pending") {
        return tr("Waiting");
    }
    if (name == "active") {
        return tr("Active");
    }
    if (name == "suspended") {
        return tr("Suspended");
    }
    if (name == "silent") {
        return tr("Silent for a week"); // of a filter only
    }
    return name == "revoked" ? tr("Revoked") : asIs(name);
}

QString DisplayText::codeState(const std::string& name) {
    if (name == "open") {
        return tr("Open");
    }
    if (name == "used") {
        return tr("Used up");
    }
    if (name == "expired") {
        return tr("Expired");
    }
    if (name == "revoked") {
        return tr("Revoked");
    }
    return name == "blocked" ? tr("Blocked") : asIs(name);
}

QString DisplayText::eventCode(const std::string& code, const std::string& kind) {
    struct Row {
        const char* code;
        const char* text;
        const char* kind = ""; // empty: of every kind that has no row of its own
    };
    static constexpr Row kRows[] = {
        {"DELETE", QT_TRANSLATE_NOOP("DisplayText", "Face deleted"), "face"},
        {"REGISTER", QT_TRANSLATE_NOOP("DisplayText", "App login saved"), "appfill"},
        {"UPDATE", QT_TRANSLATE_NOOP("DisplayText", "App login changed"), "appfill"},
        {"DELETE", QT_TRANSLATE_NOOP("DisplayText", "App login deleted"), "appfill"},
        {"LOGON_OK", QT_TRANSLATE_NOOP("DisplayText", "Logon by face")},
        {"LOGON_NG", QT_TRANSLATE_NOOP("DisplayText", "Logon refused")},
        {"UNLOCK_OK", QT_TRANSLATE_NOOP("DisplayText", "Unlock by face")},
        {"UNLOCK_NG", QT_TRANSLATE_NOOP("DisplayText", "Unlock refused")},
        {"PIN_NG", QT_TRANSLATE_NOOP("DisplayText", "Wrong PIN")},
        {"PIN_SET", QT_TRANSLATE_NOOP("DisplayText", "PIN set on a PC")},
        {"LOGGED_OFF", QT_TRANSLATE_NOOP("DisplayText", "Locked session ended")},
        {"FALLBACK_PW", QT_TRANSLATE_NOOP("DisplayText", "Password used instead")},
        {"EMERGENCY_CODE", QT_TRANSLATE_NOOP("DisplayText", "Emergency code used")},
        {"LOCKOUT", QT_TRANSLATE_NOOP("DisplayText", "Face or PIN locked on a PC")},
        {"UNLOCKED", QT_TRANSLATE_NOOP("DisplayText", "Face or PIN usable again")},
        {"COOLDOWN", QT_TRANSLATE_NOOP("DisplayText", "Face paused after misses")},
        {"PRESENT", QT_TRANSLATE_NOOP("DisplayText", "Person is there")},
        {"LOST", QT_TRANSLATE_NOOP("DisplayText", "Person out of sight")},
        {"RETURNED", QT_TRANSLATE_NOOP("DisplayText", "Person is back")},
        {"ABSENT_LOCK", QT_TRANSLATE_NOOP("DisplayText", "Locked, nobody was there")},
        {"STRANGER_LOCK", QT_TRANSLATE_NOOP("DisplayText", "Locked, somebody else was there")},
        {"ONLOOKER", QT_TRANSLATE_NOOP("DisplayText", "Somebody looked on")},
        {"HANDED_OVER", QT_TRANSLATE_NOOP("DisplayText", "Shared PC handed over")},
        {"PAUSED", QT_TRANSLATE_NOOP("DisplayText", "Presence check paused")},
        {"RESUMED", QT_TRANSLATE_NOOP("DisplayText", "Presence check went on")},
        {"CAMERA_COVERED", QT_TRANSLATE_NOOP("DisplayText", "Camera covered, or no light")},
        {"CAMERA_UNAVAILABLE", QT_TRANSLATE_NOOP("DisplayText", "Camera not available")},
        {"LOCK_OK", QT_TRANSLATE_NOOP("DisplayText", "PC locked")},
        {"LOCK_FAILED", QT_TRANSLATE_NOOP("DisplayText", "PC could not be locked")},
        {"WATCH_LOST", QT_TRANSLATE_NOOP("DisplayText", "Session no longer watched")},
        {"ENROLL", QT_TRANSLATE_NOOP("DisplayText", "Face enrolled")},
        {"REFRESH", QT_TRANSLATE_NOOP("DisplayText", "Face brought up to date")},
        {"REBUILT", QT_TRANSLATE_NOOP("DisplayText", "Face made anew of kept pictures")},
        {"ADD_TEMPLATE", QT_TRANSLATE_NOOP("DisplayText", "Face added")},
        {"QUALITY_LOW", QT_TRANSLATE_NOOP("DisplayText", "Face of low quality")},
        {"DUPLICATE", QT_TRANSLATE_NOOP("DisplayText", "Face of somebody else")},
        {"CONSENT_GIVEN", QT_TRANSLATE_NOOP("DisplayText", "Consent given")},
        {"ENROLL_ASSISTED", QT_TRANSLATE_NOOP("DisplayText", "Face taken by an administrator")},
        {"ENROLL_WAITS", QT_TRANSLATE_NOOP("DisplayText", "Face taken, waits for approval")},
        {"APPROVED", QT_TRANSLATE_NOOP("DisplayText", "Face approved")},
        {"REFUSED", QT_TRANSLATE_NOOP("DisplayText", "Face refused by an administrator")},
        {"CONSENT_WITHDRAWN", QT_TRANSLATE_NOOP("DisplayText", "Consent withdrawn")},
        {"ERASED_BY_LICENSE", QT_TRANSLATE_NOOP("DisplayText", "Face erased after the licence")},
        {"TEST_OK", QT_TRANSLATE_NOOP("DisplayText", "Face test passed")},
        {"TEST_NG", QT_TRANSLATE_NOOP("DisplayText", "Face test failed")},
        {"FILL_OK", QT_TRANSLATE_NOOP("DisplayText", "App login filled")},
        {"FILL_NG", QT_TRANSLATE_NOOP("DisplayText", "App login not filled")},
        {"REVEAL", QT_TRANSLATE_NOOP("DisplayText", "Password of an app shown")},
        {"ROTATE", QT_TRANSLATE_NOOP("DisplayText", "Password of an app renewed")},
        {"SUSPEND", QT_TRANSLATE_NOOP("DisplayText", "App login suspended")},
        {"CHANGE_OK", QT_TRANSLATE_NOOP("DisplayText", "Password changed")},
        {"CHANGE_NG", QT_TRANSLATE_NOOP("DisplayText", "Password not changed")},
        {"EXPIRED", QT_TRANSLATE_NOOP("DisplayText", "Password expired")},
        {"STALE_SECRET", QT_TRANSLATE_NOOP("DisplayText", "Saved password out of date")},
        {"RESEALED", QT_TRANSLATE_NOOP("DisplayText", "Saved password renewed")},
        {"RESEAL_PENDING", QT_TRANSLATE_NOOP("DisplayText", "Saved password not renewed yet")},
        {"REGISTER", QT_TRANSLATE_NOOP("DisplayText", "PC enrolled")},
        {"ONLINE", QT_TRANSLATE_NOOP("DisplayText", "PC online")},
        {"OFFLINE", QT_TRANSLATE_NOOP("DisplayText", "PC offline")},
        {"CACHE_REFRESH", QT_TRANSLATE_NOOP("DisplayText", "Data on the PC renewed")},
        {"CACHE_EXPIRED", QT_TRANSLATE_NOOP("DisplayText", "Data on the PC expired")},
        {"UPDATE", QT_TRANSLATE_NOOP("DisplayText", "Client updated")},
        {"SERVICE_STOP", QT_TRANSLATE_NOOP("DisplayText", "Service on the PC stopped")},
        {"TAMPER", QT_TRANSLATE_NOOP("DisplayText", "Tampering with the client")},
        {"WITHHELD", QT_TRANSLATE_NOOP("DisplayText", "Newer settings kept from the PC")},
        {"UNCONFIRMED", QT_TRANSLATE_NOOP("DisplayText", "Settings not confirmed for days")},
        {"CLOCK_SKEW", QT_TRANSLATE_NOOP("DisplayText", "Clock of the PC is wrong")},
        {"STORE_RESET", QT_TRANSLATE_NOOP("DisplayText", "Local store made anew")},
        {"DIAG_UPLOAD", QT_TRANSLATE_NOOP("DisplayText", "Diagnostics sent")},
    };
    for (const Row& row : kRows) {
        if (code == row.code && (*row.kind == '\0' || kind == row.kind)) {
            return tr(row.text);
        }
    }
    return asIs(code);
}

QString DisplayText::eventKind(const std::string& name) {
    struct Row {
        const char* name;
        const char* text;
    };
    static constexpr Row kRows[] = {{"auth", QT_TRANSLATE_NOOP("DisplayText", "Logon")},
                                    {"cont", QT_TRANSLATE_NOOP("DisplayText", "Presence")},
                                    {"face", QT_TRANSLATE_NOOP("DisplayText", "Face")},
                                    {"appfill", QT_TRANSLATE_NOOP("DisplayText", "Filled logins")},
                                    {"password", QT_TRANSLATE_NOOP("DisplayText", "Password")},
                                    {"device", QT_TRANSLATE_NOOP("DisplayText", "PC")}};
    for (const Row& row : kRows) {
        if (name == row.name) {
            return tr(row.text);
        }
    }
    return asIs(name);
}

QString DisplayText::eventSeverity(const std::string& name) {
    if (name == "info") {
        return tr("For information");
    }
    if (name == "warning") {
        return tr("Warning");
    }
    return name == "critical" ? tr("Critical") : asIs(name);
}

QString DisplayText::eventResult(const std::string& name) {
    if (name == "ok") {
        return tr("OK");
    }
    if (name == "ng") {
        return tr("Refused");
    }
    if (name == "err") {
        return tr("Could not decide");
    }
    return name == "info" ? tr("Information") : asIs(name);
}

QString DisplayText::scenario(const std::string& name) {
    if (name == "logon") {
        return tr("Logon");
    }
    if (name == "unlock") {
        return tr("Unlock");
    }
    if (name == "elevation") {
        return tr("Administrator rights");
    }
    if (name == "app_fill") {
        return tr("App login");
    }
    return name == "enrol_test" ? tr("Face test") : asIs(name);
}

QString DisplayText::time(TimePoint time) {
    const auto millis =
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(millis).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString DisplayText::time(const std::optional<TimePoint>& time) {
    return time ? DisplayText::time(*time) : QStringLiteral("–");
}

Tone accountTone(const std::string& state) {
    if (state == "active") {
        return Tone::Good;
    }
    return state == "provisional" || state == "expired" ? Tone::Warning
           : state == "disabled"                        ? Tone::Neutral
                                                        : Tone::Bad;
}

Tone faceTone(const std::string& state) {
    if (state == "enrolled") {
        return Tone::Good;
    }
    return state == "none" || state == "erased" ? Tone::Neutral : Tone::Warning;
}

Tone deviceTone(const std::string& state) {
    if (state == "active") {
        return Tone::Good;
    }
    return state == "revoked" ? Tone::Bad : Tone::Warning;
}

Tone codeTone(const std::string& state) {
    if (state == "open") {
        return Tone::Good;
    }
    return state == "blocked" ? Tone::Bad : Tone::Neutral;
}

Tone resultTone(const std::string& result) {
    if (result == "ok") {
        return Tone::Good;
    }
    return result == "ng" ? Tone::Bad : result == "err" ? Tone::Warning : Tone::Neutral;
}

} // namespace kaomon::models
