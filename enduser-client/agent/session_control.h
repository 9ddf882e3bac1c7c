// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include <QObject>

#include "agent/uid.h"

namespace kaomon::agent {

// The desktop sessions of this PC as the system knows them, for when the program inside of one cannot be
// asked: it was ended, or the session has been locked for too long. As root or SYSTEM. Every call ends once,
// also where the system knows of no sessions. Main thread.
class SessionControl : public QObject {
    Q_OBJECT
public:
    // What has become of the sessions of an account that have a seat.
    enum class Outcome { Done, None, Failed }; // None: there is no such session, or nobody who knows them
    using Done = std::function<void(Outcome)>;

    // Of logind, or of Windows.
    [[nodiscard]] static std::unique_ptr<SessionControl> ofThisPc();

    // Locks those that are not, and ends those that are not known within the lock time to be locked.
    virtual void lockSessionsOf(uid_t uid, Done done) = 0;
    virtual void endSessionsOf(uid_t uid, Done done) = 0;
    virtual void shutDown(Done done) = 0;

    static constexpr std::chrono::milliseconds kLockTime{2000};
};

} // namespace kaomon::agent
