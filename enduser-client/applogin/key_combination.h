// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kaomon::applogin {

// A key of the whole session as people write it: "ctrl+alt+f". Which keys there are is the window system's to
// say. A value.
struct KeyCombination {
    bool hasControl = false;
    bool hasAlt = false;
    bool hasShift = false;
    bool hasSuper = false;
    std::string key; // by its name

    // ctrl, alt, shift, super and one key, in any order. None for two keys, for none, and without ctrl, alt
    // or super: shift alone would take a letter from everybody.
    [[nodiscard]] static std::optional<KeyCombination> parse(std::string_view text);
};

} // namespace kaomon::applogin
