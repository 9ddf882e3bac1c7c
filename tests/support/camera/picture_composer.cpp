// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/camera/picture_composer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace kaomon::testing {
namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 480;
constexpr int kPhotographSide = 360;
constexpr int kNoiseSide = 1024;

vision::Frame toFrame(const cv::Mat& picture) {
    return vision::makeFrame(picture.cols, picture.rows, picture.cols * 3,
                             [&](std::uint8_t* out, std::size_t) {
                                 for (int y = 0; y < picture.rows; ++y) {
                                     std::memcpy(out + static_cast<std::ptrdiff_t>(y) * picture.cols * 3,
                                                 picture.ptr(y), static_cast<std::size_t>(picture.cols) * 3);
                                 }
                             });
}

cv::Mat toMat(const vision::Frame& frame) {
    cv::Mat picture(frame.height, frame.width, CV_8UC3);
    for (int y = 0; y < frame.height; ++y) {
        std::memcpy(picture.ptr(y), frame.row(y), static_cast<std::size_t>(frame.width) * 3);
    }
    return picture;
}

cv::Mat makeCanvas(const vision::Frame& photograph) {
    cv::Mat canvas(kHeight, kWidth, CV_8UC3, cv::Scalar(128, 130, 130));
    if (!photograph.isValid()) {
        return canvas;
    }
    const double scale = double(kPhotographSide) / std::max(photograph.width, photograph.height);
    cv::Mat enlarged;
    cv::resize(toMat(photograph), enlarged, {}, scale, scale, cv::INTER_CUBIC);
    const cv::Rect place((kWidth - enlarged.cols) / 2, (kHeight - enlarged.rows) / 2, enlarged.cols,
                         enlarged.rows);
    enlarged.copyTo(canvas(place));
    return canvas;
}

const cv::Mat& noise() {
    static const cv::Mat table = [] {
        cv::Mat made(kNoiseSide, kNoiseSide, CV_8SC3);
        cv::RNG random(20260101);
        random.fill(made, cv::RNG::NORMAL, 0.0, 2.0);
        return made;
    }();
    return table;
}

} // namespace

PictureComposer::PictureComposer(const vision::Frame& photograph)
    : m_canvas(canvasOf(photograph)) {}

vision::Frame PictureComposer::canvasOf(const vision::Frame& photograph) {
    return toFrame(makeCanvas(photograph));
}

PictureComposer PictureComposer::ofCanvas(const vision::Frame& canvas) {
    PictureComposer composer;
    composer.m_canvas = canvas;
    return composer;
}

vision::Frame PictureComposer::compose(std::chrono::milliseconds moment) const {
    const double t = static_cast<double>(moment.count()) / 1000.0;
    const double turn = 1.2 * std::sin(t * 1.1);
    const double scale = 1.0 + 0.012 * std::sin(t * 0.7);
    cv::Mat motion = cv::getRotationMatrix2D(cv::Point2f(kWidth / 2.0F, kHeight / 2.0F), turn, scale);
    motion.at<double>(0, 2) += 5.0 * std::sin(t * 0.9);
    motion.at<double>(1, 2) += 3.0 * std::sin(t * 1.3);
    cv::Mat moved;
    cv::warpAffine(toMat(m_canvas), moved, motion, {kWidth, kHeight}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);

    const auto shift = static_cast<unsigned>(moment.count()) * 7919U;
    const cv::Rect window(static_cast<int>(shift % (kNoiseSide - kWidth)),
                          static_cast<int>(shift / 13U % (kNoiseSide - kHeight)), kWidth, kHeight);
    cv::Mat noisy;
    cv::add(moved, noise()(window), noisy, cv::noArray(), CV_8U);
    noisy.convertTo(noisy, CV_8U, 1.0, 3.0 * std::sin(t * 0.5));
    return toFrame(noisy);
}

} // namespace kaomon::testing
