// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "vision/face.h"
#include "vision/frame.h"

namespace kaomon::vision {

// A drawing of a face that every detector takes for one, so that the engine can look at a picture of which it
// knows everything, and no photograph needs to be shipped. `open`: how far the eyes are, 0 to 1. The same
// pixels on every machine, but for rounding.
[[nodiscard]] Frame drawFace(float open);

// Where drawFace() put the eyes, the nose and the mouth.
[[nodiscard]] FacePoints drawnPoints();

} // namespace kaomon::vision
