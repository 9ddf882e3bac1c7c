// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/logon_factors.h"

namespace kaomon::domain {
namespace {

bool isFaceNotMeant(ErrorCode why) {
    switch (why) {
    case ErrorCode::NotEnrolled:
    case ErrorCode::ApprovalRequired: // the face waits for an administrator
    case ErrorCode::AccountNotLinked:
    case ErrorCode::ConsentRequired:
    case ErrorCode::DeviceNotEnrolled:
    case ErrorCode::DevicePending:
    case ErrorCode::PasswordChangeRequired:
    case ErrorCode::ScenarioDenied:
    case ErrorCode::SuperuserDenied:
        return true;
    default:
        return false;
    }
}

// Not one that another program holds: that is over in a moment, and anybody can bring it about.
bool isCameraMissing(ErrorCode why) {
    return why == ErrorCode::CameraMissing || why == ErrorCode::CameraDenied ||
           why == ErrorCode::CameraFailed || why == ErrorCode::CameraLost;
}

InsteadOfFace instead(const Policy& policy, FactorSet factors, ErrorCode why) {
    const bool isPasswordEnough = factors == FactorSet::FaceOrPassword || factors == FactorSet::Password;
    if (isFaceNotMeant(why) || isPasswordEnough) {
        return InsteadOfFace::Password;
    }
    if (isCameraMissing(why) && policy.missingCamera == MissingCamera::Ignore) {
        return InsteadOfFace::Password;
    }
    if (policy.passwordFallback == PasswordFallback::Off) {
        return InsteadOfFace::Nothing;
    }
    if (isCameraMissing(why) && policy.missingCamera == MissingCamera::Lock) {
        return InsteadOfFace::EmergencyCode;
    }
    // Of two factors one alone is never enough; the code stands in for the face.
    return factors == FactorSet::Face && policy.passwordFallback == PasswordFallback::On
               ? InsteadOfFace::Password
               : InsteadOfFace::EmergencyCode;
}

} // namespace

std::string_view toWire(InsteadOfFace value) {
    switch (value) {
    case InsteadOfFace::Password:
        return "password";
    case InsteadOfFace::EmergencyCode:
        return "emergency_code";
    case InsteadOfFace::Nothing:
        return "nothing";
    }
    return {};
}

SecondFactor secondFactor(FactorSet factors) {
    switch (factors) {
    case FactorSet::FacePassword:
        return SecondFactor::Password;
    case FactorSet::FacePin:
        return SecondFactor::Pin;
    case FactorSet::FaceOrPassword:
    case FactorSet::Password:
    case FactorSet::Face:
        break;
    }
    return SecondFactor::None;
}

bool isFallback(ErrorCode why) {
    switch (why) {
    case ErrorCode::RemoteSession:
    case ErrorCode::DeviceSuspended:
    case ErrorCode::DeviceRevoked:
    case ErrorCode::UserDisabled:
    case ErrorCode::UserLocked:
        return false;
    default:
        return !isFaceNotMeant(why);
    }
}

InsteadOfFace insteadOfRemoteFace(const Policy& policy, ErrorCode why, bool hasPin) {
    const bool isPinEnough = policy.factorsRemote == FactorSet::FacePin && hasPin;
    return isPinEnough ? InsteadOfFace::Password : instead(policy, policy.factorsRemote, why);
}

InsteadOfFace insteadOfFace(const Policy& policy, Scenario scenario, ErrorCode why) {
    return instead(policy, policy.factors(scenario), why);
}

} // namespace kaomon::domain
