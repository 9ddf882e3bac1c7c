// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/blink_run.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "vision/bench/canvas.h"
#include "vision/mat_impl.h"
#include "vision/picture.h"

namespace kaomon::vision::bench {
namespace {

namespace fs = std::filesystem;

constexpr FrameSize kFrame{640, 480};
constexpr int kFrames = 60;
constexpr int kBlinkAt = 30;
constexpr std::array kLids{0.5F, 1.0F, 1.0F, 1.0F, 0.5F}; // how far down, frame by frame
constexpr std::chrono::milliseconds kInterval{40};
constexpr int kSlide = 9; // frames a picture of a slide show stands
constexpr double kNoise = 4.0;

// Pulls the skin above the eye down over it.
void closeEye(cv::Mat& picture, const Point& eye, float eyeDistance, float amount) {
    const cv::Rect all(0, 0, picture.cols, picture.rows);
    const cv::Rect part(cvRound(eye.x - 0.32F * eyeDistance), cvRound(eye.y - 0.16F * eyeDistance),
                        cvRound(0.64F * eyeDistance), cvRound(0.36F * eyeDistance));
    if ((part & all) != part || part.area() < 16) {
        return;
    }
    const float lid = 0.09F * eyeDistance; // where the open lid ends, from the top of the part
    const float edge = lid + 0.15F * eyeDistance * amount;
    cv::Mat fromX(part.size(), CV_32F);
    cv::Mat fromY(part.size(), CV_32F);
    for (int y = 0; y < part.height; ++y) {
        for (int x = 0; x < part.width; ++x) {
            const auto down = static_cast<float>(y);
            fromX.at<float>(y, x) = static_cast<float>(x);
            fromY.at<float>(y, x) = down < edge ? down * lid / edge : down;
        }
    }
    cv::Mat closed;
    cv::remap(picture(part), closed, fromX, fromY, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::Mat mask = cv::Mat::zeros(part.size(), CV_8U);
    cv::ellipse(mask, cv::Point(part.width / 2, part.height / 2), cv::Size(part.width / 2, part.height / 2),
                0, 0, 360, cv::Scalar(255), cv::FILLED);
    closed.copyTo(picture(part), mask);
}

// The picture as a hand or a neck would move it before a camera.
Frame moved(const cv::Mat& picture, int frame, double phase, cv::RNG& random) {
    return makeFrame(kFrame.width, kFrame.height, kFrame.width * 3, [&](std::uint8_t* bytes, std::size_t) {
        const double t = frame;
        cv::Mat matrix = cv::getRotationMatrix2D(cv::Point2f(320.0F, 240.0F), 2.0 * std::sin(t / 9.0 + phase),
                                                 1.0 + 0.02 * std::sin(t / 8.0 + 2.0 * phase));
        matrix.at<double>(0, 2) += 6.0 * std::sin(t / 7.0 + 3.0 * phase);
        matrix.at<double>(1, 2) += 4.0 * std::sin(t / 11.0 + 5.0 * phase);
        cv::Mat canvas(kFrame.height, kFrame.width, CV_8UC3, bytes);
        cv::warpAffine(picture, canvas, matrix, canvas.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        cv::Mat noise(canvas.size(), CV_16SC3);
        random.fill(noise, cv::RNG::NORMAL, 0.0, kNoise);
        cv::Mat sum;
        cv::add(canvas, noise, sum, cv::noArray(), CV_8UC3);
        sum.copyTo(canvas);
    });
}

using PictureOf = std::function<const cv::Mat&(int frame)>;

Result<bool> passes(FaceEngine& engine, const PictureOf& pictureOf, double phase) {
    domain::BlinkDetector detector(*engine.liveness().eyes);
    EyeMemory memory;
    AnalyseOptions options;
    options.wantsEyes = true;
    cv::RNG random(7);
    for (int i = 0; i < kFrames; ++i) {
        const auto analysis = engine.analyse(moved(pictureOf(i), i, phase, random), options);
        if (!analysis) {
            return propagate(analysis.error());
        }
        if (!analysis->isUsable() || !analysis->eyes) {
            continue;
        }
        domain::LivenessSample sample;
        sample.at = kInterval * i;
        sample.eyesClosed = analysis->eyes->closedOdds;
        if (const auto alike = memory.add(*analysis->eyes)) {
            sample.eyesAlike = alike->eyes;
            sample.restAlike = alike->rest;
        }
        sample.yaw = analysis->quality->meter(QualityKind::Yaw).value;
        sample.pitch = analysis->quality->meter(QualityKind::Pitch).value;
        detector.add(sample);
    }
    return detector.hasBlinked();
}

std::vector<fs::path> picturesBelow(const fs::path& folder, std::size_t most) {
    std::vector<fs::path> all;
    std::error_code problem;
    for (fs::recursive_directory_iterator it(folder, problem), end; !problem && it != end;
         it.increment(problem)) {
        if (it->path().extension() == ".jpg" || it->path().extension() == ".png") {
            all.push_back(it->path());
        }
    }
    std::ranges::sort(all);
    std::vector<fs::path> some;
    const std::size_t step = std::max<std::size_t>(1, all.size() / std::max<std::size_t>(most, 1));
    for (std::size_t i = 0; i < all.size() && some.size() < most; i += step) {
        some.push_back(all[i]);
    }
    return some;
}

cv::Mat canvasOf(const fs::path& path) {
    const Result<Frame> picture = loadPicture(path);
    return picture ? viewOf(onCanvas(*picture, kFrame, Placing::Enlarged)).clone() : cv::Mat();
}

Status count(Proportion& share, const Result<bool>& passed) {
    if (!passed) {
        return propagate(passed.error());
    }
    ++share.trials;
    share.hits += *passed ? 1 : 0;
    return {};
}

// Another picture of the same person, when the folder has one.
cv::Mat otherOf(const fs::path& path) {
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(path.parent_path(), problem)) {
        if (entry.path() != path && entry.path().extension() == path.extension()) {
            return canvasOf(entry.path());
        }
    }
    return {};
}

Status measureOne(FaceEngine& engine, const fs::path& path, double phase, BlinkShares& shares) {
    const cv::Mat open = canvasOf(path);
    cv::RNG random(7);
    const auto first = open.empty() ? Result<FrameAnalysis>(fail(ErrorCode::NotFound, path.string()))
                                    : engine.analyse(moved(open, 0, phase, random));
    if (!first || !first->isUsable()) {
        ++shares.unusable;
        return {};
    }
    const auto placed = engine.analyse(onCanvas(*loadPicture(path), kFrame, Placing::Enlarged));
    if (!placed || placed->mainFace() == nullptr) {
        ++shares.unusable;
        return {};
    }
    std::vector<cv::Mat> lids;
    for (const float amount : kLids) {
        lids.push_back(open.clone());
        const FacePoints& points = placed->mainFace()->points;
        closeEye(lids.back(), points.leftEye, points.eyeDistance(), amount);
        closeEye(lids.back(), points.rightEye, points.eyeDistance(), amount);
    }
    const auto still = passes(
        engine, [&](int) -> const cv::Mat& { return open; }, phase);
    if (const Status counted = count(shares.photographsPassed, still); !counted) {
        return counted;
    }
    const auto blink = passes(
        engine,
        [&](int frame) -> const cv::Mat& {
            const int lid = frame - kBlinkAt;
            const bool isBlinking = lid >= 0 && lid < static_cast<int>(lids.size());
            return isBlinking ? lids[static_cast<std::size_t>(lid)] : open;
        },
        phase);
    if (const Status counted = count(shares.blinksSeen, blink); !counted) {
        return counted;
    }
    const cv::Mat other = otherOf(path);
    if (other.empty()) {
        return {};
    }
    const auto slides = passes(
        engine, [&](int frame) -> const cv::Mat& { return frame / kSlide % 2 == 0 ? open : other; }, phase);
    return count(shares.slideShowsPassed, slides);
}

} // namespace

Result<BlinkShares> measureBlinks(FaceEngine& engine, const fs::path& folder, std::size_t maxPictures) {
    if (!engine.liveness().eyes) {
        return fail(ErrorCode::LivenessUnavailable, "the pack has no network for eyes");
    }
    const std::vector<fs::path> pictures = picturesBelow(folder, maxPictures);
    if (pictures.empty()) {
        return fail(ErrorCode::NotFound, "no pictures in " + folder.string());
    }
    BlinkShares shares;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const Status measured = guarded(ErrorCode::Internal, [&] {
            return measureOne(engine, pictures[i], static_cast<double>(i), shares);
        });
        if (!measured) {
            return propagate(measured.error());
        }
    }
    return shares;
}

} // namespace kaomon::vision::bench
