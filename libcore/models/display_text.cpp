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

QString DisplayText::eventCode(const std::string& code) {
    struct Row {
        const char* code;
        const char* text;
    };
    static constexpr Row kRows[] = {
        {"LOGON_OK", QT_TRANSLATE_NOOP("DisplayText", "Logon by face")},
        {"LOGON_NG", QT_TRANSLATE_NOOP("DisplayText", "Logon refused")},
        {"UNLOCK_OK", QT_TRANSLATE_NOOP("DisplayText", "Unlock by face")},
        {"UNLOCK_NG", QT_TRANSLATE_NOOP("DisplayText", "Unlock refused")},
        {"COOLDOWN", QT_TRANSLATE_NOOP("DisplayText", "Face paused after misses")},
        {"PIN_NG", QT_TRANSLATE_NOOP("DisplayText", "Wrong PIN")},
        {"PIN_SET", QT_TRANSLATE_NOOP("DisplayText", "PIN set on a PC")},
        {"LOGGED_OFF", QT_TRANSLATE_NOOP("DisplayText", "Locked session ended")},
        {"WATCH_LOST", QT_TRANSLATE_NOOP("DisplayText", "Session no longer watched")},
        {"DIAG_UPLOAD", QT_TRANSLATE_NOOP("DisplayText", "Diagnostics sent")},
        {"FALLBACK_PW", QT_TRANSLATE_NOOP("DisplayText", "Password used instead")},
        {"CONSENT_GIVEN", QT_TRANSLATE_NOOP("DisplayText", "Consent given")},
        {"ENROLL", QT_TRANSLATE_NOOP("DisplayText", "Face enrolled")},
        {"REFRESH", QT_TRANSLATE_NOOP("DisplayText", "Face brought up to date")},
        {"TEST_OK", QT_TRANSLATE_NOOP("DisplayText", "Face test passed")},
        {"TEST_NG", QT_TRANSLATE_NOOP("DisplayText", "Face test failed")},
        {"REGISTER", QT_TRANSLATE_NOOP("DisplayText", "PC enrolled")},
        {"ONLINE", QT_TRANSLATE_NOOP("DisplayText", "PC online")},
        {"OFFLINE", QT_TRANSLATE_NOOP("DisplayText", "PC offline")},
        {"CLOCK_SKEW", QT_TRANSLATE_NOOP("DisplayText", "Clock of the PC is wrong")},
        {"STORE_RESET", QT_TRANSLATE_NOOP("DisplayText", "Local store made anew")},
    };
    for (const Row& row : kRows) {
        if (code == row.code) {
            return tr(row.text);
        }
    }
    return asIs(code);
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
