// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "agentlink/agent_status.h"
#include "base/clock.h"

namespace kaomon::shell {

// How the versions of this program, of the agent and of what the server supports stand to each other; of
// several the one whose remedy is nearest.
enum class VersionState {
    Good,
    ProgramOld,  // the PC was updated while this program ran
    AgentOld,    // the agent was not
    Unsupported, // by the server
    EndsSoon,
    NewerIsOut
};

// `ownVersion` of this program; what is no version ("1.2.3") is not compared. Pure.
[[nodiscard]] VersionState versionState(const agentlink::AgentStatus& status, const QString& ownVersion,
                                        TimePoint now);
// Whether it should be said without being asked for.
[[nodiscard]] bool isWorthTelling(VersionState state);

// What is said of it. Both are empty for Good. GUI thread.
struct VersionText {
    Q_DECLARE_TR_FUNCTIONS(VersionText)

public:
    QString sentence;
    QString nextStep;

    [[nodiscard]] static VersionText of(VersionState state, const agentlink::AgentStatus& status,
                                        const QString& ownVersion);
};

} // namespace kaomon::shell
