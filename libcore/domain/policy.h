// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/lockout.h"
#include "domain/password_rule.h"
#include "domain/scenario.h"

namespace kaomon::domain {

// How sure a match must be, as false match rate. Fmr1e6 means 1e-5 on two independent frames: no picture set
// at hand can show 1e-6 on one.
enum class MatchLevel { Fmr1e4, Fmr1e5, Fmr1e6 };

enum class ConsentMode { First, Daily, Each };

// The settings that apply here and now, typed. A default-constructed one holds the defaults of the registry.
// A value; any thread.
struct Policy {
    MatchLevel matchLevel = MatchLevel::Fmr1e5;
    std::chrono::seconds matchTimeout{5};
    int matchAttempts = 3;
    FaceCooldownRule faceCooldown;
    int livenessLogon = 1;
    int livenessUnlock = 1;
    int livenessContinuous = 1;
    int livenessAppFill = 1;
    bool requireEyesOpen = true;
    int minimumFacePixels = 80;
    int minimumLuma = 20;
    bool allowPasswordFallback = true;
    bool offlineAllowed = true;
    std::chrono::days offlineUsable{30};
    std::chrono::days offlineDeleted{37};
    int templatesPerUser = 6;
    ConsentMode consentMode = ConsentMode::First;
    std::chrono::hours reissueValid{72};
    PasswordRule password;
    std::chrono::days keepAuthLog{365};
    std::chrono::days keepAdminLog{1095};
    std::chrono::days keepDiagnosticLog{30};

    // Not a setting: a suspected spoof always ends the attempt.
    static constexpr bool kSpoofEndsAttempt = true;
    // The loosest false match rate that an agent ever accepts.
    static constexpr double kLoosestFalseMatchRate = 1e-4;

    // Reads the values of a settings document over the defaults. ErrorCode::ValidationFailed with the field
    // path for a setting that this version does not know, a value out of range, or offline_days <
    // offline_inactive_days.
    [[nodiscard]] static Result<Policy> fromDocument(const std::map<std::string, std::string>& values);
    // The agent's own hard floors, whatever a signed document says: liveness is never 0 outside a demo
    // tenant.
    [[nodiscard]] Policy withFloors(bool isDemoTenant) const;

    // For each frame that counts; never above kLoosestFalseMatchRate.
    [[nodiscard]] double falseMatchRate() const;
    // Frames that must match independently of one another.
    [[nodiscard]] int framesToMatch() const;
    [[nodiscard]] int liveness(Scenario scenario) const;
};

} // namespace kaomon::domain
