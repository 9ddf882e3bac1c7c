// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "agentlink/agent_link.h"
#include "presence/session_lock.h"

namespace kaomon::presence {

// The session's part of continuous authentication: tells the agent whether the session is locked and used,
// shows its warnings and does what it demands. A lock counts only when the session really is locked within
// the time the agent gave; else the agent is told so and lockFailed() goes out. GUI thread; `link` and `lock`
// outlive it.
class PresenceFollower final : public QObject {
    Q_OBJECT
public:
    PresenceFollower(agentlink::AgentLink& link, SessionLock& lock, QObject* parent = nullptr);
    ~PresenceFollower() override;

    // Looks at the session from now on.
    void start();
    // Tells the agent that this end is meant; the session is followed no more.
    void end();
    // While the person presents, nobody is looked for, as long as the policy lets him.
    void setPresenting(bool isPresenting);
    // The name of another program that has pictures of a camera; empty for none. It counts as a meeting.
    void setCameraShared(const QString& program);
    [[nodiscard]] bool isPresenting() const { return m_isPresenting; }

    // Wire name of domain::PresenceState, and why the session is not followed when it is not.
    [[nodiscard]] QString state() const { return m_state; }
    [[nodiscard]] QString reason() const { return m_reason; }
    [[nodiscard]] bool isWatching() const { return m_isWatching; }

signals:
    void stateChanged();
    // Twice a second: what was seen of the session.
    void looked(bool isLocked, std::optional<std::chrono::milliseconds> idle);
    void warned(std::chrono::milliseconds untilLock, bool withSound);
    void warningWithdrawn();
    // `style`: notify, dim or blur.
    void onlookerSeen(const QString& style);
    void onlookerGone();
    // The session should be locked and is not.
    void lockFailed();
    // The person is back before it could be locked.
    void lockWithdrawn();
    void locked();
    void unlocked();

private:
    void watch();
    // Whether the person is at another machine. Then nobody is followed until he is back.
    [[nodiscard]] bool isElsewhere();
    void look();
    void report(bool isLocked, std::optional<std::chrono::milliseconds> idle);
    void onMessage(const localipc::Message& message);
    void onAct(const localipc::Message& message);
    void beginLock(const localipc::Message& message);
    void verifyLock();
    void answer(bool isDone);

    agentlink::AgentLink& m_link;
    SessionLock& m_lock;
    QTimer m_look;
    QTimer m_verify;
    QElapsedTimer m_lockAsked;
    QElapsedTimer m_lastReport;
    qint64 m_lockTime = 0;
    qint64 m_number = 0;
    bool m_hasTriedTwice = false;
    bool m_isLocked = false;
    bool m_isElsewhere = false;
    bool m_hasEnded = false;
    bool m_isPresenting = false;
    QString m_sharesCamera;
    bool m_isWatching = false;
    bool m_hasReported = false;
    QString m_state = QStringLiteral("off");
    QString m_reason;
};

} // namespace kaomon::presence
