// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/policy.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "domain/setting_registry.h"

namespace kaomon::domain {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Values of a document over the defaults. Every value was checked before, so reading cannot fail.
class EffectiveValues {
public:
    explicit EffectiveValues(const std::map<std::string, std::string>& given)
        : m_given(given) {}

    [[nodiscard]] int number(const std::string& name) const {
        const std::string_view value = text(name);
        int number = 0;
        std::from_chars(value.data(), value.data() + value.size(), number);
        return number;
    }
    [[nodiscard]] std::chrono::milliseconds fraction(const std::string& name) const {
        const std::string_view value = text(name);
        double units = 0;
        std::from_chars(value.data(), value.data() + value.size(), units);
        return std::chrono::milliseconds(std::lround(units * 1000));
    }
    [[nodiscard]] bool flag(const std::string& name) const { return text(name) == "true"; }
    // Index among the choices of the registry; the enumerations here have the same order.
    template<class Enum>
    [[nodiscard]] Enum choice(const std::string& name) const {
        const auto choices = findSetting(name)->choices;
        return static_cast<Enum>(std::ranges::find(choices, text(name)) - choices.begin());
    }

    [[nodiscard]] std::vector<std::string> list(const std::string& name) const {
        const auto items = splitList(text(name));
        return {items.begin(), items.end()};
    }

private:
    [[nodiscard]] std::string_view text(const std::string& name) const {
        const auto found = m_given.find(name);
        return found == m_given.end() ? findSetting(name)->defaultValue : std::string_view(found->second);
    }

