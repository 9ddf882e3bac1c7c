// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "agent/event_log.h"
#include "base/error.h"
#include "capture/camera_info.h"

namespace kaomon::agent {

// A face that was not enrolled, as far as an event tells of it.
struct RefusedFace {
    UserId user = {};             // whose it should have become
    std::string_view method = {}; // camera or photo, of an administrator's ticket; empty: his own act
    int frames = 0;               // that were good enough
    int elapsedMs = 0;
    capture::CameraInfo camera = {};
};

// The pictures were not good enough: of which kind the last one's fault was. Whether `fault` is such a fault.
[[nodiscard]] bool isFaultOfPicture(ErrorCode fault);
// Whether an enrolment ended because no further picture came of it; the person may have lost his patience.
[[nodiscard]] bool isGivenUp(ErrorCode end);
// QUALITY_LOW. Loses nothing but the event: nobody's face depends on it.
void noteLowQuality(EventLog& events, const RefusedFace& face, ErrorCode fault);
// DUPLICATE: the face is that of somebody else, who is not named. The same.
void noteDuplicate(EventLog& events, const RefusedFace& face);

} // namespace kaomon::agent
