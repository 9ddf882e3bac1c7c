// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTimer>

namespace kaomon::presence {

// The program that takes pictures of a camera by PipeWire, besides Kaomon: PipeWire shares a camera, so that
// nobody finds it busy. From the objects that `pw-dump` writes; the first by name of several, empty for none.
// Anything else than such objects is none. Pure.
[[nodiscard]] QString cameraProgramIn(const QByteArray& dump);

// Asks PipeWire every few seconds, while the session is followed, who has a camera. Where there is no
// PipeWire nobody has. GUI thread; nothing here waits.
class CameraUse final : public QObject {
    Q_OBJECT
public:
    // What to start; the first word is the program.
    explicit CameraUse(QStringList command = {QStringLiteral("pw-dump"), QStringLiteral("--no-colors")},
                       QObject* parent = nullptr);
    ~CameraUse() override;

    void watch(bool isWatching);
    [[nodiscard]] QString program() const { return m_program; }

    static constexpr std::chrono::milliseconds kInterval{4000};
    // A dump is this large at most; what is larger is not read.
    static constexpr qint64 kMostBytes = qint64{8} * 1024 * 1024;

signals:
    void changed(const QString& program);

private:
    void ask();
    void take(const QString& program);

    QStringList m_command;
    QProcess m_process;
    QTimer m_timer;
    QTimer m_guard;
    QString m_program;
    bool m_isMissing = false;
};

} // namespace kaomon::presence
