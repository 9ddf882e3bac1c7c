// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/liveness_run.h"

#include <opencv2/videoio.hpp>

#include <cstring>
#include <fstream>

#include "vision/mat_impl.h"
#include "vision/picture.h"

namespace kaomon::vision::bench {
namespace {

Frame frameOf(const cv::Mat& bgr) {
    const int stride = bgr.cols * 3;
    return makeFrame(bgr.cols, bgr.rows, stride, [&](std::uint8_t* bytes, std::size_t) {
        for (int y = 0; y < bgr.rows; ++y) {
            std::memcpy(bytes + static_cast<std::ptrdiff_t>(y) * stride, bgr.ptr(y),
                        static_cast<std::size_t>(stride));
        }
    });
}

// Adds the frame's score; nothing but a count for a frame without a face.
Status addFrame(FaceEngine& engine, const Frame& frame, const LivenessItem& item, LivenessScores& out) {
    const Result<FrameAnalysis> analysis = engine.analyse(frame);
    if (!analysis) {
        return propagate(analysis.error());
    }
    if (analysis->mainFace() == nullptr) {
        ++out.withoutFace;
        return {};
    }
    const auto score = engine.passiveScore(frame, *analysis->mainFace());
    if (!score) {
        return propagate(score.error());
    }
    if (!*score) {
        return fail(ErrorCode::LivenessUnavailable, "the pack has no passive network");
    }
    out.frames.push_back({**score, item.isLive, item.attack, analysis->isUsable()});
    return {};
}

void addMeans(LivenessScores& out, std::size_t first, const LivenessItem& item) {
    for (std::size_t i = first; i + LivenessScores::kFrames <= out.frames.size();
         i += LivenessScores::kFrames) {
        float sum = 0.0F;
        bool isUsable = true;
        for (std::size_t k = 0; k < LivenessScores::kFrames; ++k) {
            sum += out.frames[i + k].score;
            isUsable = isUsable && out.frames[i + k].isUsable;
        }
        out.means.push_back(
            {sum / static_cast<float>(LivenessScores::kFrames), item.isLive, item.attack, isUsable});
    }
}

Status addVideo(FaceEngine& engine, const LivenessItem& item, LivenessScores& out) {
    cv::VideoCapture video(item.file.string());
    if (!video.isOpened()) {
        return fail(ErrorCode::NotFound, item.file.string() + ": neither a picture nor a video");
    }
    const std::size_t first = out.frames.size();
    cv::Mat picture;
    while (video.read(picture)) {
        if (const Status added = addFrame(engine, frameOf(picture), item, out); !added) {
            return added;
        }
    }
    addMeans(out, first, item);
    return {};
}

} // namespace

Result<std::vector<LivenessItem>> readLivenessList(const std::filesystem::path& list) {
    std::ifstream input(list);
    if (!input) {
        return fail(ErrorCode::NotFound, "cannot open " + list.string());
    }
    std::vector<LivenessItem> items;
    std::string line;
    for (std::size_t number = 1; std::getline(input, line); ++number) {
        if (line.empty()) {
            continue;
        }
        const std::size_t first = line.find('\t');
        const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
        const std::string kind =
            first == std::string::npos ? std::string() : line.substr(first + 1, second - first - 1);
        if (first == 0 || (kind != "live" && kind != "spoof")) {
            return fail(ErrorCode::ValidationFailed, list.string() + ", line " + std::to_string(number) +
                                                         ": expected file TAB live|spoof [TAB attack]");
        }
        LivenessItem item;
        item.file = list.parent_path() / line.substr(0, first); // an absolute one stays as it is
        item.isLive = kind == "live";
        item.attack = second == std::string::npos ? kind : line.substr(second + 1);
        items.push_back(std::move(item));
    }
    return items;
}

Result<LivenessScores> scoreLiveness(FaceEngine& engine, const std::vector<LivenessItem>& items) {
    LivenessScores scores;
    for (const LivenessItem& item : items) {
        const Result<Frame> picture = loadPicture(item.file);
        const Status added = guarded(ErrorCode::Internal, [&]() -> Status {
            return picture ? addFrame(engine, *picture, item, scores) : addVideo(engine, item, scores);
        });
        if (!added) {
            return propagate(added.error());
        }
    }
    return scores;
}

LivenessErrors livenessErrors(const std::vector<LivenessScore>& scores, float threshold) {
    LivenessErrors errors;
    for (const LivenessScore& one : scores) {
        const bool passes = one.score >= threshold;
        Proportion& share = one.isLive ? errors.liveRefused : errors.attacksAccepted[one.attack];
        ++share.trials;
        share.hits += (one.isLive ? !passes : passes) ? 1 : 0;
        Proportion& judged = one.isLive ? errors.liveUnusable : errors.attacksLetIn[one.attack];
        ++judged.trials;
        judged.hits += (one.isLive ? !one.isUsable : passes && one.isUsable) ? 1 : 0;
    }
    return errors;
}

} // namespace kaomon::vision::bench
