// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace kaomon::wire {

// That a sealed template was handed out, to one PC or to one person's console. The server can open none; this
// says who was given it.
struct FaceAccess {
    TemplateId face;
    std::string readerKind;                // device, user
    std::string reader;                    // its id
    std::optional<std::string> readerName; // of now; absent when that PC or person is gone
    TimePoint firstAt;
    TimePoint lastAt;
    long long times = 1;
};

// The last one first.
struct FaceAccessPage {
    std::vector<FaceAccess> items;
    std::optional<std::string> next;
};

} // namespace kaomon::wire
