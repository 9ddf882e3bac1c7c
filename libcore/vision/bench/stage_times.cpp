// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/stage_times.h"

#include <algorithm>
#include <array>
#include <utility>

#include "vision/picture.h"

namespace kaomon::vision::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWarmUp = 5;
constexpr std::array kStages{"detect", "quality", "liveness", "align", "embed", "total"};
using Sample = std::array<double, kStages.size()>;

std::vector<fs::path> picturesBelow(const fs::path& folder) {
    std::vector<fs::path> pictures;
    std::error_code problem;
    for (fs::recursive_directory_iterator it(folder, problem), end; !problem && it != end;
         it.increment(problem)) {
        if (it->path().extension() == ".jpg" || it->path().extension() == ".png") {
            pictures.push_back(it->path());
        }
    }
    std::ranges::sort(pictures);
    return pictures;
}

// Nullopt for a picture that cannot be used.
Result<std::optional<Sample>> runOnce(FaceEngine& engine, const fs::path& picture, FrameSize size) {
    const Result<Frame> loaded = loadPicture(picture);
    if (!loaded) {
        return std::optional<Sample>();
    }
    const Frame frame = onCanvas(*loaded, size, Placing::Enlarged);
    AnalyseOptions options;
    options.wantsPassive = true;
    options.wantsEyes = true;
    Result<FrameAnalysis> analysis = engine.analyse(frame, options);
    if (!analysis) {
        return propagate(analysis.error());
    }
    if (!analysis->isUsable()) {
        return std::optional<Sample>();
    }
    StageTimings& t = analysis->timings;
    if (const Result<Embedding> embedding = engine.embed(frame, *analysis->mainFace(), &t); !embedding) {
        return propagate(embedding.error());
    }
    return std::optional<Sample>({t.detect, t.quality, t.liveness, t.align, t.embed,
                                  t.detect + t.quality + t.liveness + t.align + t.embed});
}

StageTime summary(std::size_t stage, const std::vector<Sample>& samples) {
    std::vector<double> values;
    for (const Sample& sample : samples) {
        values.push_back(sample.at(stage));
    }
    std::ranges::sort(values);
    return {kStages.at(stage), values[values.size() / 2], values[values.size() * 95 / 100]};
}

} // namespace

Result<StageRun> measureStages(const ModelPack& pack, const fs::path& pictures, FrameSize size, int threads,
                               std::size_t maxFrames) {
    const Result<std::unique_ptr<FaceEngine>> engine = FaceEngine::create(pack, {.threads = threads});
    if (!engine) {
        return propagate(engine.error());
    }
    std::vector<Sample> samples;
    for (const fs::path& picture : picturesBelow(pictures)) {
        if (samples.size() >= maxFrames + kWarmUp) {
            break;
        }
        const Result<std::optional<Sample>> sample = runOnce(**engine, picture, size);
        if (!sample) {
            return propagate(sample.error());
        }
        if (*sample) {
            samples.push_back(**sample);
        }
    }
    if (samples.size() <= kWarmUp) {
        return fail(ErrorCode::NotFound, "too few pictures with a usable face in " + pictures.string());
    }
    samples.erase(samples.begin(), samples.begin() + kWarmUp);
    StageRun run{threads, samples.size(), {}};
    for (std::size_t stage = 0; stage < kStages.size(); ++stage) {
        run.times.push_back(summary(stage, samples));
    }
    return run;
}

} // namespace kaomon::vision::bench
