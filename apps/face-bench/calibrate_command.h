// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"

namespace kaomon::bench {

struct CalibrateOptions {
    std::string pictures;
    std::string models;
    std::string out;
};

// "Calibrate on our own people": how often the thresholds of the pack confuse or refuse the people of a
// folder
// (<person>/<picture>), with intervals, and what to do about it. Writes a suggestion, which an administrator
// may copy into the manifest of a pack of his own; changes nothing by itself and never suggests a looser
// threshold.
[[nodiscard]] Status runCalibrate(const CalibrateOptions& options);

} // namespace kaomon::bench
