// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "applogin/app_template.h"

namespace kaomon::applogin {

// One control of a window as its accessibility tells it.
struct ControlFacts {
    ControlRole role = ControlRole::Other;
    std::string name;
    bool isEnabled = true;
    bool isShown = true;
    bool isFocused = false;
    bool isEditable = false;
    int handle = -1; // of the desktop that told it; good until the next look at the window
};

// Where something is on the screen, in pixels of the window system.
struct Bounds {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    [[nodiscard]] bool isEmpty() const { return width <= 0 || height <= 0; }
};

// What can be told of a window and the process behind it. Texts come from a program that may be hostile: the
// reader of the window bounds them.
struct WindowFacts {
    std::uint64_t window = 0;
    std::int64_t process = 0;
    std::uint64_t startedAt = 0; // of the process, so that its number cannot be handed on
    bool isOthers = false;       // runs as another user
    std::string executable;      // path
    std::string arguments;       // joined by spaces, without the program's own name
    std::string windowClass;
    std::string title;
    std::string toolkit;
    std::string address; // scheme and host of the page, of a browser: https://ledger.example
    std::vector<ControlFacts> controls;
    bool isCut = false; // there may be more: the program was too slow to tell it
};

} // namespace kaomon::applogin
