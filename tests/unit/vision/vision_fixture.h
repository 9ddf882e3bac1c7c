// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "vision/face.h"
#include "vision/frame.h"
#include "vision/template.h"

// What the tests of the face engine share: where models and pictures are, and made-up frames and embeddings.
namespace kaomon::vision::test {

inline std::string environmentOr(const char* name, std::string fallback) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? std::string(value) : std::move(fallback);
}

// The pack under test. A wrong KAOMON_MODELS_DIR makes tests fail, never skip.
inline std::filesystem::path modelsFolder() {
    return environmentOr("KAOMON_MODELS_DIR",
                         environmentOr("KAOMON_SOURCE_DIR", ".") + "/out/models/registry");
}

// Eleven photographs each of five people, which come with Debian's dlib package.
inline std::filesystem::path picturesFolder() {
    return environmentOr("KAOMON_PICTURES_DIR", "/usr/share/doc/libdlib19.1/examples/johns");
}

inline std::vector<std::filesystem::path> picturesOf(const std::string& person) {
    std::vector<std::filesystem::path> pictures;
    for (const auto& entry : std::filesystem::directory_iterator(picturesFolder() / person)) {
        if (entry.path().extension() == ".jpg") {
            pictures.push_back(entry.path());
        }
    }
    std::ranges::sort(pictures);
    return pictures;
}

inline Frame plainFrame(std::uint8_t grey, int width = 640, int height = 480) {
    return makeFrame(width, height, width * 3,
                     [grey](std::uint8_t* bytes, std::size_t size) { std::fill_n(bytes, size, grey); });
}

// `picture` in the middle of a larger plain frame, enlarged by a whole factor, moved aside and darkened or
// brightened: frame = clamp(picture * gain + lift).
struct Placement {
    int factor = 2;
    int moveX = 0;
    double gain = 1.0;
    double lift = 0.0;
};

inline Frame placed(const Frame& picture, Placement how = {}, std::uint8_t grey = 118, int width = 640,
                    int height = 480) {
    return makeFrame(width, height, width * 3, [&](std::uint8_t* bytes, std::size_t size) {
        std::fill_n(bytes, size, grey);
        const int left = (width - picture.width * how.factor) / 2 + how.moveX;
        const int top = (height - picture.height * how.factor) / 2;
        for (int y = std::max(0, -top); y < picture.height * how.factor && top + y < height; ++y) {
            for (int x = std::max(0, -left); x < picture.width * how.factor && left + x < width; ++x) {
                const std::uint8_t* from = picture.row(y / how.factor) + (x / how.factor) * 3;
                std::uint8_t* to = bytes + ((top + y) * width + left + x) * 3;
                for (int c = 0; c < 3; ++c) {
                    to[c] = static_cast<std::uint8_t>(std::clamp(from[c] * how.gain + how.lift, 0.0, 255.0));
                }
            }
        }
    });
}

// The same with cloth of one colour (blue, green, red) drawn over the lower face; real masks have folds and
// patterns that this does not show.
inline Frame masked(const Frame& frame, const FacePoints& points,
                    const std::array<std::uint8_t, 3>& colour = {220, 190, 150}) {
    const float unit = points.eyeDistance();
    return makeFrame(frame.width, frame.height, frame.width * 3, [&](std::uint8_t* bytes, std::size_t) {
        for (int y = 0; y < frame.height; ++y) {
            std::copy_n(frame.row(y), frame.width * 3, bytes + y * frame.width * 3);
            const float below = static_cast<float>(y) - (points.nose.y - 0.15F * unit);
            for (int x = 0; below > 0.0F && below < 1.25F * unit && x < frame.width; ++x) {
                if (std::abs(static_cast<float>(x) - points.mouth.x) < 0.95F * unit) {
                    std::ranges::copy(colour, bytes + (y * frame.width + x) * 3);
                }
            }
        }
    });
}

// The frame seen through a lens that is out of focus: two box blurs of the given radius, each across and
// down.
inline Frame outOfFocus(const Frame& frame, int radius) {
    const auto blurOnce = [radius](const std::vector<int>& from, int lines, int length, int lineStep,
                                   int step) {
        std::vector<int> to(from.size());
        for (int line = 0; line < lines; ++line) {
            for (int i = 0; i < length; ++i) {
                int sum = 0;
                for (int k = -radius; k <= radius; ++k) {
                    const int at = std::clamp(i + k, 0, length - 1);
                    sum += from[static_cast<std::size_t>(line * lineStep + at * step)];
                }
                to[static_cast<std::size_t>(line * lineStep + i * step)] = sum / (2 * radius + 1);
            }
        }
        return to;
    };
    return makeFrame(frame.width, frame.height, frame.width * 3, [&](std::uint8_t* bytes, std::size_t) {
        for (int colour = 0; colour < 3; ++colour) {
            std::vector<int> plane;
            for (int y = 0; y < frame.height; ++y) {
                for (int x = 0; x < frame.width; ++x) {
                    plane.push_back(frame.row(y)[x * 3 + colour]);
                }
            }
            for (int pass = 0; pass < 2; ++pass) {
                plane = blurOnce(plane, frame.height, frame.width, frame.width, 1);
                plane = blurOnce(plane, frame.width, frame.height, 1, frame.width);
            }
            for (std::size_t i = 0; i < plane.size(); ++i) {
                bytes[i * 3 + static_cast<std::size_t>(colour)] = static_cast<std::uint8_t>(plane[i]);
            }
        }
    });
}

// A reproducible direction; `noise` mixes in another direction, so that embeddings of one "person" differ.
inline Embedding madeUpEmbedding(unsigned person, float noise = 0.0F, unsigned variant = 0,
                                 const std::string& model = "test/net-1") {
    std::mt19937 base(person);
    std::mt19937 other(7919U * person + variant + 1U);
    std::normal_distribution<float> normal;
    std::array<float, kEmbeddingSize> values{};
    for (float& value : values) {
        value = normal(base);
    }
    for (float& value : values) {
        value += noise * normal(other);
    }
    return *Embedding::fromValues(model, values);
}

} // namespace kaomon::vision::test
