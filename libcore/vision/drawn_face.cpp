// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/drawn_face_impl.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kaomon::vision {
namespace {

constexpr int kSide = 320;
// Everything is drawn in units of half the width of the head, from the middle of the face.
constexpr float kUnit = 60.0F;
constexpr float kMiddleX = 160.0F;
constexpr float kMiddleY = 165.0F;
constexpr float kEyeX = 0.42F;
constexpr float kEyeY = -0.2F;
constexpr float kNoseY = 0.27F;
constexpr float kMouthX = 0.34F;
constexpr float kMouthY = 0.72F;

struct Colour {
    float blue = 0.0F;
    float green = 0.0F;
    float red = 0.0F;
};

struct Ellipse {
    float x = 0.0F;
    float y = 0.0F;
    float halfWidth = 1.0F;
    float halfHeight = 1.0F;
    float softness = 0.1F; // of the rim, as a part of the radius

    // 1 inside, 0 outside, between them on the rim.
    [[nodiscard]] float covers(float px, float py) const {
        const float distance = std::hypot((px - x) / halfWidth, (py - y) / halfHeight);
        return std::clamp((1.0F - distance) / softness + 0.5F, 0.0F, 1.0F);
    }
};

// One pixel, painted over and over.
struct Pixel {
    float x = 0.0F;
    float y = 0.0F;
    Colour colour{150.0F, 150.0F, 145.0F};

    void blend(float amount, const Colour& with) {
        colour.blue += (with.blue - colour.blue) * amount;
        colour.green += (with.green - colour.green) * amount;
        colour.red += (with.red - colour.red) * amount;
    }
    void paint(const Ellipse& shape, const Colour& with, float amount = 1.0F) {
        blend(amount * shape.covers(x, y), with);
    }
};

void paintHead(Pixel& pixel) {
    pixel.paint({0.0F, -0.35F, 1.22F, 1.5F, 0.08F}, {30.0F, 35.0F, 45.0F}); // hair
    pixel.paint({0.0F, 1.7F, 0.55F, 0.9F, 0.1F}, {105.0F, 125.0F, 165.0F}); // neck
    pixel.paint({0.0F, 2.9F, 2.2F, 0.95F, 0.05F}, {110.0F, 70.0F, 50.0F});  // shirt
    const float light = 1.0F - 0.25F * pixel.x * pixel.x - 0.05F * (pixel.y - 0.1F) * (pixel.y - 0.1F);
    pixel.paint({0.0F, 0.05F, 1.0F, 1.4F, 0.06F}, {135.0F * light, 160.0F * light, 210.0F * light});
}

void paintEye(Pixel& pixel, float eyeX, float open) {
    const float aside = pixel.x - eyeX;
    const Ellipse slit{eyeX, kEyeY, 0.2F, 0.09F * open + 0.012F, 0.25F};
    pixel.paint({eyeX, kEyeY, 0.3F, 0.2F, 0.8F}, {80.0F, 95.0F, 130.0F}, 0.35F);                   // socket
    pixel.paint({eyeX, -0.47F + 0.4F * aside * aside, 0.27F, 0.05F, 0.5F}, {35.0F, 40.0F, 55.0F}); // brow
    pixel.paint(slit, {225.0F, 228.0F, 230.0F});
    if (open > 0.3F) {
        const float seen = slit.covers(pixel.x, pixel.y);
        pixel.paint({eyeX, kEyeY, 0.09F, 0.095F, 0.25F}, {40.0F, 50.0F, 70.0F}, seen);
        pixel.paint({eyeX, kEyeY, 0.045F, 0.045F, 0.3F}, {10.0F, 10.0F, 10.0F}, seen);
    }
    pixel.paint({eyeX, kEyeY - 0.085F * open, 0.22F, 0.022F, 0.8F}, {40.0F, 40.0F, 55.0F}, 0.9F); // lashes
}

void paintNose(Pixel& pixel) {
    for (const float side : {-1.0F, 1.0F}) {
        pixel.paint({0.09F * side, 0.36F, 0.05F, 0.03F, 0.6F}, {50.0F, 60.0F, 90.0F}, 0.7F);
        pixel.paint({0.16F * side, 0.28F, 0.07F, 0.1F, 0.9F}, {90.0F, 105.0F, 150.0F}, 0.25F);
    }
    pixel.paint({0.0F, 0.1F, 0.07F, 0.28F, 0.9F}, {175.0F, 200.0F, 240.0F}, 0.35F);
    pixel.paint({0.0F, kNoseY, 0.09F, 0.07F, 0.9F}, {185.0F, 205.0F, 245.0F}, 0.45F);
    pixel.paint({0.0F, 0.47F, 0.14F, 0.05F, 0.9F}, {80.0F, 95.0F, 140.0F}, 0.3F);
}

void paintMouth(Pixel& pixel) {
    pixel.paint({0.0F, kMouthY, kMouthX, 0.09F, 0.4F}, {90.0F, 85.0F, 165.0F});
    pixel.paint({0.0F, 0.71F, 0.33F, 0.016F, 0.7F}, {45.0F, 40.0F, 90.0F}, 0.9F);
    pixel.paint({0.0F, 0.92F, 0.2F, 0.04F, 0.9F}, {90.0F, 105.0F, 150.0F}, 0.25F); // shadow below
}

std::uint8_t byteOf(float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
}

Point placeOf(float x, float y) {
    return {kMiddleX + x * kUnit, kMiddleY + y * kUnit};
}

} // namespace

Frame drawFace(float open) {
    return makeFrame(kSide, kSide, kSide * 3, [open](std::uint8_t* bytes, std::size_t) {
        for (int y = 0; y < kSide; ++y) {
            for (int x = 0; x < kSide; ++x) {
                Pixel pixel;
                pixel.x = (static_cast<float>(x) - kMiddleX) / kUnit;
                pixel.y = (static_cast<float>(y) - kMiddleY) / kUnit;
                paintHead(pixel);
                paintEye(pixel, -kEyeX, open);
                paintEye(pixel, kEyeX, open);
                paintNose(pixel);
                paintMouth(pixel);
                std::uint8_t* to = bytes + (y * kSide + x) * 3;
                to[0] = byteOf(pixel.colour.blue);
                to[1] = byteOf(pixel.colour.green);
                to[2] = byteOf(pixel.colour.red);
            }
        }
    });
}

FacePoints drawnPoints() {
    FacePoints points;
    points.leftEye = placeOf(-kEyeX, kEyeY);
    points.rightEye = placeOf(kEyeX, kEyeY);
    points.nose = placeOf(0.0F, kNoseY);
    points.mouth = placeOf(0.0F, kMouthY);
    points.mouthLeft = placeOf(-kMouthX, kMouthY);
    points.mouthRight = placeOf(kMouthX, kMouthY);
    points.hasMouthCorners = true;
    return points;
}

} // namespace kaomon::vision
