// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/canvas.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <charconv>

#include "vision/mat_impl.h"

namespace kaomon::vision::bench {
namespace {

constexpr int kMinSide = 64;
constexpr int kMaxSide = 4096;

} // namespace

Result<FrameSize> parseFrameSize(std::string_view text) {
    FrameSize size;
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') {
        return fail(ErrorCode::ValidationFailed, "a frame size looks like 640x480");
    }
    const auto height = std::from_chars(width.ptr + 1, end, size.height);
    const auto isPossible = [](int side) { return side >= kMinSide && side <= kMaxSide; };
    if (height.ec != std::errc() || height.ptr != end || !isPossible(size.width) ||
        !isPossible(size.height)) {
        return fail(ErrorCode::ValidationFailed, "a frame size lies between 64x64 and 4096x4096");
    }
    return size;
}

Frame onCanvas(const Frame& picture, FrameSize size, Placing placing) {
    const double down = static_cast<double>(size.height) / picture.height;
    const double across = static_cast<double>(size.width) / picture.width;
    const double fits = std::min(down, across);
    const double scale = placing == Placing::Filling    ? std::max(down, across)
                         : placing == Placing::Enlarged ? fits
                                                        : std::min(fits, 1.0);
    return makeFrame(size.width, size.height, size.width * 3, [&](std::uint8_t* bytes, std::size_t) {
        cv::Mat canvas(size.height, size.width, CV_8UC3, bytes);
        canvas.setTo(cv::Scalar::all(118));
        cv::Mat placed;
        cv::resize(
            viewOf(picture), placed,
            {std::max(1, cvRound(picture.width * scale)), std::max(1, cvRound(picture.height * scale))}, 0, 0,
            cv::INTER_LINEAR);
        const cv::Size seen(std::min(placed.cols, size.width), std::min(placed.rows, size.height));
        const cv::Rect from(cv::Point((placed.cols - seen.width) / 2, (placed.rows - seen.height) / 2), seen);
        const cv::Rect to(cv::Point((size.width - seen.width) / 2, (size.height - seen.height) / 2), seen);
        placed(from).copyTo(canvas(to));
    });
}

} // namespace kaomon::vision::bench
