// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"

namespace kaomon::wire {

// One named thing that a PC says about itself: "camera.name", "policy.version", "outbox.waiting".
struct DiagnosticsFact {
    std::string name;
    std::string value;
};

// What a self test of the PC found.
struct DiagnosticsCheck {
    std::string name;   // "camera", "engine", "server", ...
    std::string result; // ok, warning, failed
    std::string code;   // wire name of an ErrorCode; empty where all was well
};

// report.json of a bundle (libcore/diagnostics): never sent by itself, but sealed inside of one.
struct DiagnosticsReport {
    int format = 1; // a reader refuses a higher one
    TimePoint madeAt;
    std::string program; // which one made it
    std::string version;
    std::string system; // name and version of the operating system
    std::vector<DiagnosticsFact> facts;
    std::vector<DiagnosticsCheck> checks;
};

} // namespace kaomon::wire
