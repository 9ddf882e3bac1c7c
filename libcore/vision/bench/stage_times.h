// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "vision/bench/canvas.h"
#include "vision/face_engine.h"

namespace kaomon::vision::bench {

struct StageTime {
    std::string stage;
    double median = 0.0; // milliseconds
    double percentile95 = 0.0;
};

struct StageRun {
    int threads = 1;
    std::size_t frames = 0; // measured ones, each with a face
    std::vector<StageTime> times;
};

// Plays each picture of a folder as one frame of the given size, enlarged to its height on a grey background,
// through detection, quality, passive liveness, alignment and embedding. The first frames warm up and are not
// counted. ErrorCode::NotFound when no picture shows a face; the engine's errors otherwise.
[[nodiscard]] Result<StageRun> measureStages(const ModelPack& pack, const std::filesystem::path& pictures,
                                             FrameSize size, int threads, std::size_t maxFrames);

} // namespace kaomon::vision::bench
