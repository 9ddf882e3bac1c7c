// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/picture_tuning.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include <opencv2/imgproc.hpp>

#include "vision/mat_impl.h"

namespace kaomon::vision {
namespace {

std::optional<cv::RotateFlags> turnOf(int degrees) {
    switch (degrees) {
    case 90:
        return cv::ROTATE_90_CLOCKWISE;
    case 180:
        return cv::ROTATE_180;
    case 270:
        return cv::ROTATE_90_COUNTERCLOCKWISE;
    default:
        return std::nullopt;
    }
}

// A frame of its own, so that the pixels are wiped with it. `picture` is wiped here.
Frame frameOf(cv::Mat& picture, const Frame& like) {
    const int stride = picture.cols * 3;
    Frame frame = makeFrame(picture.cols, picture.rows, stride, [&](std::uint8_t* bytes, std::size_t) {
        for (int y = 0; y < picture.rows; ++y) {
            std::memcpy(bytes + static_cast<std::ptrdiff_t>(y) * stride, picture.ptr(y),
                        static_cast<std::size_t>(stride));
        }
    });
    picture.setTo(0);
    frame.capturedAt = like.capturedAt;
    frame.sequence = like.sequence;
    return frame;
}

} // namespace

Frame tuned(const Frame& frame, const PictureTuning& tuning) {
    const auto turn = turnOf(tuning.rotation);
    if (!frame.isValid()) {
        return frame;
    }
    const bool isOnItsSide = turn && *turn != cv::ROTATE_180;
    const int height = isOnItsSide ? frame.width : frame.height;
    const bool isTooLarge = tuning.maximumHeight > 0 && height > tuning.maximumHeight;
    if (!turn && !isTooLarge) {
        return frame;
    }
    const auto made = guarded(ErrorCode::CameraFailed, [&]() -> Result<Frame> {
        cv::Mat picture = viewOf(frame).clone();
        if (turn) {
            cv::Mat turned;
            cv::rotate(picture, turned, *turn);
            picture.setTo(0);
            picture = turned;
        }
        if (isTooLarge) {
            cv::Mat shrunk;
            const double factor = static_cast<double>(tuning.maximumHeight) / height;
            const int width = std::max(1, static_cast<int>(picture.cols * factor));
            cv::resize(picture, shrunk, {width, tuning.maximumHeight}, 0, 0, cv::INTER_AREA);
            picture.setTo(0);
            picture = shrunk;
        }
        return frameOf(picture, frame);
    });
    return made ? *made : Frame();
}

} // namespace kaomon::vision
