// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "vision/bench/verification.h"
#include "vision/face_engine.h"

namespace kaomon::vision::bench {

// One line of a liveness list: "file TAB live|spoof [TAB kind of attack]"; a relative file lies beside the
// list.
struct LivenessItem {
    std::filesystem::path file; // a picture or a video
    bool isLive = false;
    std::string attack; // "spoof" when the list names none
};
// ErrorCode::NotFound or, with the line number, ErrorCode::ValidationFailed.
[[nodiscard]] Result<std::vector<LivenessItem>> readLivenessList(const std::filesystem::path& list);

// The passive score of frames, or of means over several frames of one video.
struct LivenessScore {
    float score = 0.0F;
    bool isLive = false;
    std::string attack;
    bool isUsable = true; // by the quality that a logon asks for; of a mean: each of its frames
};

struct LivenessScores {
    std::vector<LivenessScore> frames;
    std::vector<LivenessScore> means; // of kFrames frames each; a picture has none
    std::size_t withoutFace = 0;
    static constexpr std::size_t kFrames = 5;
};

// Scores the main face of every picture and of every frame of every video, also of those whose quality a
// logon would refuse. Errors of the engine; ErrorCode::NotFound for a file that is neither picture nor video.
[[nodiscard]] Result<LivenessScores> scoreLiveness(FaceEngine& engine,
                                                   const std::vector<LivenessItem>& items);

// Shares at a threshold: attacks that pass, by kind, and living people who are refused.
struct LivenessErrors {
    std::map<std::string, Proportion> attacksAccepted; // APCER
    std::map<std::string, Proportion> attacksLetIn;    // the same of those whose quality would do as well
    Proportion liveRefused;                            // BPCER
    Proportion liveUnusable; // whose quality would not do, whatever their score; not among those above
};
[[nodiscard]] LivenessErrors livenessErrors(const std::vector<LivenessScore>& scores, float threshold);

} // namespace kaomon::vision::bench
