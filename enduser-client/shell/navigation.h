// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agentlink/agent_status.h"
#include "shell/version_text.h"

namespace kaomon::shell {

// Where the person may be, in the order in which one thing must be done before the next.
enum class Place { AgentAway, SignIn, PasswordChange, Home };

// The place that the state of agent and session demands; Home leaves the choice of page to the person. Pure.
[[nodiscard]] Place demandedPlace(bool isAgentKnown, const agentlink::AgentStatus& status);

// What the line across the window says about this PC; None for nothing. Pure.
enum class Notice {
    None,
    NotEnrolled,
    Pending,
    Suspended,
    Revoked,
    Wiped,
    CameraFault,
    LookIntoCamera, // a shared account was opened by a password; the camera looks for who sat there
    OpenByFace,     // the same, and nobody is looked for
    DemoWithoutLiveness,
    Version
};

[[nodiscard]] Notice noticeFor(const agentlink::AgentStatus& status, VersionState version);

} // namespace kaomon::shell
