// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/detection.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include "vision/bench/canvas.h"
#include "vision/mat_impl.h"
#include "vision/picture.h"

namespace kaomon::vision::bench {
namespace {

namespace fs = std::filesystem;

constexpr FrameSize kFrame{640, 480};

struct Condition {
    const char* name;
    double scale;   // of the picture
    double gain;    // of its light
    double noise;   // standard deviation of what a sensor adds
    int background; // luma around the picture
};

constexpr std::array kConditions{
    Condition{"as it is", 1.0, 1.0, 2.0, 118},  Condition{"small", 0.5, 1.0, 2.0, 118},
    Condition{"tiny", 0.35, 1.0, 2.0, 118},     Condition{"dark", 1.0, 0.25, 4.0, 30},
    Condition{"very dark", 1.0, 0.12, 5.0, 14}, Condition{"backlit", 1.0, 0.2, 4.0, 250},
};

std::vector<fs::path> picturesBelow(const fs::path& folder, std::size_t most) {
    std::vector<fs::path> pictures;
    std::error_code problem;
    for (fs::recursive_directory_iterator it(folder, problem), end; !problem && it != end;
         it.increment(problem)) {
        if (it->path().extension() == ".jpg" || it->path().extension() == ".png") {
            pictures.push_back(it->path());
        }
    }
    std::ranges::sort(pictures);
    pictures.resize(std::min(pictures.size(), most));
    return pictures;
}

Frame frameUnder(const Condition& condition, const Frame& picture, cv::RNG& random) {
    return makeFrame(kFrame.width, kFrame.height, kFrame.width * 3, [&](std::uint8_t* bytes, std::size_t) {
        cv::Mat canvas(kFrame.height, kFrame.width, CV_8UC3, bytes);
        canvas.setTo(cv::Scalar::all(condition.background));
        const double fits = std::min(1.0, static_cast<double>(kFrame.height) / picture.height);
        cv::Mat scaled;
        cv::resize(viewOf(picture), scaled, {}, fits * condition.scale, fits * condition.scale,
                   cv::INTER_AREA);
        scaled.convertTo(scaled, -1, condition.gain);
        const cv::Rect middle((kFrame.width - scaled.cols) / 2, (kFrame.height - scaled.rows) / 2,
                              scaled.cols, scaled.rows);
        scaled.copyTo(canvas(middle));
        cv::Mat noise(canvas.size(), CV_16SC3);
        random.fill(noise, cv::RNG::NORMAL, 0.0, condition.noise);
        cv::Mat sum;
        cv::add(canvas, noise, sum, cv::noArray(), CV_8UC3);
        sum.copyTo(canvas);
    });
}

bool isInTheMiddle(const Face& face, double reach) {
    const Point centre = face.box.centre();
    return std::hypot(centre.x - kFrame.width / 2.0, centre.y - kFrame.height / 2.0) <= reach;
}

} // namespace

Result<std::vector<DetectionShare>> measureDetection(FaceEngine& engine, const fs::path& folder,
                                                     std::size_t maxPictures) {
    const std::vector<fs::path> pictures = picturesBelow(folder, maxPictures);
    if (pictures.empty()) {
        return fail(ErrorCode::NotFound, "no pictures in " + folder.string());
    }
    std::vector<DetectionShare> shares;
    for (const Condition& condition : kConditions) {
        cv::RNG random(1); // the same noise in every run
        DetectionShare share{condition.name, {}};
        for (const fs::path& path : pictures) {
            const Result<Frame> picture = loadPicture(path);
            if (!picture) {
                return propagate(picture.error());
            }
            const Result<FrameAnalysis> analysis = engine.analyse(frameUnder(condition, *picture, random));
            if (!analysis) {
                return propagate(analysis.error());
            }
            const double reach = std::max(picture->width, picture->height) * condition.scale / 4.0;
            ++share.found.trials;
            share.found.hits +=
                std::ranges::any_of(analysis->faces,
                                    [&](const Face& face) { return isInTheMiddle(face, reach); })
                    ? 1
                    : 0;
        }
        shares.push_back(std::move(share));
    }
    return shares;
}

} // namespace kaomon::vision::bench
