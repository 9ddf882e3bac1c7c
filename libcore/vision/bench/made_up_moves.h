// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "vision/face.h"
#include "vision/frame.h"

namespace kaomon::vision::bench {

// What a living face does or wears, made up on a photograph: enough to show that the engine sees it, not how
// living people do it. `picture` must be valid and is left alone; may throw cv::Exception.

// The skin above each eye pulled down over it; `closed` from 0 to 1. Unchanged where an eye is too small or
// at the rim.
[[nodiscard]] Frame withLids(const Frame& picture, const FacePoints& points, float closed);

// The head turned about its own axes, as deep as heads are on average, before a background that stays where
// it is. Degrees; `yaw` above 0 looks to the right of the picture, `pitch` above 0 down.
[[nodiscard]] Frame withHeadTurned(const Frame& picture, const FacePoints& points, float yaw, float pitch);

// Light-blue cloth with three folds over nose and mouth: no cloth, but what a detector sees of it.
[[nodiscard]] Frame withCloth(const Frame& picture, const FacePoints& points);

// The whole picture turned as the sheet of paper it is, before a grey wall; degrees as above.
[[nodiscard]] Frame withSheetTurned(const Frame& picture, float yaw, float pitch);

} // namespace kaomon::vision::bench
