// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "agentlink/agent_status.h"
#include "base/clock.h"
#include "shell/version_text.h"

namespace kaomon::shell {

// How the session is followed, as the tray knows it.
struct PresenceView {
    bool isWatching = false;
    QString state;  // wire name of domain::PresenceState
    QString reason; // why it is not followed: wire name of an ErrorCode, "disabled", "locked"
};

enum class TrayTone { Good, Warning, Bad };

// What somebody is told who opened a shared account by its password. Both are empty where it is known who
// sits here.
struct SeatText {
    Q_DECLARE_TR_FUNCTIONS(SeatText)

public:
    QString sentence;
    QString nextStep;

    [[nodiscard]] static SeatText of(agentlink::AgentStatus::Seat seat);
};

// What the tray says of this PC in one glance: the worst thing first, each with its next step. Pure.
struct TrayText {
    Q_DECLARE_TR_FUNCTIONS(TrayText)

public:
    TrayTone tone = TrayTone::Good;
    QString headline;
    QString detail;   // the next step, or how long this PC may go on without the server; may be empty
    QString presence; // one line on who is watched; may be empty

    [[nodiscard]] static TrayText of(bool isAgentKnown, const agentlink::AgentStatus& status,
                                     const PresenceView& presence, const QString& ownVersion, TimePoint now);
};

// Whole days from `now` to a time in RFC 3339; nullopt when there is none.
[[nodiscard]] std::optional<int> daysUntil(const QString& time, TimePoint now);

} // namespace kaomon::shell
