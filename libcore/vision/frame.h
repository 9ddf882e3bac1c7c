// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace kaomon::vision {

enum class PixelFormat { Bgr24 };

// One picture from a camera, without any imaging library: capture makes it, the engine reads it. Copies share
// the pixels, which nobody writes after the frame was handed on, so a frame may cross threads. makeFrame()
// wipes the pixels when the last copy goes.
struct Frame {
    int width = 0;
    int height = 0;
    int stride = 0; // bytes from one row to the next, at least 3 * width
    PixelFormat format = PixelFormat::Bgr24;
    std::shared_ptr<const std::uint8_t> pixels; // first byte of the first row; owns the whole buffer
    std::chrono::steady_clock::time_point capturedAt{};
    std::uint64_t sequence = 0;

    // False for an empty frame and for one whose numbers contradict each other; such a frame is never read.
    [[nodiscard]] bool isValid() const;
    [[nodiscard]] const std::uint8_t* row(int y) const {
        return pixels.get() + static_cast<std::ptrdiff_t>(y) * stride;
    }
};

// A number that two different pictures hardly ever share and two equal ones always do; 0 for an invalid
// frame.
[[nodiscard]] std::uint64_t fingerprint(const Frame& frame);

// A frame that owns a copy of `rows` (height rows of `stride` bytes each). Returns an empty frame when the
// size is impossible or `rows` is too short.
[[nodiscard]] Frame copyFrame(int width, int height, int stride, std::span<const std::uint8_t> rows);

// A buffer of height * stride bytes to be filled once through `fill` and then only read: fill(std::uint8_t*
// first byte, std::size_t bytes). Returns an empty frame when the size is impossible (each side 1..16384).
template<class Fill>
[[nodiscard]] Frame makeFrame(int width, int height, int stride, Fill&& fill);

namespace detail {
// Memory that is wiped before it is freed; null when the size is impossible.
[[nodiscard]] std::shared_ptr<std::uint8_t> allocatePixels(int width, int height, int stride);
} // namespace detail

template<class Fill>
Frame makeFrame(int width, int height, int stride, Fill&& fill) {
    std::shared_ptr<std::uint8_t> buffer = detail::allocatePixels(width, height, stride);
    if (!buffer) {
        return {};
    }
    fill(buffer.get(), static_cast<std::size_t>(height) * static_cast<std::size_t>(stride));
    Frame frame;
    frame.width = width;
    frame.height = height;
    frame.stride = stride;
    frame.pixels = std::move(buffer);
    return frame;
}

} // namespace kaomon::vision
