// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "vision/frame.h"

namespace kaomon::testing {

// Makes camera pictures out of one photograph: enlarged to about three quarters of the height of a 640x480
// picture, on a neutral background, moving, turning and brightening a little with time, with sensor noise, so
// that no two pictures are equal. The same moment always gives the same picture. Thread-safe.
class PictureComposer {
public:
    // An invalid photograph gives the background alone.
    explicit PictureComposer(const vision::Frame& photograph);
    // The photograph on its background, without motion and noise; and the camera pictures of such a canvas,
    // to which something may have been done.
    [[nodiscard]] static vision::Frame canvasOf(const vision::Frame& photograph);
    [[nodiscard]] static PictureComposer ofCanvas(const vision::Frame& canvas);

    [[nodiscard]] vision::Frame compose(std::chrono::milliseconds moment) const;

private:
    PictureComposer() = default;

    vision::Frame m_canvas;
};

} // namespace kaomon::testing
