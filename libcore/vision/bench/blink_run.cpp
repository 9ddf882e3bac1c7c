// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/blink_run.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>

#include "vision/bench/canvas.h"
#include "vision/bench/made_up_moves.h"
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
// A whole try, at the pace of a PC that is busy: from the recognition until nobody waits any more.
constexpr std::chrono::milliseconds kPace{80};
constexpr std::array kTurn{0.0F,  0.0F,  0.0F,  0.0F,  0.0F, 8.0F, 15.0F, 22.0F,
                           28.0F, 28.0F, 28.0F, 15.0F, 8.0F, 0.0F, 0.0F,  0.0F}; // degrees, frame by frame
constexpr float kNodShare = 0.7F;   // a nod is smaller than a turn
constexpr float kSheetShare = 1.7F; // and a sheet is turned as far as a hand can

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
using Take = std::function<void(const domain::LivenessSample& sample)>;

AnalyseOptions forEyes() {
    AnalyseOptions options;
    options.wantsEyes = true;
    return options;
}

// Every frame that a logon would use, as the liveness checks see it.
Status watch(FaceEngine& engine, const AnalyseOptions& options, const std::function<Frame(int)>& frameAt,
             int frames, std::chrono::milliseconds interval, const Take& take) {
    EyeMemory memory;
    for (int i = 0; i < frames; ++i) {
        const auto analysis = engine.analyse(frameAt(i), options);
        if (!analysis) {
            return propagate(analysis.error());
        }
        if (!analysis->isUsable()) {
            continue;
        }
        domain::LivenessSample sample;
        sample.at = interval * i;
        if (analysis->eyes) {
            sample.eyesClosed = analysis->eyes->closedOdds;
            if (const auto alike = memory.add(*analysis->eyes)) {
                sample.eyesAlike = alike->eyes;
                sample.restAlike = alike->rest;
            }
        }
        sample.yaw = analysis->quality->meter(QualityKind::Yaw).value;
        sample.pitch = analysis->quality->meter(QualityKind::Pitch).value;
        take(sample);
    }
    return {};
}

Result<bool> passes(FaceEngine& engine, const PictureOf& pictureOf, double phase) {
    domain::BlinkDetector detector(*engine.liveness().eyes);
    cv::RNG random(7);
    const Status seen = watch(
        engine, forEyes(), [&](int i) { return moved(pictureOf(i), i, phase, random); }, kFrames, kInterval,
        [&](const auto& sample) { detector.add(sample); });
    return seen ? Result<bool>(detector.hasBlinked()) : propagate(seen.error());
}

// How often a photograph blinks while a whole try lasts.
Result<int> blinksOf(FaceEngine& engine, const cv::Mat& picture, double phase) {
    domain::BlinkDetector detector(*engine.liveness().eyes);
    cv::RNG random(11);
    int blinks = 0;
    const auto frames = static_cast<int>(domain::LivenessSession::kTimeToAct / kPace);
    const Status seen = watch(
        engine, forEyes(), [&](int i) { return moved(picture, 2 * i, phase, random); }, frames, kPace,
        [&](const auto& sample) {
            detector.add(sample);
            if (detector.hasBlinked()) {
                ++blinks;
                detector = domain::BlinkDetector(*engine.liveness().eyes);
            }
        });
    return seen ? Result<int>(blinks) : propagate(seen.error());
}

