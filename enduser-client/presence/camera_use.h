// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>

#include <QObject>
#include <QString>

namespace kaomon::presence {

// Asks the system every few seconds, while the session is followed, which program besides Kaomon has pictures
// of a camera. One implementation for each operating system; GUI thread; nothing here waits.
class CameraUse : public QObject {
    Q_OBJECT
public:
    // For this system; never null.
    [[nodiscard]] static std::unique_ptr<CameraUse> make();

    virtual void watch(bool isWatching) = 0;
    // The first by name of several; empty for none.
    [[nodiscard]] QString program() const { return m_program; }

    static constexpr std::chrono::milliseconds kInterval{4000};

signals:
    void changed(const QString& program);

protected:
    void take(const QString& program);

private:
    QString m_program;
};

} // namespace kaomon::presence
