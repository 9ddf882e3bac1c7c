// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QDBusConnection>
#include <QObject>
#include <QString>

#include <sys/types.h>

namespace kaomon::agent {

// The desktop sessions of this PC as logind knows them, for when the program inside of one cannot be asked:
// it was ended, or the session has been locked for too long. As root. Every call ends once, also where there
// is no logind. Main thread.
class SessionControl final : public QObject {
    Q_OBJECT
public:
    // What has become of the sessions of an account that have a seat.
    enum class Outcome { Done, None, Failed }; // None: there is no such session, or no logind
    using Done = std::function<void(Outcome)>;

    explicit SessionControl(QDBusConnection bus, std::chrono::milliseconds lockTime = kLockTime);

    // Locks those that are not, and ends those that do not say within the lock time that they are.
    void lockSessionsOf(uid_t uid, Done done);
    void endSessionsOf(uid_t uid, Done done);
    void shutDown(Done done);

    static constexpr std::chrono::milliseconds kLockTime{2000};

private:
    struct Open {
        QString id;
        QString path;
    };
    using Sessions = std::vector<Open>;
    struct Count {
        std::size_t left = 0;
        bool hasFailed = false;
        Done done;
    };

    void sessionsOf(uid_t uid, std::function<void(const Sessions&)> then);
    void areLocked(const Sessions& sessions, std::function<void(const Sessions& open)> then);
    // One call for each session.
    void forEach(const Sessions& sessions, const QString& method, Done done);
    void verify(const Sessions& sessions, Done done);

    QDBusConnection m_bus;
    std::chrono::milliseconds m_lockTime;
};

} // namespace kaomon::agent
