// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace kaomon::vision {

// Pixels of the frame, origin at its top left corner; plain data, usable on any thread.
struct Point {
    float x = 0.0F;
    float y = 0.0F;
};

struct Box {
    float x = 0.0F;
    float y = 0.0F;
    float width = 0.0F;
    float height = 0.0F;

    [[nodiscard]] Point centre() const { return {x + width / 2.0F, y + height / 2.0F}; }
    [[nodiscard]] float area() const { return width * height; }
};

// The points the detector gives. "Left" is the left of the picture, not of the person.
struct FacePoints {
    Point leftEye;
    Point rightEye;
    Point nose;
    Point mouth;
    Point leftEar;
    Point rightEar;
    Point mouthLeft; // corners; only where hasMouthCorners
    Point mouthRight;
    bool hasMouthCorners = false;

    [[nodiscard]] float eyeDistance() const {
        return std::hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y);
    }
};

struct Face {
    Box box;  // as the detector draws it
    Box head; // from the hair line to the chin, whatever the detector
    FacePoints points;
    float score = 0.0F; // 0..1, how sure the detector is
};

} // namespace kaomon::vision
