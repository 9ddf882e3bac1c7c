// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace kaomon::capture {

// What a camera is to a PC, in the words of the setting camera_order.
enum class CameraKind { InternalInfrared, InternalColour, Usb, Network };

// Whether a camera is to send compressed pictures, where it offers both.
enum class Compression { Auto, Off, On };

// How the next use of a camera should be. A camera that cannot do what is wished does what it can. A value.
struct CameraWishes {
    std::vector<CameraKind> order; // kinds, the first one first; then any other camera
    int exposure = 0;              // in 0.1 ms for each picture; 0: the camera's own choice
    Compression compression = Compression::Auto;

    friend bool operator==(const CameraWishes&, const CameraWishes&) = default;
};

} // namespace kaomon::capture
