// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/point_refiner_impl.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kaomon::vision {
namespace {

constexpr int kInput = 64;
constexpr std::size_t kLandmarks = 68;
// The part of the picture the network was trained on, measured from the points: side in the longer of eye
// distance and eyes-to-mouth, centre on the line from between the eyes (0) to the mouth (1).
constexpr float kSide = 2.85F;
constexpr float kCentre = 0.33F;
constexpr float kFarthest = 0.45F; // eye distances between a point and its refined place

using Landmarks = std::array<cv::Point2f, kLandmarks>;

cv::Point2f cvPoint(const Point& point) {
    return {point.x, point.y};
}

Point ours(const cv::Point2f& point) {
    return {point.x, point.y};
}

cv::Matx23f inputOf(const FacePoints& points) {
    const cv::Point2f eyes = (cvPoint(points.leftEye) + cvPoint(points.rightEye)) / 2.0F;
    const cv::Point2f down = cvPoint(points.mouth) - eyes;
    const cv::Point2f across = cvPoint(points.rightEye) - cvPoint(points.leftEye);
    const float size = std::max(std::hypot(across.x, across.y), std::hypot(down.x, down.y));
    const float scale = kInput / std::max(kSide * size, 1.0F);
    const float angle = std::atan2(across.y, across.x);
    const float c = scale * std::cos(angle);
    const float s = scale * std::sin(angle);
    const cv::Point2f centre = eyes + down * kCentre;
    constexpr float kHalf = kInput / 2.0F;
    return {c, s, kHalf - c * centre.x - s * centre.y, -s, c, kHalf + s * centre.x - c * centre.y};
}

cv::Point2f meanOf(const Landmarks& all, std::size_t first, std::size_t count) {
    cv::Point2f sum;
    for (std::size_t i = first; i < first + count; ++i) {
        sum += all[i];
    }
    return sum / static_cast<float>(count);
}

// Six points an eye: corner, two above, corner, two below.
PointRefiner::Eye eyeAt(const Landmarks& all, std::size_t first) {
    const cv::Point2f across = all[first + 3] - all[first];
    const cv::Point2f lids = all[first + 1] + all[first + 2] + all[first + 4] + all[first + 5];
    return {ours(lids / 4.0F), std::hypot(across.x, across.y), std::atan2(across.y, across.x)};
}

} // namespace

Result<PointRefiner> PointRefiner::load(const Bytes& model) {
    PointRefiner refiner(cv::dnn::readNetFromONNX(model));
    refiner.m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    FacePoints points;
    points.leftEye = {40.0F, 50.0F};
    points.rightEye = {80.0F, 50.0F};
    points.mouth = {60.0F, 90.0F};
    static_cast<void>(refiner.refine(cv::Mat(128, 128, CV_8UC3, cv::Scalar::all(128)), points));
    return refiner;
}

std::optional<PointRefiner::Found> PointRefiner::refine(const cv::Mat& bgr, const FacePoints& points) {
    const cv::Matx23f toInput = inputOf(points);
    cv::Mat crop;
    cv::warpAffine(bgr, crop, toInput, {kInput, kInput}, cv::INTER_AREA, cv::BORDER_CONSTANT);
    cv::Mat grey;
    cv::cvtColor(crop, grey, cv::COLOR_BGR2GRAY);
    m_net.setInput(cv::dnn::blobFromImage(grey, 1.0 / 256.0));
    const cv::Mat output = m_net.forward();
    CV_Assert(output.total() == 2 * kLandmarks && output.depth() == CV_32F);
    cv::Matx23f toPicture;
    cv::invertAffineTransform(toInput, toPicture);
    Landmarks all;
    const auto* value = output.ptr<float>();
    for (std::size_t i = 0; i < kLandmarks; ++i) {
        const cv::Vec3f at(value[2 * i] * kInput, value[2 * i + 1] * kInput, 1.0F);
        const cv::Vec2f there = toPicture * at;
        all[i] = {there[0], there[1]};
    }
    Found found{points, {eyeAt(all, 36), eyeAt(all, 42)}};
    found.points.leftEye = ours(meanOf(all, 36, 6));
    found.points.rightEye = ours(meanOf(all, 42, 6));
    found.points.nose = ours(all[30]);
    found.points.mouthLeft = ours(all[48]);
    found.points.mouthRight = ours(all[54]);
    found.points.mouth = ours((all[48] + all[54]) / 2.0F);
    found.points.hasMouthCorners = true;
    const float limit = kFarthest * points.eyeDistance();
    const auto isNear = [limit](const Point& a, const Point& b) {
        return std::hypot(a.x - b.x, a.y - b.y) <= limit; // false for a NaN
    };
    const bool isSameFace = isNear(found.points.leftEye, points.leftEye) &&
                            isNear(found.points.rightEye, points.rightEye) &&
                            isNear(found.points.mouth, points.mouth) && found.points.eyeDistance() > 1.0F;
    return isSameFace ? std::optional(found) : std::nullopt;
}

} // namespace kaomon::vision
