// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/attack_simulation.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "vision/bench/canvas.h"
#include "vision/bench/made_up_moves.h"
#include "vision/mat_impl.h"
#include "vision/picture.h"

namespace kaomon::vision::bench {
namespace {

namespace fs = std::filesystem;

const cv::Size kScene(640, 480);
constexpr int kFrames = 10;
constexpr double kRate = 25.0;
constexpr double kGrain = 3.0; // of the camera's sensor

// A person as the camera of a PC would see him: the photograph fills the whole scene.
struct Sitter {
    cv::Mat scene;
    Face face;
};

std::optional<Sitter> sitterOf(FaceEngine& engine, const fs::path& path) {
    const Result<Frame> picture = loadPicture(path);
    if (!picture) {
        return std::nullopt;
    }
    const Frame frame = onCanvas(*picture, {kScene.width, kScene.height}, Placing::Filling);
    Sitter sitter{viewOf(frame).clone(), {}};
    const auto analysis = engine.analyse(frame);
    if (!analysis || analysis->mainFace() == nullptr) {
        return std::nullopt;
    }
    sitter.face = *analysis->mainFace();
    return sitter;
}

// `apply` gets the place and the pixel, blue, green and red.
template<class Apply>
void forPixels(cv::Mat& picture, Apply&& apply) {
    for (int y = 0; y < picture.rows; ++y) {
        for (int x = 0; x < picture.cols; ++x) {
            apply(x, y, picture.at<cv::Vec3b>(y, x));
        }
    }
}

std::uint8_t clipped(double value) {
    return cv::saturate_cast<std::uint8_t>(value);
}

// Ink on paper: less contrast, a warm cast, the dots of the printer, in three screens turned against each
// other.
cv::Mat printed(const cv::Mat& picture) {
    constexpr std::array kTurns{0.26, 1.31, 0.79};
    constexpr std::array kCast{-10.0, 0.0, 8.0};
    constexpr double kDots = 1.9; // radians a pixel
    cv::Mat out = picture.clone();
    forPixels(out, [&](int x, int y, cv::Vec3b& pixel) {
        for (int c = 0; c < 3; ++c) {
            const double turn = kTurns[static_cast<std::size_t>(c)];
            const double along = kDots * (x * std::cos(turn) + y * std::sin(turn));
            const double across = kDots * (y * std::cos(turn) - x * std::sin(turn));
            const double dot = 9.0 * std::sin(along) * std::sin(across);
            pixel[c] = clipped(36.0 + 0.76 * pixel[c] + kCast[static_cast<std::size_t>(c)] + dot);
        }
    });
    return out;
}

// A screen: its own gamma and blue cast, and the beat of its pixels against the camera's.
cv::Mat replayed(const cv::Mat& picture) {
    cv::Mat out = picture.clone();
    forPixels(out, [](int x, int y, cv::Vec3b& pixel) {
        const double slow = 0.21 * x + 0.047 * y + 1.3 * std::sin(0.011 * y);
        for (int c = 0; c < 3; ++c) {
            const double light = 255.0 * std::pow(pixel[c] / 255.0, 0.85);
            const double beat = 7.0 * std::sin(slow + 2.1 * c) + 4.0 * std::sin(0.33 * y - 0.05 * x);
            pixel[c] = clipped(light + beat + (c == 0 ? 12.0 : 0.0));
        }
    });
    return out;
}

cv::Mat framed(const cv::Mat& picture, int width, const cv::Scalar& colour) {
    cv::Mat out;
    cv::copyMakeBorder(picture, out, width, width, width, width, cv::BORDER_CONSTANT, colour);
    return out;
}

cv::Mat wall() {
    cv::Mat out(kScene, CV_8UC3);
    forPixels(out, [](int x, int y, cv::Vec3b& pixel) {
        const double light = 150.0 + 40.0 * x / kScene.width - 30.0 * y / kScene.height;
        pixel = cv::Vec3b(clipped(light - 6.0), clipped(light), clipped(light + 5.0));
    });
    return out;
}

// The sheet or the screen before a wall, held a little askew.
cv::Mat held(const cv::Mat& sheet) {
    constexpr float kShare = 0.86F; // of the scene's height
    const float scale = kShare * static_cast<float>(kScene.height) / static_cast<float>(sheet.rows);
    const float width = static_cast<float>(sheet.cols) * scale;
    const float height = static_cast<float>(sheet.rows) * scale;
    const float left = (static_cast<float>(kScene.width) - width) / 2.0F;
    const float top = (static_cast<float>(kScene.height) - height) / 2.0F;
    const auto w = static_cast<float>(sheet.cols);
    const auto h = static_cast<float>(sheet.rows);
    const std::array<cv::Point2f, 4> from{{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    const std::array<cv::Point2f, 4> to{{{left + 8, top + 4},
                                         {left + width - 3, top - 5},
                                         {left + width - 8, top + height - 2},
                                         {left + 2, top + height + 5}}};
    cv::Mat out = wall();
    cv::warpPerspective(sheet, out, cv::getPerspectiveTransform(from.data(), to.data()), kScene,
                        cv::INTER_AREA, cv::BORDER_TRANSPARENT);
    return out;
}

// The printed face, cut out along its outline, before the face of somebody else.
cv::Mat cutOut(const Sitter& sitter, const Sitter& wearer) {
    const cv::Mat paper = printed(sitter.scene);
    const Box& from = sitter.face.head;
    const Box& to = wearer.face.head;
    const double scale = 1.1 * to.width / from.width;
    const Point a = from.centre();
    const Point b = to.centre();
    const cv::Matx23d move(scale, 0.0, b.x - scale * a.x, 0.0, scale, b.y - scale * a.y);
    cv::Mat outline = cv::Mat::zeros(kScene, CV_8U);
    cv::ellipse(outline, cv::Point(cvRound(a.x), cvRound(a.y)),
                cv::Size(cvRound(0.52F * from.width), cvRound(0.56F * from.height)), 0, 0, 360,
                cv::Scalar(255), cv::FILLED);
    cv::Mat placed;
    cv::Mat mask;
    cv::warpAffine(paper, placed, move, kScene, cv::INTER_AREA);
    cv::warpAffine(outline, mask, move, kScene, cv::INTER_NEAREST);
    cv::Mat out = wearer.scene.clone();
    placed.copyTo(out, mask);
    return out;
}

cv::Mat masked(const Sitter& sitter) {
    const cv::Mat& scene = sitter.scene;
    const Frame picture =
        makeFrame(scene.cols, scene.rows, scene.cols * 3, [&](std::uint8_t* bytes, std::size_t) {
            scene.copyTo(cv::Mat(scene.rows, scene.cols, CV_8UC3, bytes));
        });
    return viewOf(withCloth(picture, sitter.face.points)).clone();
}

// Ten frames of the scene, moved as a hand or a neck moves it, with the grain of a sensor.
Status film(const cv::Mat& scene, const fs::path& file) {
    cv::VideoWriter writer(file.string(), cv::CAP_OPENCV_MJPEG, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'),
                           kRate, kScene);
    if (!writer.isOpened()) {
        return fail(ErrorCode::StorageFailed, "cannot write " + file.string());
    }
    writer.set(cv::VIDEOWRITER_PROP_QUALITY, 92);
    cv::RNG random(11);
    for (int i = 0; i < kFrames; ++i) {
        cv::Mat move = cv::getRotationMatrix2D(cv::Point2f(320.0F, 240.0F), 0.8 * std::sin(i / 3.0), 1.0);
        move.at<double>(0, 2) += 3.0 * std::sin(i / 2.0);
        move.at<double>(1, 2) += 2.0 * std::cos(i / 2.5);
        cv::Mat frame;
        cv::warpAffine(scene, frame, move, kScene, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        cv::Mat grain(kScene, CV_16SC3);
        random.fill(grain, cv::RNG::NORMAL, 0.0, kGrain);
        cv::add(frame, grain, frame, cv::noArray(), CV_8UC3);
        writer.write(frame);
    }
    return {};
}

// One picture of each person, in the order of their names.
std::vector<fs::path> onePictureEach(const fs::path& folder) {
    std::vector<fs::path> pictures;
    std::error_code problem;
    for (const auto& person : fs::directory_iterator(folder, problem)) {
        std::vector<fs::path> own;
        for (const auto& entry : fs::directory_iterator(person.path(), problem)) {
            if (entry.path().extension() == ".jpg" || entry.path().extension() == ".png") {
                own.push_back(entry.path());
            }
        }
        if (!own.empty()) {
            pictures.push_back(*std::ranges::min_element(own));
        }
    }
    std::ranges::sort(pictures);
    return pictures;
}

struct Scene {
    const char* kind;
    bool isLive;
    cv::Mat picture;
};

Status addPerson(const Sitter& sitter, const Sitter& before, const fs::path& out, std::size_t number,
                 std::ofstream& list) {
    const std::vector<Scene> scenes{
        {"live", true, sitter.scene},
        {"print", false, held(framed(printed(sitter.scene), 22, cv::Scalar(225, 232, 236)))},
        {"replay", false, held(framed(replayed(sitter.scene), 26, cv::Scalar(18, 16, 16)))},
        {"cutout", false, cutOut(sitter, before)},
        {"masked", false, masked(sitter)},
    };
    for (const Scene& scene : scenes) {
        const std::string name = std::string(scene.kind) + std::to_string(number) + ".avi";
        if (const Status written = film(scene.picture, out / name); !written) {
            return written;
        }
        list << name << '\t' << (scene.isLive ? "live" : "spoof\t") << (scene.isLive ? "" : scene.kind)
             << '\n';
    }
    return {};
}

} // namespace

Result<std::size_t> simulateAttacks(FaceEngine& engine, const fs::path& pictures, const fs::path& out,
                                    std::size_t count) {
    const std::vector<fs::path> all = onePictureEach(pictures);
    if (all.size() < 2) {
        return fail(ErrorCode::NotFound, "fewer than two people in " + pictures.string());
    }
    std::error_code problem;
    fs::create_directories(out, problem);
    std::ofstream list(out / "list.tsv");
    std::size_t made = 0;
    const Status done = guarded(ErrorCode::Internal, [&]() -> Status {
        std::optional<Sitter> before;
        // Spread over the whole folder, so that a part of it gives other people than the first names.
        const std::size_t step = std::max<std::size_t>(1, all.size() / std::max<std::size_t>(count + 1, 1));
        for (std::size_t i = 0; i < all.size() && made < count; i += step) {
            std::optional<Sitter> sitter = sitterOf(engine, all[i]);
            if (sitter && before) {
                if (const Status added = addPerson(*sitter, *before, out, ++made, list); !added) {
                    return added;
                }
            }
            if (sitter) {
                before = std::move(sitter);
            }
        }
        return {};
    });
    if (!done) {
        return propagate(done.error());
    }
    return list.flush() ? Result<std::size_t>(made)
                        : fail(ErrorCode::StorageFailed, "cannot write " + (out / "list.tsv").string());
}

} // namespace kaomon::vision::bench
