// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/quality_meter_impl.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
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

// The parts of the aligned face that a mask or dark glasses cover, and the cheeks that they leave free.
const cv::Rect kMouthPart(42, 84, 28, 16);
const cv::Rect kLowerPart(40, 84, 32, 20);
const std::array kCheeks{cv::Rect(28, 58, 18, 12), cv::Rect(66, 58, 18, 12)};
const std::array kEyeParts{cv::Rect(28, 46, 20, 13), cv::Rect(64, 46, 20, 13)};
constexpr double kUsualSpread = 8.0; // of luma on a cheek
constexpr double kColourless = 0.3;  // colour of the lower face, as far as it is that of the cheeks
constexpr float kBlurShare = 1.5F;
constexpr double kColourlessPart = 0.4;

struct CheekLook {
    double luma = 0.0;
    double spread = 0.0;
    cv::Point2d colour; // from grey towards red and blue
};

cv::Point2d colourOf(const cv::Scalar& yCrCb) {
    return {yCrCb[1] - 128.0, yCrCb[2] - 128.0};
}

CheekLook cheeksOf(const cv::Mat& yCrCb) {
    CheekLook look;
    for (const cv::Rect& cheek : kCheeks) {
        cv::Scalar mean;
        cv::Scalar deviation;
        cv::meanStdDev(yCrCb(cheek), mean, deviation);
        look.luma += mean[0] / 2.0;
        look.spread += deviation[0] / 2.0;
        look.colour += colourOf(mean) / 2.0;
    }
    return look;
}

// Lips, their shadow and the line between them make strong edges from top to bottom; cloth and paper do not.
// A lower face without the colour of the cheeks - grey, or another colour - counts as less detail, whatever
// its folds.
float mouthDetail(const cv::Mat& yCrCb, const CheekLook& cheeks) {
    cv::Mat luma;
    cv::extractChannel(yCrCb(kMouthPart), luma, 0);
    cv::Mat edges;
    cv::Sobel(luma, edges, CV_32F, 0, 1);
    const double detail = cv::mean(cv::abs(edges))[0] / (cheeks.spread + kUsualSpread);
    const double saturation = std::hypot(cheeks.colour.x, cheeks.colour.y);
    const double along = colourOf(cv::mean(yCrCb(kLowerPart))).dot(cheeks.colour) / std::max(saturation, 1.0);
    const bool isSkin = along / (saturation + 4.0) >= kColourless;
    return static_cast<float>(isSkin ? detail : detail * kColourlessPart);
}

float eyeLight(const cv::Mat& yCrCb, const CheekLook& cheeks) {
    double luma = 0.0;
    for (const cv::Rect& part : kEyeParts) {
        luma = std::max(luma, cv::mean(yCrCb(part))[0]); // one eye may lie in the shadow
    }
    return static_cast<float>(luma / std::max(cheeks.luma, 1.0));
}

} // namespace

HeadPose estimatePose(const FacePoints& points) {
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
    HeadPose pose;
    pose.yaw = std::atan(noseAside / distance / kNoseDepth) * kDegrees;
    pose.pitch = std::atan((down(points.nose) / drop - kNoseHeight) * kMouthDrop / kNoseDepth) * kDegrees;
    pose.roll = std::atan2(dy, dx) * kDegrees;
    return pose;
}

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
    const HeadPose pose = estimatePose(face.points);
    const float minSize = std::max(limits.minFacePixels, limits.minFaceShare * shortSide);
    // Flat light hides the face as the dark does; a washed-out bright face has too much of it.
    const ErrorCode flat = luma < 128.0F ? ErrorCode::FaceTooDark : ErrorCode::FaceTooBright;
    const float sharp = sharpness(grey, deviation[0]);
    // Blur takes the detail of the mouth first, long before the whole face is below its limit.
    const ErrorCode noMouth =
        sharp < kBlurShare * limits.minSharpness ? ErrorCode::FaceBlurred : ErrorCode::FaceMasked;
    cv::Mat yCrCb;
    cv::cvtColor(aligned, yCrCb, cv::COLOR_BGR2YCrCb);
    const CheekLook cheeks = cheeksOf(yCrCb);
    QualityReport report;
    report.meters = {{
        {QualityKind::Size, face.box.width, minSize, kUnlimited, ErrorCode::FaceTooSmall},
        {QualityKind::Centre, offCentre, 0.0F, limits.maxOffCentre, ErrorCode::FaceOffCentre},
        {QualityKind::Brightness, luma, limits.minBrightness, limits.maxBrightness, light},
        {QualityKind::Contrast, contrast, limits.minContrast, kUnlimited, flat},
        {QualityKind::Yaw, pose.yaw, -limits.maxYaw, limits.maxYaw, ErrorCode::FaceTurned},
        {QualityKind::Pitch, pose.pitch, -limits.maxPitch, limits.maxPitch, ErrorCode::FaceTurned},
        {QualityKind::Roll, pose.roll, -limits.maxRoll, limits.maxRoll, ErrorCode::FaceTurned},
        {QualityKind::Sharpness, sharp, limits.minSharpness, kUnlimited, ErrorCode::FaceBlurred},
        {QualityKind::Mouth, mouthDetail(yCrCb, cheeks), limits.minMouth, kUnlimited, noMouth},
        {QualityKind::Glasses, eyeLight(yCrCb, cheeks), limits.minEyeLight, kUnlimited,
         ErrorCode::FaceCovered},
    }};
    return report;
}

} // namespace kaomon::vision
