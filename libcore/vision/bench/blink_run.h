// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/result.h"
#include "vision/bench/verification.h"
#include "vision/face_engine.h"

namespace kaomon::vision::bench {

// What the blink check makes of photographs that are moved before the camera like a head. The blinks are made
// up: the skin above each eye is stretched over it for five of sixty frames. They show that the check works
// on this engine's points, not how often living people pass it.
struct BlinkShares {
    Proportion photographsPassed; // moved, shaken and brightened, but nobody blinked
    Proportion slideShowsPassed;  // two pictures of one person in turn
    Proportion blinksSeen;
    std::size_t unusable = 0; // pictures that the quality check refuses
};

// Up to `maxPictures` pictures below `folder`, every so many of the whole. ErrorCode::NotFound without
// pictures; ErrorCode::LivenessUnavailable when the pack sees no eyes.
[[nodiscard]] Result<BlinkShares> measureBlinks(FaceEngine& engine, const std::filesystem::path& folder,
                                                std::size_t maxPictures);

} // namespace kaomon::vision::bench
