// SPDX-License-Identifier: GPL-3.0-or-later
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/image_processing/shape_predictor.h>
#include <dlib/opencv.h>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "vision/dlib_networks_impl.h"

namespace kaomon::vision {
namespace {

constexpr int kLongSide = 640; // of the picture that is searched; larger ones only cost time
constexpr unsigned long kPoints = 5;
constexpr float kTipShare = 0.72F;  // from between the eyes to the base of the nose
constexpr float kMouthDrop = 1.12F; // eye distances from the eye line to the mouth, on most faces
constexpr float kSureMargin = 1.0F; // of the detector's score, where it is sure

Point ours(const dlib::point& point) {
    return {static_cast<float>(point.x()), static_cast<float>(point.y())};
}

Point between(const Point& a, const Point& b, float share = 0.5F) {
    return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

FacePoints pointsOf(const dlib::full_object_detection& shape) {
    FacePoints points;
    points.rightEye = between(ours(shape.part(0)), ours(shape.part(1)));
    points.leftEye = between(ours(shape.part(2)), ours(shape.part(3)));
    const Point middle = between(points.leftEye, points.rightEye);
    points.nose = between(middle, ours(shape.part(4)), kTipShare);
    // Square to the eye line.
    points.mouth = {middle.x - (points.rightEye.y - points.leftEye.y) * kMouthDrop,
                    middle.y + (points.rightEye.x - points.leftEye.x) * kMouthDrop};
    return points;
}

} // namespace

struct HogDetector::Parts {
    dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
    dlib::shape_predictor shape;
};

HogDetector::HogDetector(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts)) {}

HogDetector::~HogDetector() = default;

Result<std::unique_ptr<HogDetector>> HogDetector::load(const Bytes& model) {
    auto parts = std::make_unique<Parts>();
    std::istringstream stream(std::string(model.begin(), model.end()));
    dlib::deserialize(parts->shape, stream);
    if (parts->shape.num_parts() != kPoints) {
        return fail(ErrorCode::ModelCorrupt, "not a predictor of five points");
    }
    return std::unique_ptr<HogDetector>(new HogDetector(std::move(parts)));
}

std::vector<Face> HogDetector::detect(const cv::Mat& bgr) {
    const double scale = std::min(1.0, static_cast<double>(kLongSide) / std::max(bgr.cols, bgr.rows));
    cv::Mat small;
    cv::resize(bgr, small, {std::max(1, cvRound(bgr.cols * scale)), std::max(1, cvRound(bgr.rows * scale))},
               0, 0, cv::INTER_AREA);
    cv::Mat grey;
    cv::cvtColor(small, grey, cv::COLOR_BGR2GRAY);
    std::vector<std::pair<double, dlib::rectangle>> found;
    m_parts->detector(dlib::cv_image<unsigned char>(grey), found);
    const dlib::cv_image<dlib::bgr_pixel> whole(bgr);
    std::vector<Face> faces;
    for (const auto& [score, place] : found) {
        const auto grown = [scale](long value) { return std::lround(static_cast<double>(value) / scale); };
        const dlib::rectangle box(grown(place.left()), grown(place.top()), grown(place.right()),
                                  grown(place.bottom()));
        Face face;
        face.box = {static_cast<float>(box.left()), static_cast<float>(box.top()),
                    static_cast<float>(box.width()), static_cast<float>(box.height())};
        face.head = face.box;
        face.points = pointsOf(m_parts->shape(whole, box));
        face.points.leftEar = {face.box.x, face.points.leftEye.y};
        face.points.rightEar = {face.box.x + face.box.width, face.points.rightEye.y};
        face.score = std::clamp(0.5F + static_cast<float>(score) / (2.0F * kSureMargin), 0.0F, 1.0F);
        if (face.points.eyeDistance() >= 1.0F) {
            faces.push_back(face);
        }
    }
    std::ranges::sort(faces, std::greater<>(), [](const Face& face) { return face.box.area(); });
    return faces;
}

Face HogDetector::refine(const cv::Mat& /*bgr*/, const Face& face) {
    return face; // the points come from the whole resolution already
}

} // namespace kaomon::vision
