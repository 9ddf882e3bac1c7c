// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QElapsedTimer>
#include <QObject>

namespace kaomon::agent {

// Hears from the system that the PC is about to sleep and that it is awake again. In between nobody may be
// looked at: a face seen while the lid closes would open the session behind it. Where the system does not
// tell, the PC counts as awake. Main thread.
class SleepGuard : public QObject {
    Q_OBJECT
public:
    // By logind, or by Windows.
    [[nodiscard]] static std::unique_ptr<SleepGuard> ofThisPc();

    [[nodiscard]] bool isAsleep() const { return m_isAsleep; }
    // For a moment after the PC woke up: what hangs on it may not be there again yet.
    [[nodiscard]] bool isWakingUp() const { return m_awake.isValid() && !m_awake.hasExpired(kWakingMs); }

    static constexpr qint64 kWakingMs = 10000;

signals:
    void fellAsleep();
    void awoke();

protected:
    SleepGuard() = default;
    void hear(bool isAsleep);

private:
    bool m_isAsleep = false;
    QElapsedTimer m_awake; // since it woke up
};

} // namespace kaomon::agent
