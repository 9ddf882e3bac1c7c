// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace kaomon::domain {

// The settings of app login that apply here and now: only the agent obeys them. A value; any thread.
struct AppFillRule {
    bool isEnabled = true;
    std::chrono::minutes reauth{5}; // how old the face may be for what the vault gives out; 0: none
    bool mayReveal = false;

    // Of values that were resolved from several documents (setting_resolver.h).
    [[nodiscard]] static AppFillRule fromValues(const std::map<std::string, std::string>& values);
};

} // namespace kaomon::domain
