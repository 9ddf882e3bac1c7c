// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "presence/camera_use.h"

namespace kaomon::presence {

// The program that Windows notes as using the camera now, besides Kaomon. Windows keeps a key for each one,
// below `root` for those of its store and below its NonPackaged for the others, which are called by their
// path; the time of the last stop is 0 while it goes on. `root`: a registry path as of QSettings. Empty for
// none, and for anything else than such keys.
[[nodiscard]] QString cameraProgramBelow(const QString& root);

// Asks Windows' list of programs that use the camera (Windows 10 1903 and later).
class ConsentStoreCameraUse final : public CameraUse {
    Q_OBJECT
public:
    explicit ConsentStoreCameraUse(QString root);

    void watch(bool isWatching) override;

private:
    QString m_root;
    QTimer m_timer;
};

} // namespace kaomon::presence
