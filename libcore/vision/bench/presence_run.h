// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>

#include "vision/face_engine.h"

namespace kaomon::vision::bench {

// What presence costs and notices, on people who have at least six pictures.
struct PresenceCost {
    std::size_t people = 0;
    std::size_t takenForPictures = 0; // more people, of whom the passive score says what they are
    double firstMs = 0.0;             // median processor time of the first full check of a session
    double fullMs = 0.0;  // mean of the full checks of one who stays, with what not each of them does
    double quickMs = 0.0; // of a quick one that followed the face
    std::size_t quickChecks = 0;
    std::size_t followed = 0;  // of them, how many kept the face
    std::size_t exchanges = 0; // somebody else sat down between two checks
    std::size_t noticed = 0;   // of them, how many the quick check noticed

    // Share of one core with one full check and `quickPerSecond` quick ones in each second.
    [[nodiscard]] double shareOfCore(int quickPerSecond) const {
        return (fullMs + quickPerSecond * quickMs) / 1000.0;
    }
};

// Enrols each person with five pictures and plays the sixth as a film with noise and small moves (640 x 480),
// then puts another person in his place. Processor time of the thread, so that a busy machine changes little.
// ErrorCode::NotFound when nobody has enough pictures.
[[nodiscard]] Result<PresenceCost> measurePresence(FaceEngine& engine, const std::filesystem::path& pictures,
                                                   std::size_t maxPeople);

} // namespace kaomon::vision::bench
