// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/result.h"
#include "vision/bench/verification.h"
#include "vision/face_engine.h"

namespace kaomon::vision::bench {

// What the checks that ask the person for something make of photographs that are moved before the camera like
// a head. Blinks and turned heads are made up: the skin above each eye is stretched over it for five of sixty
// frames, and a head is turned by moving pixels. They show that the checks work on this engine's points, not
// how often living people pass them.
struct BlinkShares {
    Proportion photographsPassed; // moved and shaken for sixty frames, but nobody blinked
    Proportion passedWholeTry;    // the same for as long as a person gets
    Proportion passedTwice;       // and it seemed to blink twice in that time
    Proportion slideShowsPassed;  // two pictures of one person in turn
    Proportion sheetsPassed;      // the photograph turned as the challenge asks for
    Proportion blinksSeen;
    Proportion turnsSeen;
    std::size_t unusable = 0; // pictures that the quality check refuses
};

// Up to `maxPictures` pictures below `folder`, every so many of the whole. ErrorCode::NotFound without
// pictures; ErrorCode::LivenessUnavailable when the pack sees no eyes.
[[nodiscard]] Result<BlinkShares> measureBlinks(FaceEngine& engine, const std::filesystem::path& folder,
                                                std::size_t maxPictures);

} // namespace kaomon::vision::bench
