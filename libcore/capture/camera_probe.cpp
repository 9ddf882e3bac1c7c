// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/camera_probe.h"

#include <cerrno>

namespace kaomon::capture {

CameraState CameraProbe::state() const {
    bool isDenied = false;
    bool isBusy = false;
    for (const std::filesystem::path& device : m_system.devices()) {
        switch (m_system.tryOpen(device)) {
        case 0:
            return CameraState::Free;
        case EBUSY:
            isBusy = true;
            break;
        case EACCES:
        case EPERM:
            isDenied = true;
            break;
        default: // not a capture device, or one that has just gone
            break;
        }
    }
    if (isBusy) {
        return CameraState::Busy;
    }
    return isDenied ? CameraState::Denied : CameraState::Absent;
}

} // namespace kaomon::capture
