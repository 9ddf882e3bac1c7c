// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "base/result.h"
#include "base/secret.h"
#include "vision/frame.h"

namespace kaomon::vision {

struct JpegOptions {
    int quality = 80;    // 1..100
    int maxWidth = 0;    // shrink to this width first; 0 = as it is
    bool mirror = false; // as in a mirror, for a preview
};

// For previews and for pictures of strangers that the policy keeps. ErrorCode::ValidationFailed for an
// invalid frame. Thread-safe.
[[nodiscard]] Result<SecretBytes> encodeJpeg(const Frame& frame, const JpegOptions& options = {});

// A picture file (JPEG or PNG of any depth, turned as it says), at most 64 MiB and 64 megapixels; of an
// animated one the first picture. ErrorCode::NotFound, ErrorCode::PayloadTooLarge or
// ErrorCode::ValidationFailed. Thread-safe.
[[nodiscard]] Result<Frame> loadPicture(const std::filesystem::path& path);
[[nodiscard]] Result<Frame> decodePicture(std::span<const std::uint8_t> bytes);

} // namespace kaomon::vision
