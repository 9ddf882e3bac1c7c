// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"

namespace kaomon::wire {

// How far a tenant has come in moving from one model pack to another: a face can only be compared by the
// model that made its template, so people enrol again.
struct FaceModelUse {
    std::string modelId;
    long long people = 0; // who have a face of this model
    long long templates = 0;
    TimePoint newestAt; // when the last of them was enrolled
};

// The one with the newest face comes first: new PCs enrol with it.
struct FaceModelUses {
    long long people = 0; // who have a face at all
    std::vector<FaceModelUse> items;
};

} // namespace kaomon::wire
