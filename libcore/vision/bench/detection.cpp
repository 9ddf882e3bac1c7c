// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/detection.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "vision/bench/canvas.h"
#include "vision/bench/made_up_moves.h"
#include "vision/mat_impl.h"
#include "vision/picture.h"

namespace kaomon::vision::bench {
namespace {

namespace fs = std::filesystem;

constexpr FrameSize kFrame{640, 480};

struct Condition {
    const char* name;
    double scale;          // of the picture
    double gain;           // of its light
    double noise;          // standard deviation of what a sensor adds
    int background;        // luma around the picture
    double tilt = 0.0;     // degrees
    bool isMasked = false; // with made-up cloth
};

constexpr Condition kAsItIs{"as it is", 1.0, 1.0, 2.0, 118};
constexpr std::array kConditions{
    kAsItIs,
    Condition{"small", 0.5, 1.0, 2.0, 118},
    Condition{"tiny", 0.35, 1.0, 2.0, 118},
    Condition{"dark", 1.0, 0.25, 4.0, 30},
    Condition{"very dark", 1.0, 0.12, 5.0, 14},
    Condition{"backlit", 1.0, 0.2, 4.0, 250},
    Condition{"tilted left", 1.0, 1.0, 2.0, 118, 30.0},
    Condition{"tilted right", 1.0, 1.0, 2.0, 118, -30.0},
    Condition{"cloth mask", 1.0, 1.0, 2.0, 118, 0.0, true},
};
constexpr std::array kGrids{1, 2, 4};
constexpr int kSmallestEmpty = 256; // pixels: below, a sixteenth shows nothing
constexpr int kTile = 32;           // pixels: of a face nothing is left but skin and an eye

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
        if (condition.tilt != 0.0) {
            const cv::Point2f centre(static_cast<float>(scaled.cols) / 2.0F,
                                     static_cast<float>(scaled.rows) / 2.0F);
            cv::warpAffine(scaled, scaled, cv::getRotationMatrix2D(centre, condition.tilt, 1.0),
                           scaled.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        }
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

// The picture in tiles, laid in an order of chance: its colours and edges, and no face.
Frame tiled(const Frame& picture, cv::RNG& random) {
    const int across = picture.width / kTile;
    const int down = picture.height / kTile;
    std::vector<int> order;
    for (int i = 0; i < across * down; ++i) {
        order.push_back(i);
        std::swap(order.back(), order[static_cast<std::size_t>(random.uniform(0, i + 1))]);
    }
    const int width = across * kTile;
    const int height = down * kTile;
    return makeFrame(width, height, width * 3, [&](std::uint8_t* bytes, std::size_t) {
        cv::Mat out(height, width, CV_8UC3, bytes);
        for (int i = 0; i < across * down; ++i) {
            const int from = order[static_cast<std::size_t>(i)];
            const cv::Rect source(from % across * kTile, from / across * kTile, kTile, kTile);
            viewOf(picture)(source).copyTo(
                out(cv::Rect(i % across * kTile, i / across * kTile, kTile, kTile)));
        }
    });
}

// Nullopt for a condition that this picture cannot show.
Result<std::optional<Frame>> pictureFor(FaceEngine& engine, const Condition& condition,
                                        const Frame& picture) {
    if (!condition.isMasked) {
        return std::optional(picture);
    }
    const Result<FrameAnalysis> bare = engine.analyse(picture);
    if (!bare) {
        return propagate(bare.error());
    }
    const Face* face = bare->mainFace();
    return face != nullptr ? std::optional(withCloth(picture, face->points)) : std::nullopt;
}

Result<DetectionShare> measureUnder(FaceEngine& engine, const Condition& condition,
                                    const std::vector<fs::path>& pictures) {
    cv::RNG random(1); // the same noise in every run
    DetectionShare share{condition.name, {}};
    for (const fs::path& path : pictures) {
        const Result<Frame> picture = loadPicture(path);
        if (!picture) {
            return propagate(picture.error());
        }
        const auto shown = pictureFor(engine, condition, *picture);
        if (!shown) {
            return propagate(shown.error());
        }
        if (!*shown) {
            continue;
        }
        const Result<FrameAnalysis> analysis = engine.analyse(frameUnder(condition, **shown, random));
        if (!analysis) {
            return propagate(analysis.error());
        }
        const double reach = std::max(picture->width, picture->height) * condition.scale / 4.0;
        const auto isThere = [&](const Face& face) { return isInTheMiddle(face, reach); };
        ++share.found.trials;
        share.found.hits += std::ranges::any_of(analysis->faces, isThere) ? 1 : 0;
    }
    return share;
}

Result<DetectionShare> measureTiles(FaceEngine& engine, const std::vector<fs::path>& pictures) {
    cv::RNG random(1);
    DetectionShare share{"false alarms in tiles", {}, true};
    for (const fs::path& path : pictures) {
        const Result<Frame> picture = loadPicture(path);
        if (!picture) {
            return propagate(picture.error());
        }
        if (picture->width < 2 * kTile || picture->height < 2 * kTile) {
            continue;
        }
        const Result<FrameAnalysis> analysis =
            engine.analyse(frameUnder(kAsItIs, tiled(*picture, random), random));
        if (!analysis) {
            return propagate(analysis.error());
        }
        ++share.found.trials;
        share.found.hits += analysis->faces.empty() ? 0 : 1;
    }
    return share;
}

// The middle of one place of a grid, in the shape of a frame.
Frame windowOf(const Frame& picture, int grid, int column, int row) {
    const int wide = picture.width / grid;
    const int high = picture.height / grid;
    const int width = std::min(wide, high * kFrame.width / kFrame.height);
    const int height = std::min(high, wide * kFrame.height / kFrame.width);
    const cv::Rect place(column * wide + (wide - width) / 2, row * high + (high - height) / 2, width, height);
    return makeFrame(kFrame.width, kFrame.height, kFrame.width * 3, [&](std::uint8_t* bytes, std::size_t) {
        cv::Mat out(kFrame.height, kFrame.width, CV_8UC3, bytes);
        cv::resize(viewOf(picture)(place), out, out.size(), 0, 0, cv::INTER_AREA);
    });
}

Result<DetectionShare> measureEmpty(FaceEngine& engine, const std::vector<fs::path>& pictures) {
    cv::RNG random(1);
    DetectionShare share{"false alarms", {}, true};
    for (const fs::path& path : pictures) {
        const Result<Frame> picture = loadPicture(path);
        if (!picture) {
            return propagate(picture.error());
        }
        if (picture->width < kSmallestEmpty || picture->height < kSmallestEmpty) {
            continue;
        }
        Proportion frames;
        for (const int grid : kGrids) {
            for (int place = 0; place < grid * grid; ++place) {
                const Frame window = windowOf(*picture, grid, place % grid, place / grid);
                const Result<FrameAnalysis> analysis = engine.analyse(frameUnder(kAsItIs, window, random));
                if (!analysis) {
                    return propagate(analysis.error());
                }
                ++frames.trials;
                frames.hits += analysis->faces.empty() ? 0 : 1;
            }
        }
        share.found.trials += frames.trials;
        share.found.hits += frames.hits;
        share.pictures.push_back({path.filename().string(), frames});
    }
    return share;
}

Result<std::vector<DetectionShare>> measureAll(FaceEngine& engine, const std::vector<fs::path>& pictures,
                                               const std::vector<fs::path>& empty) {
    std::vector<DetectionShare> shares;
    for (const Condition& condition : kConditions) {
        Result<DetectionShare> share = measureUnder(engine, condition, pictures);
        if (!share) {
            return propagate(share.error());
        }
        shares.push_back(std::move(*share));
    }
    Result<DetectionShare> tiles = measureTiles(engine, pictures);
    if (!tiles) {
        return propagate(tiles.error());
    }
    shares.push_back(std::move(*tiles));
    if (!empty.empty()) {
        Result<DetectionShare> alarms = measureEmpty(engine, empty);
        if (!alarms) {
            return propagate(alarms.error());
        }
        shares.push_back(std::move(*alarms));
    }
    return shares;
}

} // namespace

Result<std::vector<DetectionShare>> measureDetection(FaceEngine& engine, const fs::path& folder,
                                                     std::size_t maxPictures, const fs::path& empty) {
    const std::vector<fs::path> pictures = picturesBelow(folder, maxPictures);
    if (pictures.empty()) {
        return fail(ErrorCode::NotFound, "no pictures in " + folder.string());
    }
    const auto without = empty.empty() ? std::vector<fs::path>() : picturesBelow(empty, maxPictures);
    if (!empty.empty() && without.empty()) {
        return fail(ErrorCode::NotFound, "no pictures in " + empty.string());
    }
    return guarded(ErrorCode::Internal, [&] { return measureAll(engine, pictures, without); });
}

} // namespace kaomon::vision::bench
