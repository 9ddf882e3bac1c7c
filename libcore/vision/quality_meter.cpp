// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/quality_meter_impl.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace kaomon::vision {
namespace {

constexpr float kUnlimited = std::numeric_limits<float>::max();
constexpr float kDegrees = 180.0F / std::numbers::pi_v<float>;
// How far the nose stands out from the plane of eyes and mouth, in eye distances, and where it lies between
// eye line and mouth on a face that looks straight ahead. Means over many frontal faces.
constexpr float kNoseDepth = 0.55F;
constexpr float kNoseHeight = 0.52F;
constexpr float kMouthDrop = 1.08F; // eye line to mouth, in eye distances

struct Pose {
    float yaw = 0.0F;
    float pitch = 0.0F;
    float roll = 0.0F;
};

// An estimate good enough to ask for "look straight at the camera"; not a measurement.
Pose estimatePose(const FacePoints& points) {
    const float dx = points.rightEye.x - points.leftEye.x;
    const float dy = points.rightEye.y - points.leftEye.y;
    const float distance = std::max(std::hypot(dx, dy), 1.0F);
    const float c = dx / distance;
    const float s = dy / distance;
    const Point middle{(points.leftEye.x + points.rightEye.x) / 2.0F,
                       (points.leftEye.y + points.rightEye.y) / 2.0F};
    // Along the eye line and square to it, so that a tilted head changes nothing.
    const auto along = [&](Point p) { return (p.x - middle.x) * c + (p.y - middle.y) * s; };
    const auto down = [&](Point p) { return (p.y - middle.y) * c - (p.x - middle.x) * s; };
    const float noseAside = along(points.nose) - along(points.mouth) / 2.0F;
    const float drop = std::max(down(points.mouth), 1.0F);
    Pose pose;
    pose.yaw = std::atan(noseAside / distance / kNoseDepth) * kDegrees;
    pose.pitch = std::atan((down(points.nose) / drop - kNoseHeight) * kMouthDrop / kNoseDepth) * kDegrees;
    pose.roll = std::atan2(dy, dx) * kDegrees;
    return pose;
}

// Ear, forehead and background at the rim of the aligned picture say nothing about the face.
cv::Mat innerFace(const cv::Mat& aligned) {
    cv::Mat grey;
    cv::cvtColor(aligned(cv::Rect(20, 24, 72, 80)), grey, cv::COLOR_BGR2GRAY);
    return grey;
}

// Fine detail against overall contrast: the variance of the band between one and two pixels of blur over the
// variance of luma. Single-pixel noise lies above that band. It does not change with light or with the size
// of the face in the frame, only with what the embedder can still see.
float sharpness(const cv::Mat& grey, double deviation) {
    cv::Mat luma;
    grey.convertTo(luma, CV_32F);
    cv::Mat fine;
    cv::Mat coarse;
    cv::GaussianBlur(luma, fine, {}, 1.0);
    cv::GaussianBlur(luma, coarse, {}, 2.0);
    cv::Scalar mean;
    cv::Scalar spread;
    cv::meanStdDev(fine - coarse, mean, spread);
    return static_cast<float>(spread[0] / std::max(deviation, 1.0));
}

} // namespace

double meanLuma(const cv::Mat& bgr) {
    const cv::Scalar mean = cv::mean(bgr);
    return 0.114 * mean[0] + 0.587 * mean[1] + 0.299 * mean[2];
}

QualityReport measureQuality(const cv::Size& frame, const Face& face, const cv::Mat& aligned,
                             const QualityLimits& limits) {
    const auto shortSide = static_cast<float>(std::min(frame.width, frame.height));
    const Point centre = face.box.centre();
    const float offCentre = std::hypot(centre.x - static_cast<float>(frame.width) / 2.0F,
                                       centre.y - static_cast<float>(frame.height) / 2.0F) /
                            shortSide;
    const cv::Mat grey = innerFace(aligned);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(grey, mean, deviation);
    const auto luma = static_cast<float>(mean[0]);
    const auto contrast = static_cast<float>(deviation[0]);
    const ErrorCode light = luma < limits.minBrightness ? ErrorCode::FaceTooDark : ErrorCode::FaceTooBright;
    const Pose pose = estimatePose(face.points);
    const float minSize = std::max(limits.minFacePixels, limits.minFaceShare * shortSide);
    // Flat light hides the face as the dark does; a washed-out bright face has too much of it.
    const ErrorCode flat = luma < 128.0F ? ErrorCode::FaceTooDark : ErrorCode::FaceTooBright;
    QualityReport report;
    report.meters = {{
        {QualityKind::Size, face.box.width, minSize, kUnlimited, ErrorCode::FaceTooSmall},
        {QualityKind::Centre, offCentre, 0.0F, limits.maxOffCentre, ErrorCode::FaceOffCentre},
        {QualityKind::Brightness, luma, limits.minBrightness, limits.maxBrightness, light},
        {QualityKind::Contrast, contrast, limits.minContrast, kUnlimited, flat},
        {QualityKind::Yaw, pose.yaw, -limits.maxYaw, limits.maxYaw, ErrorCode::FaceTurned},
        {QualityKind::Pitch, pose.pitch, -limits.maxPitch, limits.maxPitch, ErrorCode::FaceTurned},
        {QualityKind::Roll, pose.roll, -limits.maxRoll, limits.maxRoll, ErrorCode::FaceTurned},
        {QualityKind::Sharpness, sharpness(grey, deviation[0]), limits.minSharpness, kUnlimited,
         ErrorCode::FaceBlurred},
    }};
    return report;
}

} // namespace kaomon::vision