    const std::map<std::string, std::string>& m_given;
};

void readFace(const EffectiveValues& values, Policy& policy) {
    policy.matchLevel = values.choice<MatchLevel>("match_level");
    policy.matchTimeout = seconds(values.number("match_timeout_s"));
    policy.matchAttempts = values.number("match_attempts");
    policy.faceCooldown.missesBeforePause = values.number("face_cooldown_misses");
    policy.faceCooldown.pause = seconds(values.number("face_cooldown_s"));
    policy.livenessLogon = values.number("liveness_logon");
    policy.livenessUnlock = values.number("liveness_unlock");
    policy.livenessContinuous = values.number("liveness_continuous");
    policy.livenessAppFill = values.number("liveness_appfill");
    policy.livenessStrictness = values.choice<Strictness>("liveness_threshold");
    policy.maskPolicy = values.choice<MaskPolicy>("mask_policy");
    policy.lightsUpInTheDark = values.flag("dark_assist");
    policy.isSharedPc = values.flag("shared_pc_mode");
    policy.sharedBanner = seconds(values.number("shared_banner_s"));
    policy.nameForm = values.choice<NameForm>("name_format");
    policy.cameraOrder = values.list("camera_order");
    policy.cameraExposure = values.number("camera_exposure");
    policy.cameraCompression = values.choice<CompressedPictures>("camera_mjpeg");
    policy.refusedCameras = values.list("camera_refused");
    policy.requireEyesOpen = values.flag("require_eyes_open");
    policy.minimumFacePixels = values.number("min_face_px");
    policy.minimumLuma = values.number("min_luma");
    policy.templatesPerUser = values.number("enroll_templates_max");
    policy.refreshesTemplates = values.flag("template_refresh");
    policy.consentMode = values.choice<ConsentMode>("consent_mode");
    policy.enrolMode = values.choice<EnrolMode>("enroll_mode");
    policy.templateAge = days(values.number("template_age_days"));
    policy.cameraHeight = values.number("camera_max_height");
    policy.cameraRotation = values.number("camera_rotate");
}

void readServer(const EffectiveValues& values, Policy& policy) {
    using std::chrono::milliseconds;
    policy.serverPatience.resolve = milliseconds(values.number("server_resolve_ms"));
    policy.serverPatience.connect = milliseconds(values.number("server_connect_ms"));
    policy.serverPatience.send = milliseconds(values.number("server_send_ms"));
    policy.serverPatience.receive = milliseconds(values.number("server_receive_ms"));
    policy.offlineRefresh = days(values.number("offline_refresh_days"));
    policy.isRemovalLocked = values.flag("uninstall_lock");
}

void readRest(const EffectiveValues& values, Policy& policy) {
    policy.passwordFallback = values.choice<PasswordFallback>("allow_password_fallback");
    policy.offlineAllowed = values.flag("offline_allowed");
    policy.offlineUsable = days(values.number("offline_inactive_days"));
    policy.offlineDeleted = days(values.number("offline_days"));
    policy.offlineUses = values.number("offline_max_count");
    policy.offlineMisses = values.number("offline_fail_wipe");
    policy.confirmedWithin = days(values.number("confirm_days"));
    policy.reissueValid = hours(values.number("reissue_valid_hours"));
    policy.password.minimumLength = values.number("pw_min");
    policy.password.maximumLength = values.number("pw_max");
    policy.password.minimumClasses = values.number("pw_classes");
    policy.passwordHistory = values.number("pw_history");
    policy.passwordExpires = days(values.number("pw_expire_days"));
    policy.refusedPictures = values.choice<PictureStore>("ng_image_store");
    policy.keepAuthLog = days(values.number("log_days_auth"));
    policy.keepAdminLog = days(values.number("log_days_admin"));
    policy.keepDiagnosticLog = days(values.number("log_days_diag"));
}

void readSignIn(const EffectiveValues& values, Policy& policy) {
    policy.emergencyCodeLife = hours(values.number("emergency_code_hours"));
    policy.lockAfterFailures = values.number("lock_after_failures");
    policy.longestLock = minutes(values.number("lock_minutes"));
    policy.failuresForgotten = hours(values.number("fail_reset_hours"));
    policy.sessionIdle = minutes(values.number("session_idle_min"));
    policy.sessionLimit = hours(values.number("session_max_h"));
}

void readPresence(const EffectiveValues& values, Policy& policy) {
    policy.watchesPresence = values.flag("cont_enabled");
    policy.warnsWithSound = values.flag("cont_sound");
    policy.absenceAction = values.choice<AbsenceAction>("cont_action");
    policy.strangerAction = values.choice<AbsenceAction>("cont_stranger_action");
    policy.afterLock = minutes(values.number("after_lock_logoff_min"));
    policy.afterLockAction = values.choice<AfterLock>("after_lock_action");
    policy.onlookerAction = values.choice<OnlookerAction>("onlooker_action");
    policy.missingCamera = values.choice<MissingCamera>("on_camera_missing");
    PresenceRules& rules = policy.presence;
    rules.interval = values.fraction("cont_interval_s");
    rules.absentAfter = seconds(values.number("cont_absent_s"));
    rules.warnFor = seconds(values.number("cont_warn_s"));
    rules.strangerAfter = seconds(values.number("cont_stranger_s"));
    rules.inputGrace = seconds(values.number("cont_input_grace_s"));
    rules.meetingLimit = minutes(values.number("cont_meeting_max_min"));
    rules.onlookerAfter = seconds(values.number("onlooker_s"));
    rules.onlookerMinimumPixels = values.number("onlooker_min_px");
    rules.cancelBy = values.choice<PresenceReturn>("cont_cancel");
    rules.meeting = values.choice<MeetingPolicy>("cont_meeting_policy");
}

void readLogon(const EffectiveValues& values, Policy& policy) {
    policy.factorsLogon = values.choice<FactorSet>("auth_set_logon");
    policy.factorsUnlock = values.choice<FactorSet>("auth_set_unlock");
    policy.factorsElevation = values.choice<FactorSet>("auth_set_credui");
    policy.factorsRemote = values.choice<FactorSet>("auth_set_rdp");
    policy.pinLength = values.number("pin_length");
    policy.refusesClosedLid = values.flag("abort_if_lid_closed");
    policy.refusesRemote = values.flag("abort_if_remote");
    policy.excludedAccounts = values.list("excluded_accounts");
}

Policy readAll(const std::map<std::string, std::string>& values) {
    Policy policy;
    const EffectiveValues effective(values);
    readFace(effective, policy);
    readServer(effective, policy);
    readRest(effective, policy);
    readSignIn(effective, policy);
    readPresence(effective, policy);
    readLogon(effective, policy);
    return policy;
}

bool isSameLetter(char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return lower(a) == lower(b);
}

} // namespace

