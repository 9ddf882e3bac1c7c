// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

#include <exception>
#include <string>
#include <type_traits>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "vision/frame.h"

namespace kaomon::vision {

// A view of the frame's pixels for OpenCV, which takes no const pointer; nobody writes through it. The frame
// must be valid and outlive the view.
[[nodiscard]] inline cv::Mat viewOf(const Frame& frame) {
    return cv::Mat(frame.height, frame.width, CV_8UC3, const_cast<std::uint8_t*>(frame.pixels.get()),
                   static_cast<std::size_t>(frame.stride));
}

// Runs `work` (which returns a Result) and turns what OpenCV throws into an error with `code`.
template<class Work>
[[nodiscard]] auto guarded(ErrorCode code, Work&& work) -> std::invoke_result_t<Work> {
    try {
        return work();
    } catch (const cv::Exception& problem) {
        return fail(code, problem.err);
    } catch (const std::exception& problem) {
        return fail(code, problem.what());
    }
}

} // namespace kaomon::vision
