// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/eye_reader_impl.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

#include "vision/aligner_impl.h"

namespace kaomon::vision {
namespace {

constexpr int kInput = 24;
constexpr float kCrop = 1.6F; // in widths of the eye
// Where the face for the patches expects the points; eyes are 35 pixels apart then.
constexpr std::array<float, 10> kPlaces{38.2946F, 51.6963F, 73.5318F, 51.5014F, 56.0252F,
                                        71.7366F, 41.5493F, 92.3655F, 70.7299F, 92.2041F};

EyeLook::Patch patchAt(const cv::Mat& grey, int centreX, int centreY) {
    const cv::Rect place(centreX - EyeLook::kWidth / 2, centreY - EyeLook::kHeight / 2, EyeLook::kWidth,
                         EyeLook::kHeight);
    EyeLook::Patch patch{};
    cv::Mat out(EyeLook::kHeight, EyeLook::kWidth, CV_8U, patch.data());
    grey(place).copyTo(out);
    return patch;
}

} // namespace

Result<EyeReader> EyeReader::load(const Bytes& model) {
    EyeReader reader(cv::dnn::readNetFromONNX(model));
    reader.m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    static_cast<void>(
        reader.closedOdds(cv::Mat(64, 64, CV_8U, cv::Scalar(128)), {{32.0F, 32.0F}, 16.0F, 0.0F}));
    return reader;
}

float EyeReader::closedOdds(const cv::Mat& grey, const PointRefiner::Eye& eye) {
    const float scale = kInput / std::max(eye.width * kCrop, 1.0F);
    const float c = scale * std::cos(eye.angle);
    const float s = scale * std::sin(eye.angle);
    constexpr float kHalf = kInput / 2.0F;
    const cv::Matx23f toInput(c, s, kHalf - c * eye.centre.x - s * eye.centre.y, -s, c,
                              kHalf + s * eye.centre.x - c * eye.centre.y);
    cv::Mat crop;
    cv::warpAffine(grey, crop, toInput, {kInput, kInput}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    m_net.setInput(cv::dnn::blobFromImage(crop, 1.0 / 255.0));
    const cv::Mat output = m_net.forward();
    CV_Assert(output.total() == 2 && output.depth() == CV_32F);
    return output.ptr<float>()[0] - output.ptr<float>()[1];
}

EyeLook EyeReader::read(const cv::Mat& bgr, const PointRefiner::Found& face) {
    cv::Mat grey;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    EyeLook look;
    look.closedOdds = (closedOdds(grey, face.eyes[0]) + closedOdds(grey, face.eyes[1])) / 2.0F;
    cv::Mat aligned;
    cv::GaussianBlur(alignFace(grey, face.points, kPlaces), aligned, {}, 0.7);
    look.patches[0] = patchAt(aligned, 38, 52);
    look.patches[1] = patchAt(aligned, 73, 52);
    look.patches[2] = patchAt(aligned, 56, 76);
    return look;
}

} // namespace kaomon::vision
