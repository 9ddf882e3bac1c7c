// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "capture/camera_wishes.h"

namespace kaomon::capture {

// What a format of a camera is, as far as it matters here.
struct FormatFacts {
    int width = 0;
    int height = 0;
    float rate = 0.0F; // pictures a second, at most
    bool isCompressed = false;
};

// Which of them to use: the compression that is wished where the camera has it, then a rate good enough for a
// face, then the smallest picture of about 640x480; of equals the faster one. Nullopt for none. Pure.
[[nodiscard]] std::optional<std::size_t> bestFormat(std::span<const FormatFacts> formats,
                                                    Compression compression);

} // namespace kaomon::capture