// Whether the challenge that asks for `wanted` is passed by a head or a sheet that turns as asked.
Result<bool> turns(FaceEngine& engine, const std::function<Frame(float yaw, float pitch)>& pose,
                   domain::LivenessPrompt wanted, double phase) {
    using domain::LivenessPrompt;
    domain::HeadChallenge challenge(wanted);
    cv::RNG random(13);
    const auto frameAt = [&](int i) {
        const float turn = kTurn.at(static_cast<std::size_t>(i));
        const float yaw = wanted == LivenessPrompt::TurnLeft    ? turn
                          : wanted == LivenessPrompt::TurnRight ? -turn
                                                                : 0.0F;
        const Frame posed = pose(yaw, wanted == LivenessPrompt::Nod ? kNodShare * turn : 0.0F);
        return moved(viewOf(posed), i, phase, random);
    };
    AnalyseOptions options;
    options.limits.maxYaw = 55.0F; // as an attempt has them where a turn is asked for
    options.limits.maxPitch = 45.0F;
    const Status seen = watch(engine, options, frameAt, static_cast<int>(kTurn.size()), kPace,
                              [&](const auto& sample) { challenge.add(sample); });
    return seen ? Result<bool>(challenge.isPassed()) : propagate(seen.error());
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

// The challenges take turns, as a random one would.
domain::LivenessPrompt challengeFor(std::size_t number) {
    constexpr std::array kChoices{domain::LivenessPrompt::TurnLeft, domain::LivenessPrompt::TurnRight,
                                  domain::LivenessPrompt::Nod};
    return kChoices[number % kChoices.size()];
}

Status measureTurns(FaceEngine& engine, const Frame& picture, const FacePoints& points, std::size_t number,
                    BlinkShares& shares) {
    const auto phase = static_cast<double>(number);
    const auto wanted = challengeFor(number);
    const auto head = turns(
        engine, [&](float yaw, float pitch) { return withHeadTurned(picture, points, yaw, pitch); }, wanted,
        phase);
    if (const Status counted = count(shares.turnsSeen, head); !counted) {
        return counted;
    }
    const auto sheet = turns(
        engine,
        [&](float yaw, float pitch) {
            return withSheetTurned(picture, kSheetShare * yaw, kSheetShare * pitch);
        },
        wanted, phase);
    return count(shares.sheetsPassed, sheet);
}

Status measureStill(FaceEngine& engine, const cv::Mat& open, double phase, BlinkShares& shares) {
    const auto still = passes(
        engine, [&](int) -> const cv::Mat& { return open; }, phase);
    if (const Status counted = count(shares.photographsPassed, still); !counted) {
        return counted;
    }
    const auto blinks = blinksOf(engine, open, phase);
    const auto atLeast = [&](int least) {
        return blinks ? Result<bool>(*blinks >= least) : Result<bool>(propagate(blinks.error()));
    };
    if (const Status counted = count(shares.passedWholeTry, atLeast(1)); !counted) {
        return counted;
    }
    return count(shares.passedTwice, atLeast(2));
}

Status measureBlink(FaceEngine& engine, const Frame& picture, const FacePoints& points, double phase,
                    BlinkShares& shares) {
    std::vector<Frame> lids;
    for (const float amount : kLids) {
        lids.push_back(withLids(picture, points, amount));
    }
    std::vector<cv::Mat> views{viewOf(picture)};
    std::ranges::transform(lids, std::back_inserter(views), [](const Frame& frame) { return viewOf(frame); });
    const auto blink = passes(
        engine,
        [&](int frame) -> const cv::Mat& {
            const int lid = frame - kBlinkAt;
            const bool isBlinking = lid >= 0 && lid < static_cast<int>(lids.size());
            return isBlinking ? views[static_cast<std::size_t>(lid) + 1] : views.front();
        },
        phase);
    return count(shares.blinksSeen, blink);
}

Status measureOne(FaceEngine& engine, const fs::path& path, std::size_t number, BlinkShares& shares) {
    const auto phase = static_cast<double>(number);
    const Result<Frame> photograph = loadPicture(path);
    if (!photograph) {
        ++shares.unusable;
        return {};
    }
    const Frame picture = onCanvas(*photograph, kFrame, Placing::Enlarged);
    const cv::Mat open = viewOf(picture);
    cv::RNG random(7);
    const auto first = engine.analyse(moved(open, 0, phase, random));
    const auto placed = engine.analyse(picture);
    if (!first || !first->isUsable() || !placed || placed->mainFace() == nullptr) {
        ++shares.unusable;
        return {};
    }
    const FacePoints points = placed->mainFace()->points;
    if (const Status still = measureStill(engine, open, phase, shares); !still) {
        return still;
    }
    if (const Status blink = measureBlink(engine, picture, points, phase, shares); !blink) {
        return blink;
    }
    if (const Status turn = measureTurns(engine, picture, points, number, shares); !turn) {
        return turn;
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
        const Status measured =
            guarded(ErrorCode::Internal, [&] { return measureOne(engine, pictures[i], i, shares); });
        if (!measured) {
            return propagate(measured.error());
        }
    }
    return shares;
}

} // namespace kaomon::vision::bench
