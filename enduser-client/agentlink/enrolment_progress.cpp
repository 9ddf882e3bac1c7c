// SPDX-License-Identifier: GPL-3.0-or-later
#include "agentlink/enrolment_progress.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <QString>

namespace kaomon::agentlink {
namespace {

using localipc::Message;

constexpr double kFullLuma = 255.0;
constexpr double kFullTurn = 45.0; // degrees shown by a whole bar
constexpr double kMarkAt = 0.5;    // where the limit of a rising value stands

double number(const Message& message, const std::string& key, double otherwise = 0.0) {
    bool isNumber = false;
    const double value = QString::fromStdString(message.text(key)).toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? value : otherwise;
}

Pose poseOf(const std::string& name) {
    constexpr std::array kPoses{"front", "left", "right", "up", "down"};
    const auto* found = std::ranges::find(kPoses, name);
    return found == kPoses.end() ? Pose::Front : static_cast<Pose>(found - kPoses.begin());
}

// A value that must reach its least: the bar is half full there.
Meter rising(const Message& message, const std::string& key, ErrorCode reason) {
    const bool isGood = message.flag(key + "_ok");
    const double least = number(message, key + "_min");
    const double full = least > 0.0 ? least / kMarkAt : 1.0;
    return {.fraction = std::clamp(number(message, key) / full, 0.0, 1.0),
            .threshold = kMarkAt,
            .isGood = isGood,
            .reason = isGood ? std::nullopt : std::optional(reason)};
}

Meter light(const Message& message) {
    const double luma = number(message, "luma");
    const double least = number(message, "luma_min");
    const bool isGood = message.flag("luma_ok");
    const ErrorCode reason = luma < least ? ErrorCode::FaceTooDark : ErrorCode::FaceTooBright;
    return {.fraction = std::clamp(luma / kFullLuma, 0.0, 1.0),
            .threshold = std::clamp(least / kFullLuma, 0.0, 1.0),
            .isGood = isGood,
            .reason = isGood ? std::nullopt : std::optional(reason)};
}

// How straight the face looks at the camera: full when straight, the mark at the greatest angle allowed.
Meter turn(const Message& message) {
    const bool isGood = message.flag("yaw_ok") && message.flag("pitch_ok") && message.flag("roll_ok");
    const double angle = std::max({std::abs(number(message, "yaw")), std::abs(number(message, "pitch")),
                                   std::abs(number(message, "roll"))});
    return {.fraction = std::clamp(1.0 - angle / kFullTurn, 0.0, 1.0),
            .threshold = std::clamp(1.0 - number(message, "yaw_max", kFullTurn) / kFullTurn, 0.0, 1.0),
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
    progress.request = hint.starts_with("please_") ? QString::fromStdString(hint) : QString();
    if (message.has("size")) {
        progress.meters =
            std::array{rising(message, "size", ErrorCode::FaceTooSmall),
                       rising(message, "blur", ErrorCode::FaceBlurred), light(message), turn(message)};
    }
    return progress;
}

} // namespace kaomon::agentlink
