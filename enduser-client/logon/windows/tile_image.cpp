// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/tile_image.h"

#include <cstdint>
#include <span>

namespace kaomon::logon {
namespace {

constexpr int kSide = 128;
constexpr std::uint32_t kGround = 0xff1f4e79;
constexpr std::uint32_t kSign = 0xffffffff;

bool isInDisc(int x, int y, int centreX, int centreY, int radius) {
    const int dx = x - centreX, dy = y - centreY;
    return dx * dx + dy * dy <= radius * radius;
}

// Two beams on two posts, and a head with shoulders between them.
bool isSign(int x, int y) {
    const bool isBeam =
        (y >= 20 && y < 32 && x >= 12 && x < 116) || (y >= 42 && y < 50 && x >= 22 && x < 106);
    const bool isPost = y >= 32 && y < 112 && ((x >= 26 && x < 36) || (x >= 92 && x < 102));
    const bool isHead = isInDisc(x, y, 64, 72, 13);
    const bool isShoulder = y < 112 && y > 89 && isInDisc(x, y, 64, 112, 22);
    return isBeam || isPost || isHead || isShoulder;
}

} // namespace

HBITMAP drawTileImage() {
    BITMAPINFO info{};
    info.bmiHeader.biSize = sizeof info.bmiHeader;
    info.bmiHeader.biWidth = kSide;
    info.bmiHeader.biHeight = -kSide; // top row first
    info.bmiHeader.biPlanes = 1;
    info.bmiHeader.biBitCount = 32;
    info.bmiHeader.biCompression = BI_RGB;
    void* bits = nullptr;
    const HBITMAP bitmap = ::CreateDIBSection(nullptr, &info, DIB_RGB_COLORS, &bits, nullptr, 0);
    if (bitmap == nullptr || bits == nullptr) {
        return nullptr;
    }
    const std::span<std::uint32_t> pixels(static_cast<std::uint32_t*>(bits), std::size_t{kSide} * kSide);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            pixels[static_cast<std::size_t>(y * kSide + x)] = isSign(x, y) ? kSign : kGround;
        }
    }
    return bitmap;
}

} // namespace kaomon::logon
