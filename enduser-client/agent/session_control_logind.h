// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QDBusConnection>
#include <QString>

#include "agent/session_control.h"

namespace kaomon::agent {

class LogindSessionControl final : public SessionControl {
    Q_OBJECT
public:
    explicit LogindSessionControl(QDBusConnection bus, std::chrono::milliseconds lockTime = kLockTime);

    void lockSessionsOf(uid_t uid, Done done) override;
    void endSessionsOf(uid_t uid, Done done) override;
    void shutDown(Done done) override;

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
