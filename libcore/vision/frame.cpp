// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/frame.h"

#include "base/secret.h"

#include <sodium.h>

#include <algorithm>
#include <array>
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

std::uint64_t fingerprint(const Frame& frame) {
    std::uint64_t result = 0;
    if (!frame.isValid()) {
        return result;
    }
    // Every fourth row tells two pictures apart as well as all of them: each holds the sensor's noise.
    constexpr int kRowStep = 4;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
    for (int y = 0; y < frame.height; y += kRowStep) {
        crypto_generichash_update(&state, frame.row(y), static_cast<std::size_t>(frame.width) * 3);
    }
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash_final(&state, hash.data(), hash.size());
    std::memcpy(&result, hash.data(), sizeof result);
    return result;
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
