// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "base/secret.h"
#include "vision/face.h"
#include "vision/face_engine.h"
#include "vision/frame.h"

namespace kaomon::vision {

// Pictures of an enrolment that are kept, so that another model pack can make its own template of them: the
// face with room around it, upright as it was taken, since each pack aligns in its own way.
inline constexpr std::size_t kMostKeptPictures = 6;
inline constexpr std::size_t kLargestKeptPicture = 32 * 1024;

// A JPEG of at most kLargestKeptPicture bytes and 320 pixels a side. ErrorCode::ValidationFailed for an
// invalid frame or a face outside of it. Thread-safe.
[[nodiscard]] Result<SecretBytes> cutForKeeping(const Frame& frame, const Face& face);

// What this engine sees in one of them; it was judged when it was taken, so quality is not asked about again.
// ErrorCode::NoFace, and those of decodePicture(). On the thread of the engine.
[[nodiscard]] Result<Embedding> embedKept(FaceEngine& engine, std::span<const std::uint8_t> picture);

} // namespace kaomon::vision
