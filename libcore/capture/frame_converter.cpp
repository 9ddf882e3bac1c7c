// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/frame_converter.h"

#include <QImage>
#include <QVideoFrameFormat>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace kaomon::capture {
namespace {

using Format = QVideoFrameFormat::PixelFormat;

struct Bgr {
    int blue = 0;
    int green = 0;
    int red = 0;
};

constexpr int clampByte(int value) {
    return std::clamp(value, 0, 255);
}

// ITU-R BT.601, studio range, in 8-bit fixed point: what web cameras deliver.
constexpr Bgr fromYuv(int y, int u, int v) {
    const int c = 298 * (y - 16) + 128;
    const int d = u - 128;
    const int e = v - 128;
    return {clampByte((c + 516 * d) >> 8), clampByte((c - 100 * d - 208 * e) >> 8),
            clampByte((c + 409 * e) >> 8)};
}

struct Plane {
    const uchar* bits = nullptr;
    int stride = 0;
    const uchar* at(int x, int y) const { return bits + static_cast<std::ptrdiff_t>(y) * stride + x; }
};

// Reads every output pixel as the mean of the input pixels it covers.
template<class Sample>
vision::Frame render(QSize size, const Sample& sample) {
    const double shrink =
        std::min({1.0, double(kMaxFrameWidth) / size.width(), double(kMaxFrameHeight) / size.height()});
    const int width = std::max(1, static_cast<int>(size.width() * shrink));
    const int height = std::max(1, static_cast<int>(size.height() * shrink));
    return vision::makeFrame(width, height, width * 3, [&](std::uint8_t* out, std::size_t) {
        for (int y = 0; y < height; ++y) {
            const int top = y * size.height() / height;
            const int bottom = std::max(top + 1, (y + 1) * size.height() / height);
            for (int x = 0; x < width; ++x) {
                const int left = x * size.width() / width;
                const int right = std::max(left + 1, (x + 1) * size.width() / width);
                Bgr sum;
                for (int sy = top; sy < bottom; ++sy) {
                    for (int sx = left; sx < right; ++sx) {
                        const Bgr pixel = sample(sx, sy);
                        sum = {sum.blue + pixel.blue, sum.green + pixel.green, sum.red + pixel.red};
                    }
                }
                const int count = (bottom - top) * (right - left);
                *out++ = static_cast<std::uint8_t>(sum.blue / count);
                *out++ = static_cast<std::uint8_t>(sum.green / count);
                *out++ = static_cast<std::uint8_t>(sum.red / count);
            }
        }
    });
}

// Where in a 4-byte pixel the colours are.
struct ByteOrder {
    int blue;
    int green;
    int red;
};

std::optional<ByteOrder> byteOrder(Format format) {
    switch (format) {
    case Format::Format_BGRA8888:
    case Format::Format_BGRA8888_Premultiplied:
    case Format::Format_BGRX8888:
        return ByteOrder{0, 1, 2};
    case Format::Format_RGBA8888:
    case Format::Format_RGBX8888:
        return ByteOrder{2, 1, 0};
    case Format::Format_ARGB8888:
    case Format::Format_ARGB8888_Premultiplied:
    case Format::Format_XRGB8888:
        return ByteOrder{3, 2, 1};
    case Format::Format_ABGR8888:
    case Format::Format_XBGR8888:
        return ByteOrder{1, 2, 3};
    default:
        return std::nullopt;
    }
}

vision::Frame renderPacked422(QSize size, Plane plane, int lumaOffset) {
    const int chromaOffset = 1 - lumaOffset;
    return render(size, [=](int x, int y) {
        const uchar* pair = plane.at((x & ~1) * 2, y);
        return fromYuv(pair[(x & 1) * 2 + lumaOffset], pair[chromaOffset], pair[chromaOffset + 2]);
    });
}

vision::Frame renderSemiPlanar(QSize size, Plane luma, Plane chroma, int uOffset) {
    return render(size, [=](int x, int y) {
        const uchar* uv = chroma.at(x & ~1, y / 2);
        return fromYuv(*luma.at(x, y), uv[uOffset], uv[1 - uOffset]);
    });
}

vision::Frame renderPlanar(QSize size, Plane luma, Plane u, Plane v, int verticalStep) {
    return render(size, [=](int x, int y) {
        return fromYuv(*luma.at(x, y), *u.at(x / 2, y / verticalStep), *v.at(x / 2, y / verticalStep));
    });
}

vision::Frame renderJpeg(Plane plane, int bytes) {
    const QImage image =
        QImage::fromData(QByteArrayView(plane.bits, bytes), "JPEG").convertToFormat(QImage::Format_RGB888);
    if (image.isNull()) {
        return {};
    }
    return render(image.size(), [&](int x, int y) {
        const uchar* pixel = image.constScanLine(y) + x * 3;
        return Bgr{pixel[2], pixel[1], pixel[0]};
    });
}

vision::Frame renderMapped(const QVideoFrame& picture) {
    const auto plane = [&](int i) { return Plane{picture.bits(i), picture.bytesPerLine(i)}; };
    const QSize size = picture.size();
    if (const std::optional<ByteOrder> order = byteOrder(picture.pixelFormat())) {
        return render(size, [order, bits = plane(0)](int x, int y) {
            const uchar* pixel = bits.at(x * 4, y);
            return Bgr{pixel[order->blue], pixel[order->green], pixel[order->red]};
        });
    }
    switch (picture.pixelFormat()) {
    case Format::Format_YUYV:
        return renderPacked422(size, plane(0), 0);
    case Format::Format_UYVY:
        return renderPacked422(size, plane(0), 1);
    case Format::Format_NV12:
        return renderSemiPlanar(size, plane(0), plane(1), 0);
    case Format::Format_NV21:
        return renderSemiPlanar(size, plane(0), plane(1), 1);
    case Format::Format_YUV420P:
        return renderPlanar(size, plane(0), plane(1), plane(2), 2);
    case Format::Format_YV12:
        return renderPlanar(size, plane(0), plane(2), plane(1), 2);
    case Format::Format_YUV422P:
        return renderPlanar(size, plane(0), plane(1), plane(2), 1);
    case Format::Format_Y8:
        return render(size, [bits = plane(0)](int x, int y) {
            return Bgr{*bits.at(x, y), *bits.at(x, y), *bits.at(x, y)};
        });
    case Format::Format_Jpeg:
        return renderJpeg(plane(0), picture.mappedBytes(0));
    default:
        return {};
    }
}

// The first picture of a stream may come with an empty buffer: nothing beyond the mapped bytes may be read.
bool holdsPicture(const QVideoFrame& mapped) {
    if (mapped.pixelFormat() == Format::Format_Jpeg) {
        return mapped.bits(0) != nullptr && mapped.mappedBytes(0) > 0;
    }
    for (int i = 0; i < mapped.planeCount(); ++i) {
        const int rows = i == 0 ? mapped.height() : mapped.height() / 2;
        if (mapped.bits(i) == nullptr || mapped.bytesPerLine(i) <= 0 ||
            mapped.mappedBytes(i) < mapped.bytesPerLine(i) * rows) {
            return false;
        }
    }
    return mapped.planeCount() > 0;
}

} // namespace

Result<vision::Frame> convertFrame(const QVideoFrame& picture) {
    QVideoFrame mapped = picture;
    if (mapped.width() <= 0 || mapped.height() <= 0 || !mapped.map(QVideoFrame::ReadOnly)) {
        return fail(ErrorCode::CameraFailed, "camera picture cannot be read");
    }
    if (!holdsPicture(mapped)) {
        mapped.unmap();
        return fail(ErrorCode::Unavailable, "camera picture without content");
    }
    vision::Frame frame = renderMapped(mapped);
    mapped.unmap();
    if (!frame.isValid()) {
        const QString name = QVideoFrameFormat::pixelFormatToString(picture.pixelFormat());
        return fail(ErrorCode::CameraFailed, "camera picture of unusable format " + name.toStdString());
    }
    return frame;
}

} // namespace kaomon::capture