Result<Policy> Policy::fromDocument(const std::map<std::string, std::string>& values) {
    for (const auto& [name, value] : values) {
        const SettingDefinition* setting = findSetting(name);
        if (setting == nullptr) {
            return fail(ErrorCode::ValidationFailed, "unknown setting", '/' + name);
        }
        if (const auto checked = checkSetting(*setting, value); !checked) {
            return propagate(checked.error());
        }
    }
    const Policy policy = readAll(values);
    if (policy.offlineDeleted < policy.offlineUsable) {
        return fail(ErrorCode::ValidationFailed, "data would go before its use ends", "/offline_days");
    }
    if (policy.password.maximumLength < policy.password.minimumLength) {
        return fail(ErrorCode::ValidationFailed, "below pw_min", "/pw_max");
    }
    return policy;
}

Policy Policy::fromValues(const std::map<std::string, std::string>& values) {
    std::map<std::string, std::string> sound;
    for (const auto& [name, value] : values) {
        const SettingDefinition* setting = findSetting(name);
        if (setting != nullptr && checkSetting(*setting, value)) {
            sound.emplace(name, value);
        }
    }
    Policy policy = readAll(sound);
    policy.offlineUsable = std::min(policy.offlineUsable, policy.offlineDeleted);
    policy.password.maximumLength = std::max(policy.password.maximumLength, policy.password.minimumLength);
    return policy;
}

Policy Policy::withFloors(bool isDemoTenant) const {
    Policy floored = *this;
    if (!isDemoTenant) {
        for (int* level : {&floored.livenessLogon, &floored.livenessUnlock, &floored.livenessContinuous,
                           &floored.livenessAppFill}) {
            *level = std::max(*level, 1);
        }
    }
    return floored;
}

double Policy::falseMatchRate() const {
    return matchLevel == MatchLevel::Fmr1e4 ? kLoosestFalseMatchRate : 1e-5;
}

int Policy::framesToMatch() const {
    return matchLevel == MatchLevel::Fmr1e6 ? 2 : 1;
}

bool Policy::refusesCamera(std::string_view description) const {
    return std::ranges::any_of(refusedCameras, [&](const std::string& name) {
        return !name.empty() && !std::ranges::search(description, name, isSameLetter).empty();
    });
}

bool Policy::excludes(std::string_view osUser) const {
    std::string_view bare = osUser.substr(0, osUser.find('@'));
    if (const auto slash = osUser.find('\\'); slash != std::string_view::npos) {
        bare = osUser.substr(slash + 1);
    }
    return std::ranges::any_of(excludedAccounts, [&](const std::string& entry) {
        const bool hasDomain = entry.find_first_of("\\@") != std::string::npos;
        return !entry.empty() && std::ranges::equal(hasDomain ? osUser : bare, entry, isSameLetter);
    });
}

int Policy::liveness(Scenario scenario) const {
    switch (scenario) {
    case Scenario::Logon:
        return livenessLogon;
    case Scenario::Unlock:
        return livenessUnlock;
    case Scenario::Elevation:
        return std::max(livenessLogon, livenessUnlock);
    case Scenario::AppFill:
        return livenessAppFill;
    case Scenario::EnrolTest:
        return livenessLogon;
    }
    return livenessLogon;
}

FactorSet Policy::factors(Scenario scenario) const {
    switch (scenario) {
    case Scenario::Logon:
        return factorsLogon;
    case Scenario::Unlock:
        return factorsUnlock;
    case Scenario::Elevation:
        return factorsElevation;
    case Scenario::AppFill:
    case Scenario::EnrolTest:
        break;
    }
    return FactorSet::FaceOrPassword;
}

} // namespace kaomon::domain
