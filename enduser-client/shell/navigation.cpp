// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/navigation.h"

namespace kaomon::shell {

using agentlink::AgentStatus;
using agentlink::DeviceState;

Place demandedPlace(bool isAgentKnown, const AgentStatus& status) {
    if (!isAgentKnown) {
        return Place::AgentAway;
    }
    if (!status.isSignedIn) {
        return Place::SignIn;
    }
    return status.mustChangePassword ? Place::PasswordChange : Place::Home;
}

Notice noticeFor(const AgentStatus& status, VersionState version) {
    switch (status.device) {
    case DeviceState::NotEnrolled:
        return Notice::NotEnrolled;
    case DeviceState::Pending:
        return Notice::Pending;
    case DeviceState::Suspended:
        return Notice::Suspended;
    case DeviceState::Revoked:
        return Notice::Revoked;
    case DeviceState::Wiped:
        return Notice::Wiped;
    case DeviceState::Unknown:
    case DeviceState::Active:
        break;
    }
    if (!status.cameraError.isEmpty()) {
        return Notice::CameraFault;
    }
    if (status.seat != AgentStatus::Seat::Known && !status.isSignedIn) {
        return status.seat == AgentStatus::Seat::Sought ? Notice::LookIntoCamera : Notice::OpenByFace;
    }
    if (status.isDemo && !status.isLivenessOn) {
        return Notice::DemoWithoutLiveness;
    }
    return isWorthTelling(version) ? Notice::Version : Notice::None;
}

} // namespace kaomon::shell
