// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace kaomon::capture {

// A camera as the operating system's media layer names it. `id` is QCameraDevice::id(): it is written into
// every event and tells the cameras of one moment apart; `description` is what a person reads and, unlike the
// id of some media layers, survives unplugging. Settings therefore may name a camera by either.
struct CameraInfo {
    std::string id;
    std::string description;
    // What the format in use promises at most; 0 until the camera is open, or where nobody says.
    double framesPerSecond = 0.0;

    // The same device, in whatever format.
    friend bool operator==(const CameraInfo& a, const CameraInfo& b) {
        return a.id == b.id && a.description == b.description;
    }
};

} // namespace kaomon::capture
