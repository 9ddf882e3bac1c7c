// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "vision/bench/verification.h"
#include "vision/face_engine.h"

namespace kaomon::vision::bench {

// How often the face in the middle is found when the picture is put into a 640 x 480 frame under a condition.
struct DetectionShare {
    std::string condition; // "as it is", "small", "tiny", "dark", "very dark", "backlit"
    Proportion found;
};

// Up to `maxPictures` pictures below `folder`, in order of their names. A face counts as found when its
// centre lies within a quarter of the picture's side from the middle. False alarms are not counted.
// ErrorCode::NotFound without pictures.
[[nodiscard]] Result<std::vector<DetectionShare>>
measureDetection(FaceEngine& engine, const std::filesystem::path& folder, std::size_t maxPictures);

} // namespace kaomon::vision::bench
