// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVideoFrame>

#include "base/result.h"
#include "vision/frame.h"

namespace kaomon::capture {

// The largest picture that is handed on; bigger ones are shrunk, with their aspect kept, by averaging.
inline constexpr int kMaxFrameWidth = 640;
inline constexpr int kMaxFrameHeight = 480;

// One camera picture as BGR24, of at most 640x480. Done here and not by QVideoFrame::toImage(), which wants a
// GPU and a GUI application. CameraFailed when the picture cannot be read or has a pixel format that no
// camera here delivers; Unavailable for a picture without content, after which the next may be good.
// Thread-safe.
[[nodiscard]] Result<vision::Frame> convertFrame(const QVideoFrame& picture);

} // namespace kaomon::capture
