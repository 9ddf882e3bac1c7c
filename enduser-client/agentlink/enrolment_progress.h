// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QString>

#include "base/error.h"
#include "localipc/message.h"

namespace kaomon::agentlink {

enum class Pose { Front, Left, Right, Up, Down };
enum class MeterKind { Size, Sharpness, Light, Pose };
inline constexpr std::size_t kMeterKinds = 4;

// One quality meter as the screen needs it: how full, where the limit is, and what is wrong.
struct Meter {
    double fraction = 0.0;
    double threshold = 0.5;
    bool isGood = false;
    std::optional<ErrorCode> reason; // when not good

    bool operator==(const Meter&) const = default;
};

// What the agent reports while it takes pictures of a face: the message `enrolProgress` as a plain value.
struct EnrolmentProgress {
    Pose pose = Pose::Front;
    int step = 0; // counted from 1
    int steps = 0;
    int accepted = 0; // pictures, over all steps
    int needed = 0;
    bool isHoldStill = false; // the face is fine: hold still
    QString request; // wire name of a movement the person is asked for, such as please_blink; else empty
    std::optional<ErrorCode> hint;                        // what to mend first
    std::optional<std::array<Meter, kMeterKinds>> meters; // none while no face is seen
};

// Pure; any thread. Missing or unknown fields leave the default.
[[nodiscard]] EnrolmentProgress readEnrolmentProgress(const localipc::Message& message);

} // namespace kaomon::agentlink
