// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace kaomon::domain {

// The settings of app login that apply here and now, as the agent obeys them and tells them to the client. A
// value; any thread.
struct AppFillRule {
    bool isEnabled = true;
    std::chrono::minutes reauth{5}; // how old the face may be for what the vault gives out; 0: none
    bool mayReveal = false;
    bool mayTeach = true;          // people may make templates of their own
    bool mayStart = false;         // a template that says so is filled without a gesture
    bool mayUseBlind = false;      // entries that an administrator has set, and nobody here can see
    std::chrono::days offline{30}; // nothing is filled when the server was not heard for so long
    std::chrono::milliseconds startDelay{500};
    std::chrono::milliseconds keyDelay{25};

    // Of values that were resolved from several documents (setting_resolver.h).
    [[nodiscard]] static AppFillRule fromValues(const std::map<std::string, std::string>& values);
};

} // namespace kaomon::domain
