// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace kaomon::vision {

// What the screen can show as a meter.
enum class QualityKind { Size, Centre, Brightness, Contrast, Sharpness, Yaw, Pitch, Roll, Mouth, Glasses };
inline constexpr std::size_t kQualityKinds = 10;

// Stable name for events and local messages: "size", "centre", "brightness", ...
[[nodiscard]] std::string_view qualityName(QualityKind kind);

// The limits a face must keep. Enrolment asks for more than logon, because a good template pays back every
// day.
struct QualityLimits {
    float minFaceShare = 0.12F;  // face width / shorter side of the frame
    float minFacePixels = 64.0F; // and in pixels, below which the embedding loses detail
    float maxOffCentre = 0.36F;  // distance from the centre of the frame / shorter side
    float minBrightness = 40.0F; // mean luma of the face, 0..255
    float maxBrightness = 225.0F;
    float minContrast = 12.0F;   // standard deviation of luma
    float minSharpness = 0.065F; // blurred more than this, a face loses half of its score
    float maxYaw = 30.0F;        // degrees, estimated from the points
    float maxPitch = 30.0F;
    float maxRoll = 35.0F;
    // Detail between the lips and the chin against that of the cheeks; a mask has none. 0: do not ask.
    float minMouth = 0.85F;
    // Light about the eyes against that of the cheeks; dark glasses have none.
    float minEyeLight = 0.3F;
    float secondFaceShare =
        0.35F; // another face counts when its width is at least this part of the main one's

    [[nodiscard]] static QualityLimits forLogon();
    [[nodiscard]] static QualityLimits forEnrolment();
};

// One meter: a value, the range it must lie in, and what to tell the person when it does not.
struct QualityMeter {
    QualityKind kind = QualityKind::Size;
    float value = 0.0F;
    float minimum = 0.0F;
    float maximum = 0.0F;
    ErrorCode code = ErrorCode::NoFace; // the reason when !isOk()

    [[nodiscard]] bool isOk() const { return value >= minimum && value <= maximum; }
};

// All meters of one face, in the order in which a person should mend them.
struct QualityReport {
    std::array<QualityMeter, kQualityKinds> meters{};

    [[nodiscard]] const QualityMeter& meter(QualityKind kind) const;
    // The first meter out of range; nullopt when the face is usable.
    [[nodiscard]] std::optional<ErrorCode> verdict() const;
};

} // namespace kaomon::vision
