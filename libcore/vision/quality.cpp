// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/quality.h"

#include <algorithm>

namespace kaomon::vision {

std::string_view qualityName(QualityKind kind) {
    switch (kind) {
    case QualityKind::Size:
        return "size";
    case QualityKind::Centre:
        return "centre";
    case QualityKind::Brightness:
        return "brightness";
    case QualityKind::Contrast:
        return "contrast";
    case QualityKind::Sharpness:
        return "sharpness";
    case QualityKind::Yaw:
        return "yaw";
    case QualityKind::Pitch:
        return "pitch";
    case QualityKind::Roll:
        return "roll";
    case QualityKind::Mouth:
        return "mouth";
    case QualityKind::Glasses:
        return "glasses";
    }
    return "unknown";
}

QualityLimits QualityLimits::forLogon() {
    return {};
}

QualityLimits QualityLimits::forEnrolment() {
    QualityLimits limits;
    limits.minFaceShare = 0.16F;
    limits.minFacePixels = 80.0F;
    limits.maxOffCentre = 0.30F;
    limits.minBrightness = 50.0F;
    limits.maxBrightness = 215.0F;
    limits.minContrast = 15.0F;
    limits.minSharpness = 0.08F;
    limits.maxYaw = 25.0F;
    limits.maxPitch = 25.0F;
    limits.maxRoll = 25.0F;
    return limits;
}

const QualityMeter& QualityReport::meter(QualityKind kind) const {
    return *std::ranges::find(meters, kind, &QualityMeter::kind);
}

std::optional<ErrorCode> QualityReport::verdict() const {
    const auto bad = std::ranges::find_if_not(meters, &QualityMeter::isOk);
    return bad == meters.end() ? std::nullopt : std::optional(bad->code);
}

} // namespace kaomon::vision
