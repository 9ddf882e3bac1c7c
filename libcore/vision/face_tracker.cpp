// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/face_tracker_impl.h"

#include <dlib/image_processing/correlation_tracker.h>
#include <dlib/image_transforms.h> // before the tracker, which needs its histograms
#include <dlib/opencv.h>

#include <opencv2/imgproc.hpp>

namespace kaomon::vision {
namespace {

// Smaller frames make the cut-out cheaper; the filter itself has one size whatever the frame.
constexpr double kWidth = 160.0;
constexpr unsigned long kFilterSize = 6; // 64 x 64: smaller ones cannot tell a face from an empty chair
constexpr unsigned long kScaleLevels = 2;

cv::Mat shrunk(const cv::Mat& bgr, double scale) {
    cv::Mat small;
    cv::resize(bgr, small, {}, scale, scale, scale < 1.0 ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::Mat grey;
    cv::cvtColor(small, grey, cv::COLOR_BGR2GRAY);
    return grey;
}

} // namespace

struct FaceTracker::Filter {
    dlib::correlation_tracker tracker{kFilterSize, kScaleLevels};
};

FaceTracker::FaceTracker()
    : m_filter(std::make_unique<Filter>()) {}

FaceTracker::~FaceTracker() = default;

void FaceTracker::start(const cv::Mat& bgr, const Box& box) {
    const double scale = kWidth / bgr.cols;
    const cv::Mat grey = shrunk(bgr, scale);
    const dlib::drectangle place(box.x * scale, box.y * scale, (box.x + box.width) * scale,
                                 (box.y + box.height) * scale);
    m_filter->tracker.start_track(dlib::cv_image<unsigned char>(grey), place);
}

bool FaceTracker::follow(const cv::Mat& bgr) {
    const cv::Mat grey = shrunk(bgr, kWidth / bgr.cols);
    return m_filter->tracker.update_noscale(dlib::cv_image<unsigned char>(grey)) >= kLost; // false for a NaN
}

} // namespace kaomon::vision
