// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/frame.h"

#include "base/secret.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace kaomon::vision {
namespace {

constexpr int kMaxSide = 16384;
constexpr int kMaxStride = kMaxSide * 4;

bool isPossible(int width, int height, int stride) {
    return width > 0 && height > 0 && width <= kMaxSide && height <= kMaxSide && stride >= width * 3 &&
           stride <= kMaxStride;
}

} // namespace

bool Frame::isValid() const {
    return pixels != nullptr && isPossible(width, height, stride);
}

std::shared_ptr<std::uint8_t> detail::allocatePixels(int width, int height, int stride) {
    if (!isPossible(width, height, stride)) {
        return nullptr;
    }
    const std::size_t size = static_cast<std::size_t>(height) * static_cast<std::size_t>(stride);
    auto* memory = new (std::nothrow) std::uint8_t[size];
    if (memory == nullptr) {
        return nullptr;
    }
    return {memory, [size](std::uint8_t* bytes) {
                wipe(bytes, size);
                delete[] bytes;
            }};
}

Frame copyFrame(int width, int height, int stride, std::span<const std::uint8_t> rows) {
    if (!isPossible(width, height, stride)) {
        return {};
    }
    const auto last = static_cast<std::size_t>(height - 1) * static_cast<std::size_t>(stride);
    if (rows.size() < last + static_cast<std::size_t>(width) * 3) {
        return {};
    }
    return makeFrame(width, height, stride, [&](std::uint8_t* bytes, std::size_t size) {
        std::memcpy(bytes, rows.data(), std::min(size, rows.size()));
    });
}

} // namespace kaomon::vision
