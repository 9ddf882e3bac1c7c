// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolment/enrolment_progress.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <QString>

namespace kaomon::enrolment {
namespace {

using localipc::Message;

constexpr double kMiddleLuma = 128.0;
constexpr double kFullLuma = 255.0;
constexpr double kFullTurn = 45.0; // degrees shown by a whole bar
constexpr double kMarkAt = 0.5;    // where the limit of a rising value stands

double number(const Message& message, const char* key) {
    bool isNumber = false;
    const double value = QString::fromStdString(message.text(key)).toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? value : 0.0;
}

Pose poseOf(const std::string& name) {
    constexpr std::array kPoses{"front", "left", "right", "up", "down"};
    const auto* found = std::ranges::find(kPoses, name);
    return found == kPoses.end() ? Pose::Front : static_cast<Pose>(found - kPoses.begin());
}

// A value that must reach its limit: the bar is half full there.
Meter rising(const Message& message, const char* key, double limit, ErrorCode reason) {
    const bool isGood = message.flag(std::string(key) + "_ok");
    Meter meter{.fraction = number(message, key) / (limit / kMarkAt),
                .threshold = kMarkAt,
                .isGood = isGood,
                .reason = isGood ? std::nullopt : std::optional(reason)};
    meter.fraction = std::clamp(meter.fraction, 0.0, 1.0);
    // The bar never contradicts the agent, which knows the limit of this step.
    meter.fraction = isGood ? std::max(meter.fraction, kMarkAt) : std::min(meter.fraction, kMarkAt - 0.04);
    return meter;
}

Meter light(const Message& message) {
    const double luma = number(message, "luma");
    const bool isGood = message.flag("luma_ok");
    const ErrorCode reason = luma > kMiddleLuma ? ErrorCode::FaceTooBright : ErrorCode::FaceTooDark;
    return {.fraction = std::clamp(luma / kFullLuma, 0.0, 1.0),
            .threshold = 40.0 / kFullLuma,
            .isGood = isGood,
            .reason = isGood ? std::nullopt : std::optional(reason)};
}

Meter turn(const Message& message) {
    const bool isGood = message.flag("yaw_ok") && message.flag("pitch_ok") && message.flag("roll_ok");
    const double angle = std::max({std::abs(number(message, "yaw")), std::abs(number(message, "pitch")),
                                   std::abs(number(message, "roll"))});
    return {.fraction = std::clamp(angle / kFullTurn, 0.0, 1.0),
            .threshold = 1.0,
            .isGood = isGood,
            .reason = isGood ? std::nullopt : std::optional(ErrorCode::FaceTurned)};
}

} // namespace

EnrolmentProgress readEnrolmentProgress(const Message& message) {
    const auto count = [&](const char* key) {
        return static_cast<int>(std::clamp<std::int64_t>(message.integer(key).value_or(0), 0, 1000));
    };
    EnrolmentProgress progress;
    progress.pose = poseOf(message.text("pose"));
    progress.step = count("step");
    progress.steps = count("steps");
    progress.accepted = count("accepted");
    progress.needed = count("needed");
    const std::string hint = message.text("hint");
    progress.isHoldStill = hint == "hold_still";
    progress.hint = errorCodeFromWire(hint);
    if (message.has("size")) {
        const double faceLimit = number(message, "size") > 1.5 ? 64.0 : 0.2; // in pixels, or as a share
        progress.meters =
            std::array{rising(message, "size", faceLimit, ErrorCode::FaceTooSmall),
                       rising(message, "blur", 0.065, ErrorCode::FaceBlurred), light(message), turn(message)};
    }
    return progress;
}

} // namespace kaomon::enrolment
