// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <memory>

#include "vision/face.h"

namespace kaomon::vision {

// Follows one face from frame to frame by its looks alone (dlib's correlation filter), without knowing what a
// face is. Owned by one thread; may throw cv::Exception and dlib's exceptions.
class FaceTracker {
public:
    FaceTracker();
    ~FaceTracker();
    FaceTracker(const FaceTracker&) = delete;
    FaceTracker& operator=(const FaceTracker&) = delete;

    void start(const cv::Mat& bgr, const Box& box);
    // False when the face was lost: what is there now does not look like it.
    [[nodiscard]] bool follow(const cv::Mat& bgr);

    // Peak against the rest of the filter's answer: an empty chair gives 4 to 6, another face mostly less
    // than this, a followed face more. Lost too often only costs a full check.
    static constexpr double kLost = 11.0;

private:
    struct Filter;
    std::unique_ptr<Filter> m_filter;
};

} // namespace kaomon::vision
