// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/policy.h"

#include <algorithm>
#include <charconv>

#include "domain/setting_registry.h"

namespace kaomon::domain {
namespace {

using std::chrono::days;
using std::chrono::hours;
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
    [[nodiscard]] bool flag(const std::string& name) const { return text(name) == "true"; }
    // Index among the choices of the registry; the enumerations here have the same order.
    template<class Enum>
    [[nodiscard]] Enum choice(const std::string& name) const {
        const auto choices = findSetting(name)->choices;
        return static_cast<Enum>(std::ranges::find(choices, text(name)) - choices.begin());
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
    policy.requireEyesOpen = values.flag("require_eyes_open");
    policy.minimumFacePixels = values.number("min_face_px");
    policy.minimumLuma = values.number("min_luma");
    policy.templatesPerUser = values.number("enroll_templates_max");
    policy.consentMode = values.choice<ConsentMode>("consent_mode");
}

void readRest(const EffectiveValues& values, Policy& policy) {
    policy.allowPasswordFallback = values.flag("allow_password_fallback");
    policy.offlineAllowed = values.flag("offline_allowed");
    policy.offlineUsable = days(values.number("offline_inactive_days"));
    policy.offlineDeleted = days(values.number("offline_days"));
    policy.reissueValid = hours(values.number("reissue_valid_hours"));
    policy.password.minimumLength = values.number("pw_min");
    policy.password.minimumClasses = values.number("pw_classes");
    policy.keepAuthLog = days(values.number("log_days_auth"));
    policy.keepAdminLog = days(values.number("log_days_admin"));
    policy.keepDiagnosticLog = days(values.number("log_days_diag"));
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
    Policy policy;
    const EffectiveValues effective(values);
    readFace(effective, policy);
    readRest(effective, policy);
    if (policy.offlineDeleted < policy.offlineUsable) {
        return fail(ErrorCode::ValidationFailed, "data would go before its use ends", "/offline_days");
    }
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

} // namespace kaomon::domain
