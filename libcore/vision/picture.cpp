// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/picture.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <optional>

#include "vision/mat_impl.h"

namespace kaomon::vision {
namespace {

constexpr std::uintmax_t kMaxFileBytes = 64ULL << 20U;
constexpr double kMaxPixels = 64e6;

// Sides that the file itself announces, before anything is unpacked.
struct Sides {
    double width = 0.0;
    double height = 0.0;
};

double bigEndian(std::span<const std::uint8_t> bytes) {
    double value = 0.0;
    for (const std::uint8_t byte : bytes) {
        value = value * 256.0 + byte;
    }
    return value;
}

std::optional<Sides> sidesOfPng(std::span<const std::uint8_t> bytes) {
    constexpr std::array<std::uint8_t, 8> kMagic{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    if (bytes.size() < 24 || !std::ranges::equal(bytes.first(kMagic.size()), kMagic)) {
        return std::nullopt;
    }
    return Sides{bigEndian(bytes.subspan(16, 4)), bigEndian(bytes.subspan(20, 4))};
}

// Walks over the segments to the one that starts the frame.
std::optional<Sides> sidesOfJpeg(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) {
        return std::nullopt;
    }
    std::size_t at = 2;
    while (at + 9 < bytes.size() && bytes[at] == 0xFF) {
        const std::uint8_t marker = bytes[at + 1];
        if (marker == 0xFF) { // filling
            ++at;
            continue;
        }
        const bool isFrame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (isFrame) {
            return Sides{bigEndian(bytes.subspan(at + 7, 2)), bigEndian(bytes.subspan(at + 5, 2))};
        }
        const auto length = static_cast<std::size_t>(bigEndian(bytes.subspan(at + 2, 2)));
        if (length < 2) {
            return std::nullopt;
        }
        at += 2 + length;
    }
    return std::nullopt;
}

Frame frameOf(const cv::Mat& bgr) {
    const int stride = bgr.cols * 3;
    return makeFrame(bgr.cols, bgr.rows, stride, [&](std::uint8_t* bytes, std::size_t) {
        for (int y = 0; y < bgr.rows; ++y) {
            std::memcpy(bytes + static_cast<std::ptrdiff_t>(y) * stride, bgr.ptr(y),
                        static_cast<std::size_t>(stride));
        }
    });
}

} // namespace

Result<SecretBytes> encodeJpeg(const Frame& frame, const JpegOptions& options) {
    if (!frame.isValid()) {
        return fail(ErrorCode::ValidationFailed, "no picture to encode");
    }
    return guarded(ErrorCode::Internal, [&]() -> Result<SecretBytes> {
        cv::Mat picture = viewOf(frame);
        if (options.maxWidth > 0 && picture.cols > options.maxWidth) {
            const double scale = static_cast<double>(options.maxWidth) / picture.cols;
            const int height = std::max(1, cvRound(picture.rows * scale));
            cv::Mat small;
            cv::resize(picture, small, {options.maxWidth, height}, 0, 0, cv::INTER_AREA);
            picture = small;
        }
        if (options.mirror) {
            cv::Mat mirrored;
            cv::flip(picture, mirrored, 1);
            picture = mirrored;
        }
        Bytes bytes;
        if (!cv::imencode(".jpg", picture, bytes,
                          {cv::IMWRITE_JPEG_QUALITY, std::clamp(options.quality, 1, 100)})) {
            return fail(ErrorCode::Internal, "JPEG encoder");
        }
        return SecretBytes(std::move(bytes));
    });
}

Result<Frame> decodePicture(std::span<const std::uint8_t> bytes) {
    if (bytes.empty() || bytes.size() > kMaxFileBytes) {
        return fail(bytes.empty() ? ErrorCode::ValidationFailed : ErrorCode::PayloadTooLarge, "picture size");
    }
    // Only the two formats that cameras and people use: the imaging library knows many more, with decoders
    // that see far less of the world's broken files. A few bytes may announce gigabytes, so the size is asked
    // for before they are unpacked.
    const std::optional<Sides> png = sidesOfPng(bytes);
    const std::optional<Sides> sides = png ? png : sidesOfJpeg(bytes);
    if (!sides || sides->width < 1.0 || sides->height < 1.0) {
        return fail(ErrorCode::ValidationFailed, "neither a JPEG nor a PNG picture");
    }
    if (sides->width * sides->height > kMaxPixels) {
        return fail(ErrorCode::PayloadTooLarge, "picture with too many pixels");
    }
    return guarded(ErrorCode::ValidationFailed, [&]() -> Result<Frame> {
        const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8UC1,
                              const_cast<std::uint8_t*>(bytes.data()));
        const cv::Mat picture = cv::imdecode(encoded, cv::IMREAD_COLOR);
        if (picture.empty()) {
            return fail(ErrorCode::ValidationFailed, "not a picture");
        }
        Frame frame = frameOf(picture);
        if (!frame.isValid()) {
            return fail(ErrorCode::PayloadTooLarge, "picture with too long a side");
        }
        return frame;
    });
}

Result<Frame> loadPicture(const std::filesystem::path& path) {
    std::error_code problem;
    const std::uintmax_t size = std::filesystem::file_size(path, problem);
    if (problem) {
        return fail(ErrorCode::NotFound, "picture file: " + problem.message());
    }
    if (size > kMaxFileBytes) {
        return fail(ErrorCode::PayloadTooLarge, "picture file over 64 MiB");
    }
    Bytes bytes(static_cast<std::size_t>(size));
    std::ifstream file(path, std::ios::binary);
    // char* is what the stream takes; the bytes stay the same.
    if (!file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))) {
        return fail(ErrorCode::NotFound, "picture file cannot be read");
    }
    return decodePicture(bytes);
}

} // namespace kaomon::vision
