// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include <QStringList>

namespace kaomon::presence {

// The desktop session this program runs in, as far as presence needs it. One implementation for each
// operating system; GUI thread; nothing here waits.
class SessionLock {
public:
    SessionLock() = default;
    SessionLock(const SessionLock&) = delete;
    SessionLock& operator=(const SessionLock&) = delete;
    virtual ~SessionLock() = default;

    // Asks for the screen to be locked; whether it is, isLocked() tells. A further call before that tries the
    // next way there is. False when there is none at all.
    virtual bool lock() = 0;
    // The screen is locked so that a password or a face is asked for; a dark screen alone is not.
    [[nodiscard]] virtual bool isLocked() = 0;
    // Ends the session. False when this system gives no way to.
    virtual bool logOff() = 0;
    virtual bool turnScreenOff() = 0;
    // Since the last key or movement of the mouse; nullopt when the system does not tell.
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> idle() = 0;
    // The person sits at another machine: nobody can be looked at. False where the system does not tell.
    [[nodiscard]] virtual bool isRemote() { return false; }
};

struct SessionLockOptions {
    // A screen locker to start, with its arguments, where neither logind nor the desktop locks; may be empty.
    QStringList locker;
};

// For this system; never null. On a system for which there is none, nothing can be locked, and says so.
[[nodiscard]] std::unique_ptr<SessionLock> makeSessionLock(const SessionLockOptions& options);

} // namespace kaomon::presence
