// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/enrolment_message.h"

#include <array>
#include <charconv>

namespace kaomon::agent {

namespace {

using localipc::Message;

std::string numberText(float value) {
    std::array<char, 32> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 3);
    return {buffer.data(), end.ptr};
}

void setMeters(Message& message, const vision::QualityReport& report) {
    using vision::QualityKind;
    constexpr std::array<std::pair<QualityKind, std::string_view>, 6> kMeters{
        {{QualityKind::Size, "size"},
         {QualityKind::Sharpness, "blur"},
         {QualityKind::Brightness, "luma"},
         {QualityKind::Yaw, "yaw"},
         {QualityKind::Pitch, "pitch"},
         {QualityKind::Roll, "roll"}}};
    for (const auto& [kind, name] : kMeters) {
        const vision::QualityMeter& meter = report.meter(kind);
        message.set(name, numberText(meter.value));
        message.setFlag(std::string(name) + "_ok", meter.isOk());
        message.set(std::string(name) + "_min", numberText(meter.minimum));
        message.set(std::string(name) + "_max", numberText(meter.maximum));
    }
}

} // namespace

localipc::Message enrolmentMessage(const EnrolmentProgress& progress, bool lightsUp) {
    Message message{"enrolProgress", 0, {}};
    message.setInteger("step", static_cast<int>(progress.pose) + 1);
    message.setInteger("steps", kPoses);
    message.set("pose", poseName(progress.pose));
    message.setInteger("accepted", progress.accepted);
    message.setInteger("needed", progress.needed);
    message.set("hint", progress.hint);
    if (progress.quality != nullptr) {
        setMeters(message, *progress.quality);
    }
    if (lightsUp && progress.hint == wireName(ErrorCode::FaceTooDark)) {
        message.set("assist", "bright_screen");
    }
    return message;
}

} // namespace kaomon::agent
