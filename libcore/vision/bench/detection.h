// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "vision/bench/verification.h"
#include "vision/face_engine.h"

namespace kaomon::vision::bench {

// How often the face in the middle is found when the picture is put into a 640 x 480 frame under a condition,
// and how often one is found where there is none.
struct DetectionShare {
    std::string condition; // "as it is", "small", "tiny", "dark", "very dark", "backlit", "tilted left", ...
    Proportion found;
    bool isFalseAlarm = false; // frames without a face, in which one was found
    struct PictureAlarms {
        std::string picture;
        Proportion frames;
    };
    std::vector<PictureAlarms> pictures = {}; // that the frames were cut from, where each gave several
};

// Up to `maxPictures` pictures below `folder`, in order of their names. A face counts as found when its
// centre lies within a quarter of the picture's side from the middle. Frames without a face are the same
// pictures cut into tiles that are laid in another order, and 21 frames of each picture below `empty`, when
// it is not an empty path: the whole, and its parts in fours and in sixteens, each in the middle of its
// place. ErrorCode::NotFound without pictures.
[[nodiscard]] Result<std::vector<DetectionShare>> measureDetection(FaceEngine& engine,
                                                                   const std::filesystem::path& folder,
                                                                   std::size_t maxPictures,
                                                                   const std::filesystem::path& empty = {});

} // namespace kaomon::vision::bench
