// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.h"
#include "vision/frame.h"

namespace kaomon::vision::bench {

struct FrameSize {
    int width = 0;
    int height = 0;
};

// "640x480", each side 64 to 4096; ErrorCode::ValidationFailed otherwise.
[[nodiscard]] Result<FrameSize> parseFrameSize(std::string_view text);

// How large a picture becomes on its canvas: as it is, unless it is larger than the canvas, as large as fits,
// or so large that nothing of the canvas is left and its rim is cut off.
enum class Placing { AsItIs, Enlarged, Filling };

// The picture in the middle of a grey frame. `picture` must be valid; may throw cv::Exception.
[[nodiscard]] Frame onCanvas(const Frame& picture, FrameSize size, Placing placing);

} // namespace kaomon::vision::bench
