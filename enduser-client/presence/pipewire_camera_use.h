// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTimer>

#include "presence/camera_use.h"

namespace kaomon::presence {

// The program that takes pictures of a camera by PipeWire, besides Kaomon: PipeWire shares a camera, so that
// nobody finds it busy. From the objects that `pw-dump` writes; the first by name of several, empty for none.
// Anything else than such objects is none. Pure.
[[nodiscard]] QString cameraProgramIn(const QByteArray& dump);

// Asks PipeWire. Where there is no PipeWire nobody has a camera.
class PipeWireCameraUse final : public CameraUse {
    Q_OBJECT
public:
    // What to start; the first word is the program.
    explicit PipeWireCameraUse(QStringList command = {QStringLiteral("pw-dump"),
                                                      QStringLiteral("--no-colors")});
    ~PipeWireCameraUse() override;

    void watch(bool isWatching) override;

    // A dump is this large at most; what is larger is not read.
    static constexpr qint64 kMostBytes = qint64{8} * 1024 * 1024;

private:
    void ask();

    QStringList m_command;
    QProcess m_process;
    QTimer m_timer;
    QTimer m_guard;
    bool m_isMissing = false;
};

} // namespace kaomon::presence
