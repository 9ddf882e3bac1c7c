// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/kept_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "vision/picture.h"

namespace kaomon::vision {
namespace {

constexpr float kRoom = 2.0F; // side of the picture in heights of the head: detectors want some background
constexpr int kLongestSide = 320;
constexpr std::array kQualities{92, 85, 75, 60, 40};

Frame cut(const Frame& frame, int left, int top, int width, int height) {
    const int stride = width * 3;
    return makeFrame(width, height, stride, [&](std::uint8_t* bytes, std::size_t) {
        for (int y = 0; y < height; ++y) {
            std::memcpy(bytes + static_cast<std::ptrdiff_t>(y) * stride,
                        frame.row(top + y) + static_cast<std::ptrdiff_t>(left) * 3,
                        static_cast<std::size_t>(stride));
        }
    });
}

} // namespace

Result<SecretBytes> cutForKeeping(const Frame& frame, const Face& face) {
    const float side = kRoom * std::max(face.head.width, face.head.height);
    const Point centre = face.head.centre();
    if (!frame.isValid() || !std::isfinite(side + centre.x + centre.y)) {
        return fail(ErrorCode::ValidationFailed, "no face to keep");
    }
    const auto edge = [](float at, int end) {
        return static_cast<int>(std::lround(std::clamp(at, 0.0F, static_cast<float>(end))));
    };
    const int left = edge(centre.x - side / 2.0F, frame.width);
    const int top = edge(centre.y - side / 2.0F, frame.height);
    const int width = edge(centre.x + side / 2.0F, frame.width) - left;
    const int height = edge(centre.y + side / 2.0F, frame.height) - top;
    if (width < 1 || height < 1) {
        return fail(ErrorCode::ValidationFailed, "a face outside of the picture");
    }
    const Frame picture = cut(frame, left, top, width, height);
    const int maxWidth = std::max(1, kLongestSide * width / std::max(width, height));
    for (const int quality : kQualities) {
        auto jpeg = encodeJpeg(picture, {.quality = quality, .maxWidth = maxWidth});
        if (!jpeg || jpeg->reveal().size() <= kLargestKeptPicture) {
            return jpeg;
        }
    }
    return fail(ErrorCode::PayloadTooLarge, "a face that cannot be made small enough");
}

Result<Embedding> embedKept(FaceEngine& engine, std::span<const std::uint8_t> picture) {
    const auto frame = decodePicture(picture);
    if (!frame) {
        return propagate(frame.error());
    }
    AnalyseOptions options;
    options.nearest =
        Point{static_cast<float>(frame->width) / 2.0F, static_cast<float>(frame->height) / 2.0F};
    const auto analysis = engine.analyse(*frame, options);
    if (!analysis) {
        return propagate(analysis.error());
    }
    if (analysis->mainFace() == nullptr) {
        return fail(ErrorCode::NoFace, "no face on a kept picture");
    }
    return engine.embed(*frame, *analysis->mainFace());
}

} // namespace kaomon::vision
