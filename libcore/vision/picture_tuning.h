// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "vision/frame.h"

namespace kaomon::vision {

// How the pictures of a camera are set right before they are looked at: one that hangs upside down or on its
// side, or whose pictures are larger than they need be.
struct PictureTuning {
    int rotation = 0; // degrees clockwise: 0, 90, 180 or 270; anything else counts as 0
    int maximumHeight =
        0; // pixels after turning; larger pictures are shrunk with their aspect kept; 0: as they are
};

// The same picture when nothing is to be done or it is invalid, else a new one of the same time and number.
// Any thread.
[[nodiscard]] Frame tuned(const Frame& frame, const PictureTuning& tuning);

} // namespace kaomon::vision
